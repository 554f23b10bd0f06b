import { needlessEscape, readEscape } from '../dns/labels';
import { nextField, type Syntax, TokenKind, tokenSpan } from '../syntax/syntax';
import type { Span } from '../text/span';
import { canonicalRdata, isGenericRecord } from './canonical';
import type { RecordIndex, Zone } from './zone';

/** A stretch of decoded text that is written in one piece. */
interface Piece {
  /** Where it starts in the decoded text. */
  readonly at: number;
  /** Where it starts in the block's text. */
  readonly from: number;
  /** How many characters of the file it takes: more than it has, for an escape. */
  readonly width: number;
  /** True where no part of it has a place of its own. */
  readonly isWhole: boolean;
}

/**
 * The text of a TXT record: its character-strings joined without a blank, as receivers read them
 * (RFC 7208 3.3, RFC 6376 3.6.2.2), escapes undone; with the way back to where it is written. A
 * character above U+007F is left as it is, `\DDD` is the character of that number.
 */
export class RecordText {
  text = '';
  /** Where in `text` each string but the first one starts. */
  readonly seams: number[] = [];
  readonly #syntax: Syntax;
  readonly #pieces: Piece[] = [];
  #strings = 0;

  /** `syntax` is the block that the record stands in. */
  constructor(syntax: Syntax) {
    this.#syntax = syntax;
  }

  /** Where a stretch of the text is written. */
  spanOf(start: number, end: number): Span {
    const first = this.#pieceAt(start);
    const last = this.#pieceAt(Math.max(end - 1, start));
    const { base, file, generatedBy } = this.#syntax;
    if (generatedBy !== undefined) return tokenSpan(this.#syntax, 0);
    if (first === undefined || last === undefined) return { file, start: base, end: base };
    return {
      file,
      start: base + (first.isWhole ? first.from : first.from + start - first.at),
      end: base + last.from + (last.isWhole ? last.width : Math.min(end - last.at, last.width)),
    };
  }

  /** What is written at a span of the record's file. */
  written({ start, end }: Span): string {
    const { base, text } = this.#syntax;
    return text.slice(start - base, end - base);
  }

  /** Where all of it is written. */
  get span(): Span {
    return this.spanOf(0, this.text.length);
  }

  /** Adds one string, without its quotes. */
  add(source: string, start: number, end: number): void {
    if (this.#strings++ > 0) this.seams.push(this.text.length);
    let from = start;
    for (let i = start; i < end; ) {
      const code = source.charCodeAt(i);
      if (code === 0x22) break;
      if (code !== 0x5c) {
        i++;
        continue;
      }
      this.#addRun(source, from, i);
      const byte = readEscape(source, i, end);
      const width = byte < 0 || byte === needlessEscape ? 1 : byte > 0xff ? 4 : 2;
      if (width > 1) this.#addPiece(String.fromCharCode(byte & 0xff), i, width, true);
      i += width;
      from = i;
    }
    const quote = source.indexOf('"', from);
    this.#addRun(source, from, quote >= 0 && quote < end ? quote : end);
  }

  /** Adds a text that is written otherwise, somewhere in a stretch of the file. */
  addElsewhere(text: string, { start, end }: Span): void {
    if (this.#strings++ > 0) this.seams.push(this.text.length);
    this.#addPiece(text, start - this.#syntax.base, end - start, true);
  }

  #addRun(source: string, from: number, to: number): void {
    if (to > from) this.#addPiece(source.slice(from, to), from, to - from, false);
  }

  #addPiece(text: string, from: number, width: number, isWhole: boolean): void {
    this.#pieces.push({ at: this.text.length, from, width, isWhole });
    this.text = this.text === '' ? text : this.text + text;
  }

  #pieceAt(position: number): Piece | undefined {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle]?.at ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return this.#pieces[low];
  }
}

let lastSyntax: Syntax | undefined;
let lastToken = -1;
let last: RecordText | undefined;

/** The text of a record whose RDATA is character-strings. The last one is remembered: rules share it. */
export function recordText(zone: Zone, record: RecordIndex): RecordText {
  const syntax = zone.syntaxOf(record);
  const token = zone.records.typeTokens.get(record);
  if (last !== undefined && syntax === lastSyntax && token === lastToken) return last;
  lastSyntax = syntax;
  lastToken = token;
  last = readText(zone, record, syntax);
  return last;
}

function readText(zone: Zone, record: RecordIndex, syntax: Syntax): RecordText {
  const found = new RecordText(syntax);
  const { text, tokenKinds, tokenStarts, tokenEnds } = syntax;
  const end = syntax.entryTokens.get(zone.records.entries.get(record) + 1);
  const first = nextField(syntax, zone.records.typeTokens.get(record) + 1, end);
  if (isGenericRecord(zone, record)) {
    const span = { ...zone.rdataSpan(record), end: zone.recordSpan(record).end };
    found.addElsewhere(decodeStrings(syntax, canonicalRdata(zone, record)), span);
    return found;
  }
  for (let token = first; token < end; token = nextField(syntax, token + 1, end)) {
    const isQuoted = tokenKinds.get(token) === TokenKind.quoted;
    found.add(text, tokenStarts.get(token) + (isQuoted ? 1 : 0), tokenEnds.get(token));
  }
  return found;
}

/** The text of quoted strings, as canonical RDATA and answers from DNS have them. */
export function decodeStrings(syntax: Syntax, written: string): string {
  const decoded = new RecordText(syntax);
  for (const [string] of written.matchAll(/"(?:\\.|[^"\\])*"/g))
    decoded.add(string, 1, string.length - 1);
  return decoded.text;
}

/**
 * True where a record's text starts with a word of lower-case ASCII, letters in either case. Most
 * texts are told apart without being decoded.
 */
export function textStartsWith(zone: Zone, record: RecordIndex, word: string): boolean {
  const { text, tokenStarts, tokenEnds } = zone.syntaxOf(record);
  const token = zone.records.rdataTokens.get(record);
  const end = tokenEnds.get(token);
  let position = tokenStarts.get(token);
  if (text.charCodeAt(position) === 0x22) position++;
  for (let i = 0; i < word.length; i++, position++) {
    const code = position < end ? text.charCodeAt(position) : 0x22;
    // An escape, or a string that ends here: what it means is found out slowly.
    if (code === 0x5c || code === 0x22)
      return recordText(zone, record).text.slice(0, word.length).toLowerCase() === word;
    const lower = code >= 0x41 && code <= 0x5a ? code + 32 : code;
    if (lower !== word.charCodeAt(i)) return false;
  }
  return true;
}
