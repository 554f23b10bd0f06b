import type { Finding, Fix } from '../rules/rule';
import type { Span, TextEdit } from '../text/span';

/** A fix of a finding that may be applied. */
export interface EditedFix {
  readonly finding: Finding;
  readonly fix: Fix;
  /** Whether it is the best one that there is for the finding. */
  readonly isFirst: boolean;
}

/**
 * The edits of every finding's first fix that is safe, leaving out what would touch the same place;
 * what is left out is found again and can be fixed in the next round.
 */
export function collectSafeEdits(findings: readonly Finding[]): readonly TextEdit[] {
  return pickFixes(findings, ({ fix }) => fix.grade === 'safe').flatMap(({ fix }) => fix.edits);
}

/** The first fix of each finding that is wanted, leaving out what would touch the same place. */
export function pickFixes(
  findings: readonly Finding[],
  isWanted: (fix: EditedFix) => boolean,
): readonly EditedFix[] {
  const taken: TextEdit[] = [];
  const picked: EditedFix[] = [];
  for (const finding of findings) {
    const first = (finding.fixes?.() ?? [])
      .map((fix, index) => ({ finding, fix, isFirst: index === 0 }))
      .find(isWanted);
    if (first === undefined || first.fix.edits.some((edit) => isTouched(taken, edit))) continue;
    for (const edit of first.fix.edits) taken.splice(placeOf(taken, edit.span), 0, edit);
    picked.push(first);
  }
  return picked;
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
