/** Number of a file within one zone: 0 is the file that was opened, others are included. */
export type FileIndex = number;

/** A stretch of one file in UTF-16 offsets from its start; `end` is exclusive. */
export interface Span {
  readonly file: FileIndex;
  readonly start: number;
  readonly end: number;
}

/** A point of a text as its host counts: line and character from 0, offset in UTF-16 units. */
export interface OtherPoint {
  readonly line: number;
  readonly character: number;
  readonly offset: number;
}

/** A stretch of a file that is none of the zone's own; it is named as the host names files. */
export interface OtherSpan {
  readonly file: string;
  readonly start: OtherPoint;
  /** Exclusive. */
  readonly end: OtherPoint;
}

/** True for a place in one of the zone's own files. */
export function isOwnSpan(span: Span | OtherSpan): span is Span {
  return typeof span.file === 'number';
}

/** Replaces what the span covers; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** Applies edits of one file that do not overlap; the order they come in does not matter. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const inOrder = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let position = 0;
  for (const { span, text: replacement } of inOrder) {
    if (span.start < position) throw new RangeError('Edits overlap.');
    result += text.slice(position, span.start) + replacement;
    position = span.end;
  }
  return result + text.slice(position);
}
