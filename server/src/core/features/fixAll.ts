import type { Finding, Fix } from '../rules/rule';
import type { Span, TextEdit } from '../text/span';

/**
 * The edits of every finding's first fix that is safe, leaving out what would touch the same place;
 * what is left out is found again and can be fixed in the next round.
 */
export function collectSafeEdits(findings: readonly Finding[]): readonly TextEdit[] {
  return collectEdits(findings, ({ grade }) => grade === 'safe').edits;
}

/** The edits of every finding's first fix that is wanted, and of how many findings they are. */
export function collectEdits(
  findings: readonly Finding[],
  isWanted: (fix: Fix) => boolean,
): { readonly edits: readonly TextEdit[]; readonly count: number } {
  const taken: TextEdit[] = [];
  let count = 0;
  for (const finding of findings) {
    const wanted = finding.fixes?.().find(isWanted);
    if (wanted === undefined || wanted.edits.some((edit) => isTouched(taken, edit))) continue;
    for (const edit of wanted.edits) taken.splice(placeOf(taken, edit.span), 0, edit);
    count++;
  }
  return { edits: taken, count };
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
