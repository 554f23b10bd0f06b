import type { TokenizedLine } from './tokenize';

/**
 * What is kept of a tokenized text: each line after `>`, and below it, after `#`, a row of carets
 * under every token that has scopes, with these scopes.
 */
export function writeSnapshot(lines: readonly TokenizedLine[]): string {
  return `${lines.flatMap((line) => [`>${line.text}`, ...writeTokens(line)]).join('\n')}\n`;
}

function writeTokens(line: TokenizedLine): readonly string[] {
  return line.tokens
    .filter((token) => token.scopes.length > 0)
    .map((token) => {
      // Tabs are kept, so that the carets stand below their token at any tab width.
      const margin = line.text.slice(0, token.start).replace(/[^\t]/g, ' ');
      const carets = token.text.replace(/[^\t]/g, '^');
      return `#${margin}${carets} ${token.scopes.join(' ')}`;
    });
}
