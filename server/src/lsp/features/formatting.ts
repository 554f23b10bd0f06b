import type {
  CancellationToken,
  DocumentFormattingParams,
  FormattingOptions,
  TextEdit as LspTextEdit,
  Position,
  Range,
} from 'vscode-languageserver';
import { formatInSteps } from '../../core/features/format/format';
import { indentNewLine } from '../../core/features/format/onType';
import {
  defaultFormat,
  type FormatOptions,
  type FormatSettings,
} from '../../core/features/format/options';
import type { BlockStore } from '../../core/syntax/blockStore';
import { applyEdits, type TextEdit } from '../../core/text/span';
import type { Steps } from '../../core/text/steps';
import { toLspEdit } from '../convert';
import type { Feature } from '../feature';
import type { Snapshot } from '../openDocuments';
import { inTurns } from '../turns';

/** After which typed character a line is laid out. */
const formatTrigger = '\n';

/** A client that gets more edits at once is busy for seconds. */
const mostEdits = 5000;

export const formatting: Feature = {
  capabilities: () => ({
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: formatTrigger },
  }),
  handle(connection, { settled, settings, turns }) {
    const format = async (
      { textDocument, options }: DocumentFormattingParams,
      token: CancellationToken,
      range?: Range,
    ): Promise<LspTextEdit[] | undefined> => {
      const snapshot = await settled(textDocument.uri);
      if (snapshot === undefined) return undefined;
      const steps = toLspFormatting(snapshot, formatOptions(settings().format, options), range);
      return inTurns(steps, { token, isCurrent: () => snapshot.isCurrent() }, turns);
    };
    connection.onDocumentFormatting((params, token) => format(params, token));
    connection.onDocumentRangeFormatting((params, token) => format(params, token, params.range));
    connection.onDocumentOnTypeFormatting(async ({ textDocument, options, position }) => {
      const snapshot = await settled(textDocument.uri);
      return snapshot && toLspIndentation(snapshot, settings().format, options, position);
    });
  },
};

/** The edits that lay a document out, or the entries that a range touches. */
function* toLspFormatting(
  { text }: Snapshot,
  options: FormatOptions,
  range?: Range,
): Steps<LspTextEdit[]> {
  const stretch =
    range === undefined
      ? undefined
      : { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
  const edits = yield* formatInSteps(text.blocks, options, stretch);
  return joinMany(text, edits).map((edit) => toLspEdit(text, edit));
}

/** Makes one edit of more than a client takes well; it replaces all from the first to the last. */
function joinMany(store: BlockStore, edits: readonly TextEdit[]): readonly TextEdit[] {
  const first = edits[0];
  const last = edits.at(-1);
  if (first === undefined || last === undefined || edits.length <= mostEdits) return edits;
  const { file, start } = first.span;
  const { end } = last.span;
  const text = store.text();
  const changed = applyEdits(text, edits);
  const replaced = changed.slice(start, changed.length - (text.length - end));
  return [{ span: { file, start, end }, text: replaced }];
}

/** The edit that indents a line that was just begun. */
function toLspIndentation(
  snapshot: Snapshot,
  settings: FormatSettings,
  client: FormattingOptions,
  position: Position,
): LspTextEdit[] {
  const { text } = snapshot;
  const offset = text.offsetAt(position);
  // The line above says how: the block that it stands in is enough.
  const block = text.blockAt(Math.max(0, offset - 1));
  if (block === undefined) return [];
  const { base } = block;
  const edit = indentNewLine(block, offset - base, formatOptions(settings, client));
  if (edit === undefined) return [];
  const { file, start, end } = edit.span;
  return [toLspEdit(text, { ...edit, span: { file, start: base + start, end: base + end } })];
}

/**
 * What the editor indents with is a hint for files that show no style. Its tab size is only known
 * to be the one that people see where it indents with tabs; the one of a file of blanks may be a
 * guess at the depth of its columns.
 */
export function formatOptions(
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
