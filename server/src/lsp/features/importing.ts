import type { FormattingOptions, TextEdit as LspTextEdit, Range } from 'vscode-languageserver';
import { type CopyForm, copyForms, copyRecords } from '../../core/features/copyRecords';
import { pasteRecords } from '../../core/features/pasteRecords';
import { toLspEdit } from '../convert';
import type { Feature } from '../feature';
import { formatOptions } from './formatting';

/** Asked by a client: what a copied text says as records of a document's own, or null. */
const importRequest = 'zoneMx/import';

interface ImportParams {
  readonly uri: string;
  /** What the text is to replace. */
  readonly range: Range;
  readonly text: string;
  readonly options: FormattingOptions;
}

/** What to put into the place of the range, and what else must change with it. */
interface ImportAnswer {
  readonly text: string;
  readonly furtherEdits: readonly LspTextEdit[];
  readonly count: number;
}

/** Asked by a client: `{ uri, range, form }` to the records of the range in another form, or null. */
const copyRequest = 'zoneMx/copyRecords';

export const importing: Feature = {
  capabilities: () => ({}),
  handle(connection, { settled, settings }) {
    connection.onRequest(importRequest, async (params: unknown): Promise<ImportAnswer | null> => {
      if (!isImportParams(params)) return null;
      const snapshot = await settled(params.uri);
      if (snapshot === undefined) return null;
      const { zone, text } = snapshot;
      const { start, end } = params.range;
      const stretch = { start: text.offsetAt(start), end: text.offsetAt(end) };
      const options = formatOptions(settings().format, params.options);
      const paste = pasteRecords(zone, text.text(), stretch, params.text, options);
      if (paste === undefined) return null;
      const furtherEdits = paste.further.map((edit) => toLspEdit(text, edit));
      return { text: paste.text, furtherEdits, count: paste.count };
    });
    connection.onRequest(copyRequest, async (params: unknown): Promise<string | null> => {
      if (!isCopyParams(params)) return null;
      const snapshot = await settled(params.uri);
      if (snapshot === undefined) return null;
      const { zone, text } = snapshot;
      const { start, end } = params.range;
      const stretch = { start: text.offsetAt(start), end: text.offsetAt(end) };
      return copyRecords(zone, stretch, params.form) ?? null;
    });
  },
};

function isImportParams(params: unknown): params is ImportParams {
  if (typeof params !== 'object' || params === null) return false;
  const { uri, text, range, options }: Partial<Record<keyof ImportParams, unknown>> = params;
  return (
    typeof uri === 'string' &&
    typeof text === 'string' &&
    isRange(range) &&
    typeof options === 'object' &&
    options !== null
  );
}

interface CopyParams {
  readonly uri: string;
  readonly range: Range;
  readonly form: CopyForm;
}

function isCopyParams(params: unknown): params is CopyParams {
  if (typeof params !== 'object' || params === null) return false;
  const { uri, range, form }: Partial<Record<keyof CopyParams, unknown>> = params;
  return typeof uri === 'string' && isRange(range) && copyForms.some((each) => each === form);
}

function isRange(range: unknown): range is Range {
  if (typeof range !== 'object' || range === null) return false;
  const { start, end }: Partial<Record<keyof Range, unknown>> = range;
  return isPosition(start) && isPosition(end);
}

function isPosition(position: unknown): boolean {
  if (typeof position !== 'object' || position === null) return false;
  const { line, character }: { line?: unknown; character?: unknown } = position;
  return Number.isSafeInteger(line) && Number.isSafeInteger(character);
}
