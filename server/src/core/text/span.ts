/** Number of a file within one zone: 0 is the file that was opened, others are included. */
export type FileIndex = number;

/** A stretch of one file in UTF-16 offsets from its start; `end` is exclusive. */
export interface Span {
  readonly file: FileIndex;
  readonly start: number;
  readonly end: number;
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
