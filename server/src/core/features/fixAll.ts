import type { Finding } from '../rules/rule';
import type { TextEdit } from '../text/span';

/**
 * The edits of every finding's first fix that is safe, leaving out what would touch the same place;
 * what is left out is found again and can be fixed in the next round.
 */
export function collectSafeEdits(findings: readonly Finding[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const safe = finding.fixes?.().find(({ grade }) => grade === 'safe');
    if (safe === undefined) continue;
    if (safe.edits.some((edit) => taken.some((other) => touches(edit, other)))) continue;
    taken.push(...safe.edits);
  }
  return taken;
}

function touches(a: TextEdit, b: TextEdit): boolean {
  return a.span.file === b.span.file && a.span.start <= b.span.end && b.span.start <= a.span.end;
}
