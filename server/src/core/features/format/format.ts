import { scan } from '../../syntax/scanner';
import { entryAt, type Syntax, TokenKind } from '../../syntax/syntax';
import { applyEdits, type TextEdit } from '../../text/span';
import { finish, type Steps } from '../../text/steps';
import { contentEndOf, type Filling, lineEndOf, lineStartOf } from './blanks';
import { findFilling, placeRecords } from './columns';
import { CommentColumns } from './comments';
import { EditList } from './edits';
import { countAlignedFields } from './fields';
import { breaksBefore, EntryKind, type Lines, readLines } from './lines';
import { defaultFormat, type FormatOptions } from './options';
import { RecordWriter } from './records';
import { readTail } from './tail';
import { wordRecords } from './wording';

/** Entries between two pauses. */
const entriesPerStep = 1000;

/** A stretch of the file in UTF-16 offsets; `end` is exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The edits that lay a file out, or only the entries that a stretch touches. They never change what
 * a record says: owner, TTL, class, type and RDATA, nor any comment; entries that are not sound
 * stay as they are. A file that has been formatted needs no edits. Takes linear time.
 */
export function formatEdits(
  syntax: Syntax,
  options: FormatOptions = defaultFormat,
  stretch?: Stretch,
): readonly TextEdit[] {
  return finish(formatInSteps(syntax, options, stretch));
}

/** The same, so that others get a turn. */
export function* formatInSteps(
  syntax: Syntax,
  options: FormatOptions,
  stretch?: Stretch,
): Steps<readonly TextEdit[]> {
  const edits = yield* formatAll(syntax, options);
  if (stretch === undefined) return edits;
  const { start, end } = wholeEntries(syntax, stretch);
  return edits.filter(({ span }) => span.start >= start && span.end <= end);
}

/** Lays a text out. */
export function formatText(text: string, options: FormatOptions = defaultFormat): string {
  return applyEdits(text, formatEdits(scan(text), options));
}

function* formatAll(syntax: Syntax, options: FormatOptions): Steps<readonly TextEdit[]> {
  const { indentation, fallback, tabSize } = options;
  const lines = soundLines(syntax);
  yield;
  const style = indentation === 'auto' ? findFilling(syntax, lines.records) : indentation;
  if (style !== undefined)
    return yield* formatWith(syntax, lines, options, { tabs: style === 'tabs', tabSize });
  const spaced = yield* formatWith(syntax, lines, options, { tabs: false, tabSize });
  // Columns that happen to need single blanks only are a style, too.
  if (fallback === 'spaces' || spaced.length === 0) return spaced;
  return yield* formatWith(syntax, soundLines(syntax), options, { tabs: true, tabSize });
}

/** Words the lines anew, so that they serve only once. */
function* formatWith(
  syntax: Syntax,
  lines: Lines,
  options: FormatOptions,
  filling: Filling,
): Steps<readonly TextEdit[]> {
  yield;
  if (!lines.isUnbalanced) wordRecords(syntax, lines, options);
  // In a file whose parentheses do not balance, words and lines tell where an entry may end.
  const layout = lines.isUnbalanced ? defaultFormat : options;
  yield;
  const placement = placeRecords(syntax, lines.records, lines.blockCount, filling);
  yield;
  const edits = new EditList(syntax);
  const comments = new CommentColumns(syntax, filling, edits);
  const writer = new RecordWriter(syntax, filling, edits, comments);
  const last = lastFilledEntry(syntax);
  const aligned = countAlignedFields(syntax, placement, filling.tabSize);
  let next = 0;
  for (let entry = 0; entry <= last; entry++) {
    if (entry % entriesPerStep === 0) yield;
    const record = placement.records[next];
    if (record?.entry === entry) {
      writer.write(placement, next, readTail(syntax, record, layout), aligned[next] ?? 0);
      next++;
    } else formatOther(syntax, entry, lines.kinds[entry] ?? EntryKind.left, edits, comments);
  }
  comments.reset();
  formatEnd(syntax, last, lines, edits);
  return edits.finish();
}

/** Of a file whose parentheses do not balance, only records on one line are sound enough. */
function soundLines(syntax: Syntax): Lines {
  const lines = readLines(syntax);
  if (!lines.isUnbalanced) return lines;
  const { kinds } = lines;
  const records = lines.records.filter(({ entry }) => {
    const first = syntax.entryTokens.get(entry) + 1;
    for (let token = first; token < syntax.entryTokens.get(entry + 1); token++) {
      if (!breaksBefore(syntax, token)) continue;
      kinds[entry] = EntryKind.left;
      return false;
    }
    return true;
  });
  return { ...lines, records };
}

function formatOther(
  syntax: Syntax,
  entry: number,
  kind: number,
  edits: EditList,
  comments: CommentColumns,
): void {
  const start = lineStartOf(syntax, entry);
  const token = syntax.entryTokens.get(entry);
  if (kind === EntryKind.comment) {
    comments.addOwnLine(token, start);
    return;
  }
  comments.reset();
  if (kind === EntryKind.left) return;
  const end = syntax.entryTokens.get(entry + 1);
  if (end === token) {
    edits.trimEnd(start, contentEndOf(syntax, entry));
    return;
  }
  const isComment = syntax.tokenKinds.get(end - 1) === TokenKind.comment;
  const content = isComment ? syntax.tokenStarts.get(end - 1) : syntax.tokenEnds.get(end - 1);
  edits.trimEnd(content, contentEndOf(syntax, entry));
}

/** The last entry that is not empty, -1 for none. */
function lastFilledEntry({ entryCount, entryTokens }: Syntax): number {
  let entry = entryCount - 1;
  while (entry >= 0 && entryTokens.get(entry) === entryTokens.get(entry + 1)) entry--;
  return entry;
}

/** The file ends with one line end; what is not understood stays as it is up to its end. */
function formatEnd(syntax: Syntax, last: number, lines: Lines, edits: EditList): void {
  const { text, entryStarts } = syntax;
  if (last < 0) {
    edits.set(lineStartOf(syntax, 0), text.length, '');
    return;
  }
  if (lines.kinds[last] === EntryKind.left) return;
  const end = contentEndOf(syntax, last);
  const next = entryStarts.get(last + 1);
  edits.set(next, text.length, '');
  if (end === next) edits.set(end, end, lineEndOf(text));
}

/** From the start of the first entry that a stretch touches to the end of the last one. */
function wholeEntries(syntax: Syntax, { start, end }: Stretch): Stretch {
  const first = entryAt(syntax, start);
  const behind = entryAt(syntax, end);
  // A stretch that ends where an entry starts does not touch it, but where it is nothing but that.
  const isBehind = behind > first && syntax.entryStarts.get(behind) === end;
  const last = isBehind ? behind - 1 : behind;
  return { start: syntax.entryStarts.get(first), end: syntax.entryStarts.get(last + 1) };
}
