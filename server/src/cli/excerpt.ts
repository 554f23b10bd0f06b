import { displayWidth } from './displayWidth';
import { escapeTerminal } from './escape';

/** A part of one line, without its line end, and where in it the finding is. */
export interface Excerpt {
  readonly text: string;
  /** Offsets of the finding in `text`. */
  readonly start: number;
  readonly end: number;
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/** A line as a terminal shows it; the caret's place and length are in columns. */
export interface ShownLine {
  readonly line: string;
  readonly caretAt: number;
  readonly caretLength: number;
}

/** How much of a line goes into an excerpt on either side of where the finding starts. */
const reach = 400;
const tabWidth = 8;
const cutMark = '…';

/** Takes what is around a finding out of its line; a finding over several lines ends with its first. */
export function takeExcerpt(text: string, lineStart: number, start: number, end: number): Excerpt {
  // A byte order mark is no part of what people see as the line.
  const first = lineStart === 0 && text.charCodeAt(0) === 0xfeff ? 1 : lineStart;
  const from = wholeCharacter(text, Math.max(first, start - reach));
  const window = text.slice(from, wholeCharacter(text, start + reach));
  const after = window.slice(Math.max(start - from, 0)).search(/[\r\n]/);
  const part = after < 0 ? window : window.slice(0, Math.max(start - from, 0) + after);
  return {
    text: part,
    start: Math.max(start - from, 0),
    end: Math.min(Math.max(end - from, 0), part.length),
    isCutBefore: from > first,
    isCutAfter: after < 0 && from + part.length < text.length,
  };
}

/** The offset, or the next one where it lies between the halves of a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return offset > 0 && code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset;
}

interface Cell {
  readonly shown: string;
  readonly width: number;
  readonly offset: number;
}

/** Lays an excerpt out in at most `columns` columns, tabs as blanks, nothing that a terminal obeys. */
export function showExcerpt(excerpt: Excerpt, columns: number): ShownLine {
  const cells = toCells(excerpt.text);
  const startCell = cells.findIndex(({ offset }) => offset >= excerpt.start);
  const caretCell = startCell < 0 ? cells.length : startCell;
  const lastCell = cells.findIndex(({ offset }) => offset >= excerpt.end);
  const endCell = Math.max(lastCell < 0 ? cells.length : lastCell, caretCell);
  const total = widthOf(cells, 0, cells.length);
  const isWhole = !excerpt.isCutBefore && !excerpt.isCutAfter && total <= columns;
  const from = isWhole ? 0 : firstCellShown(cells, caretCell, endCell, columns);
  const to = isWhole ? cells.length : lastCellShown(cells, from, columns - 2);
  const before = from > 0 || excerpt.isCutBefore ? cutMark : '';
  const after = to < cells.length || excerpt.isCutAfter ? cutMark : '';
  const shown = cells
    .slice(from, to)
    .map((cell) => cell.shown)
    .join('');
  return {
    line: `${before}${shown}${after}`.trimEnd(),
    caretAt: before.length + widthOf(cells, from, caretCell),
    caretLength: Math.max(1, widthOf(cells, caretCell, Math.min(endCell, to))),
  };
}

function toCells(text: string): readonly Cell[] {
  const cells: Cell[] = [];
  let offset = 0;
  let column = 0;
  for (const character of text) {
    const shown = showCharacter(character, column);
    const width = shown === character ? displayWidth(character) : shown.length;
    cells.push({ shown, width, offset });
    offset += character.length;
    column += width;
  }
  return cells;
}

function showCharacter(character: string, column: number): string {
  if (character >= ' ' && character <= '~') return character;
  return character === '\t'
    ? ' '.repeat(tabWidth - (column % tabWidth))
    : escapeTerminal(character);
}

function widthOf(cells: readonly Cell[], from: number, to: number): number {
  let width = 0;
  for (const cell of cells.slice(from, to)) width += cell.width;
  return width;
}

/** The finding is to be seen whole where it fits, with more of the line before it than after. */
function firstCellShown(
  cells: readonly Cell[],
  caretCell: number,
  endCell: number,
  columns: number,
): number {
  const own = Math.min(widthOf(cells, caretCell, endCell), columns >> 1);
  let room = ((columns - own) * 2) / 3;
  let from = caretCell;
  while (from > 0 && room > 0) room -= cells[--from]?.width ?? 0;
  return from;
}

function lastCellShown(cells: readonly Cell[], from: number, columns: number): number {
  let room = columns;
  let to = from;
  while (to < cells.length && room >= (cells[to]?.width ?? 0)) room -= cells[to++]?.width ?? 0;
  return to;
}
