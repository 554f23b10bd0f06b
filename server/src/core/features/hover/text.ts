import { unicodeName } from '../../dns/unicode';
import { escapeMarkdown } from '../../text/markdown';

/**
 * Text for a hover: it means nothing in Markdown, and each name with A-labels has its Unicode form
 * beside it. Both are always shown: letters of different scripts look alike, A-labels do not.
 */
export function escapeNames(text: string): string {
  return text
    .split(/([\s,→]+)/)
    .map((part) => {
      const unicode = unicodeName(part);
      const escaped = escapeMarkdown(part);
      // Isolated, so that letters written from right to left do not turn what stands around them.
      return unicode === undefined
        ? escaped
        : `${escaped} (\u2068${escapeMarkdown(unicode)}\u2069)`;
    })
    .join('');
}
