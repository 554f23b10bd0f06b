import { CharacterClass, characterClass } from '../../syntax/characters';
import { byteOrderMark, type Syntax } from '../../syntax/syntax';

/** What fills gaps; columns count from 0. */
export interface Filling {
  readonly tabs: boolean;
  readonly tabSize: number;
}

const tab = 0x09;

/** The column behind a stretch of one line that starts at `column`. */
export function columnAfter(
  text: string,
  start: number,
  end: number,
  column: number,
  tabSize: number,
): number {
  let result = column;
  for (let i = start; i < end; i++) {
    result = text.charCodeAt(i) === tab ? nextStop(result, tabSize) : result + 1;
  }
  return result;
}

/** The first column at or after the given one where a column of the file may start. */
export function stopAt(column: number, { tabs, tabSize }: Filling): number {
  return tabs ? Math.ceil(column / tabSize) * tabSize : column;
}

/** Fills from one column up to another: with tabs as far as they go, then with blanks. */
export function fill(from: number, to: number, { tabs, tabSize }: Filling): string {
  if (!tabs) return ' '.repeat(to - from);
  let column = from;
  let result = '';
  while (nextStop(column, tabSize) <= to) {
    result += '\t';
    column = nextStop(column, tabSize);
  }
  return result + ' '.repeat(to - column);
}

function nextStop(column: number, tabSize: number): number {
  return column - (column % tabSize) + tabSize;
}

/** The blanks that are blanks to every name server. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === tab;
}

export function isLineEnd(code: number): boolean {
  return characterClass(code) === CharacterClass.lineEnd;
}

/** Where the entry's first line starts: behind a byte order mark. */
export function lineStartOf(syntax: Syntax, entry: number): number {
  return behindMark(syntax, syntax.entryStarts.get(entry));
}

/** The same place, but behind a byte order mark where that stands there. */
export function behindMark({ base, text }: Syntax, start: number): number {
  return base + start === 0 && text.charCodeAt(0) === byteOrderMark ? 1 : start;
}

/** Where the text of an entry ends: before its line end. */
export function contentEndOf({ entryStarts, text }: Syntax, entry: number): number {
  let end = entryStarts.get(entry + 1);
  const start = entryStarts.get(entry);
  if (end > start && text.charCodeAt(end - 1) === 0x0a) end--;
  if (end > start && text.charCodeAt(end - 1) === 0x0d) end--;
  return end;
}

/** The line end that the text uses first. */
export function lineEndOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}
