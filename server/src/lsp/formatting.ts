import type {
  FormattingOptions,
  TextEdit as LspTextEdit,
  Position,
  Range,
} from 'vscode-languageserver';
import { formatEdits } from '../core/features/format/format';
import { indentNewLine } from '../core/features/format/onType';
import {
  defaultFormat,
  type FormatOptions,
  type FormatSettings,
} from '../core/features/format/options';
import type { Syntax } from '../core/syntax/syntax';
import { applyEdits, type TextEdit } from '../core/text/span';
import { toLspEdit } from './convert';
import type { Snapshot } from './snapshots';

/** After which typed character a line is laid out. */
export const formatTrigger = '\n';

/** A client that gets more edits at once is busy for seconds. */
const mostEdits = 5000;

/** The edits that lay a document out, or the entries that a range touches. */
export function toLspFormatting(
  snapshot: Snapshot,
  settings: FormatSettings,
  client: FormattingOptions,
  range?: Range,
): LspTextEdit[] {
  const { document } = snapshot;
  const stretch =
    range === undefined
      ? undefined
      : { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const edits = formatEdits(syntaxOf(snapshot), formatOptions(settings, client), stretch);
  return joinMany(document.getText(), edits).map((edit) => toLspEdit(document, edit));
}

/** Makes one edit of more than a client takes well; it replaces all from the first to the last. */
function joinMany(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const first = edits[0];
  const last = edits.at(-1);
  if (first === undefined || last === undefined || edits.length <= mostEdits) return edits;
  const { file, start } = first.span;
  const { end } = last.span;
  const changed = applyEdits(text, edits);
  const replaced = changed.slice(start, changed.length - (text.length - end));
  return [{ span: { file, start, end }, text: replaced }];
}

/** The edit that indents a line that was just begun. */
export function toLspIndentation(
  snapshot: Snapshot,
  settings: FormatSettings,
  client: FormattingOptions,
  position: Position,
): LspTextEdit[] {
  const { document } = snapshot;
  const offset = document.offsetAt(position);
  const edit = indentNewLine(syntaxOf(snapshot), offset, formatOptions(settings, client));
  return edit === undefined ? [] : [toLspEdit(document, edit)];
}

/**
 * What the editor indents with is a hint for files that show no style. Its tab size is only known
 * to be the one that people see where it indents with tabs; the one of a file of blanks may be a
 * guess at the depth of its columns.
 */
function formatOptions(
  settings: FormatSettings,
  { insertSpaces, tabSize }: FormattingOptions,
): FormatOptions {
  const isSound = !insertSpaces && Number.isInteger(tabSize) && tabSize > 0 && tabSize <= 64;
  return {
    ...settings,
    fallback: insertSpaces ? 'spaces' : 'tabs',
    tabSize: isSound ? tabSize : defaultFormat.tabSize,
  };
}

function syntaxOf({ zone }: Snapshot): Syntax {
  const syntax = zone.blocks.syntaxOf(0);
  if (syntax === undefined) throw new RangeError('A zone has a file.');
  return syntax;
}
