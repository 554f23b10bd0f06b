import { entryAt, nextField, type Syntax, startsBlank, TokenKind } from '../../syntax/syntax';
import type { TextEdit } from '../../text/span';
import { emptyHeader, readHeader } from '../../zone/header';
import { columnAfter, type Filling, fill, isBlank, isLineEnd, lineStartOf } from './blanks';
import { countGaps, findFilling } from './filling';
import { isDirective, type Lines, type RecordLine, readLines } from './lines';
import type { FormatOptions } from './options';

/**
 * What a line that was just begun, at `offset`, is indented with: inside parentheses up to where
 * RDATA starts, below a record of a block that leaves owners out up to where its other records
 * start. Undefined where the line says something already, or nothing tells how.
 */
export function indentNewLine(
  syntax: Syntax,
  offset: number,
  options: FormatOptions,
): TextEdit | undefined {
  const { text, file } = syntax;
  let start = offset;
  while (start > 0 && isBlank(text.charCodeAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && isBlank(text.charCodeAt(end))) end++;
  const isFirst = start === 0 || !isLineEnd(text.charCodeAt(start - 1));
  if (isFirst || (end < text.length && !isLineEnd(text.charCodeAt(end)))) return undefined;
  const indentation = findIndentation(syntax, start, options);
  if (indentation === undefined || text.slice(start, end) === indentation) return undefined;
  return { span: { file, start, end }, text: indentation };
}

function findIndentation(
  syntax: Syntax,
  lineStart: number,
  options: FormatOptions,
): string | undefined {
  // The line end before the new line still belongs to the entry above.
  const entry = entryAt(syntax, lineStart - 1);
  const first = nextField(syntax, syntax.entryTokens.get(entry), syntax.entryTokens.get(entry + 1));
  if (first === syntax.entryTokens.get(entry + 1) || isDirective(syntax, first)) return undefined;
  const lines = readLines(syntax);
  const filling = fillingOf(syntax, lines, options);
  if (isOpenAt(syntax, entry, lineStart)) return indentRdata(syntax, entry, lineStart, filling);
  const record = lines.records.find((each) => each.entry === entry);
  return record === undefined ? undefined : indentRecord(syntax, record, lines, options, filling);
}

/** As far as the blank of the nearest record above that leaves its owner out, in the same block. */
function indentRecord(
  syntax: Syntax,
  record: RecordLine,
  { records }: Lines,
  { repeatedOwners }: FormatOptions,
  filling: Filling,
): string {
  const model = records.findLast(
    ({ block, entry, ownerToken }) =>
      block === record.block && entry <= record.entry && ownerToken < 0,
  );
  if (model !== undefined) {
    const start = lineStartOf(syntax, model.entry);
    const token = syntax.entryTokens.get(model.entry);
    return syntax.text.slice(start, syntax.tokenStarts.get(token));
  }
  if (repeatedOwners !== 'omit') return '';
  return fill(0, columnOf(syntax, record.ownerToken + 1, filling.tabSize), filling);
}

/** As far as the line above, or the first RDATA field where that is the entry's first line. */
function indentRdata(syntax: Syntax, entry: number, lineStart: number, filling: Filling): string {
  const { text, tokenStarts } = syntax;
  const entryStart = lineStartOf(syntax, entry);
  let above = lineStart;
  while (above > entryStart && isLineEnd(text.charCodeAt(above - 1))) above--;
  while (above > entryStart && !isLineEnd(text.charCodeAt(above - 1))) above--;
  if (above > entryStart) return /[ \t]*/y.exec(text.slice(above, lineStart))?.[0] ?? '';
  const open = findToken(syntax, entry, TokenKind.open);
  const tail = rdataToken(syntax, entry) ?? open;
  const token = tokenStarts.get(tail) < lineStart ? tail : open;
  return fill(0, columnOf(syntax, token, filling.tabSize), filling);
}

/** The token behind the type, if there is one; the entry need not be whole. */
function rdataToken(syntax: Syntax, entry: number): number | undefined {
  const start = syntax.entryTokens.get(entry);
  const end = syntax.entryTokens.get(entry + 1);
  const first = startsBlank(syntax, entry) ? start : start + 1;
  const header = emptyHeader();
  if (readHeader(syntax, entry, nextField(syntax, first, end), end, header) !== undefined)
    return undefined;
  return header.typeToken + 1 < end ? header.typeToken + 1 : undefined;
}

function isOpenAt(syntax: Syntax, entry: number, offset: number): boolean {
  let depth = 0;
  for (
    let token = syntax.entryTokens.get(entry);
    token < syntax.entryTokens.get(entry + 1) && syntax.tokenStarts.get(token) < offset;
    token++
  ) {
    const kind = syntax.tokenKinds.get(token);
    if (kind === TokenKind.open) depth++;
    else if (kind === TokenKind.close && depth > 0) depth--;
  }
  return depth > 0;
}

function findToken(syntax: Syntax, entry: number, kind: number): number {
  let token = syntax.entryTokens.get(entry);
  while (syntax.tokenKinds.get(token) !== kind) token++;
  return token;
}

function columnOf({ text, tokenStarts }: Syntax, token: number, tabSize: number): number {
  const end = tokenStarts.get(token);
  let start = end;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return columnAfter(text, start, end, 0, tabSize);
}

function fillingOf(
  syntax: Syntax,
  { records }: Lines,
  { indentation, fallback, tabSize }: FormatOptions,
): Filling {
  const style = indentation === 'auto' ? findFilling([countGaps(syntax, records)]) : indentation;
  return { tabs: (style ?? fallback) === 'tabs', tabSize };
}
