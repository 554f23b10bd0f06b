import type { Finding } from '../rules/rule';
import type { Span, TextEdit } from '../text/span';

/**
 * The edits of every finding's first fix that is safe, leaving out what would touch the same place;
 * what is left out is found again and can be fixed in the next round.
 */
export function collectSafeEdits(findings: readonly Finding[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const safe = finding.fixes?.().find(({ grade }) => grade === 'safe');
    if (safe === undefined || safe.edits.some((edit) => isTouched(taken, edit))) continue;
    for (const edit of safe.edits) taken.splice(placeOf(taken, edit.span), 0, edit);
  }
  return taken;
}

/** True where an edit meets one of those taken, which are in order and apart. */
function isTouched(taken: readonly TextEdit[], { span }: TextEdit): boolean {
  const place = placeOf(taken, span);
  return [taken[place - 1], taken[place]].some(
    (other) =>
      other?.span.file === span.file &&
      span.start <= other.span.end &&
      other.span.start <= span.end,
  );
}

/** The first place whose edit does not start before the span. */
function placeOf(taken: readonly TextEdit[], { file, start }: Span): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = taken[middle]?.span;
    const isBefore =
      span !== undefined && (span.file < file || (span.file === file && span.start < start));
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}
