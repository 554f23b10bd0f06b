import type { Syntax } from '../../syntax/syntax';
import { lineStartOf } from './blanks';
import type { RecordLine } from './lines';

/** How many gaps between the cells of records have tabs, several blanks, or a single one. */
export interface Gaps {
  readonly withTab: number;
  readonly wide: number;
  readonly single: number;
}

export function countGaps(syntax: Syntax, records: readonly RecordLine[]): Gaps {
  const { text, tokenStarts, tokenEnds } = syntax;
  let [withTab, wide, single] = [0, 0, 0];
  for (const { entry, ownerToken, typeToken, hasTail } of records) {
    const last = hasTail ? typeToken + 1 : typeToken;
    let position = lineStartOf(syntax, entry);
    for (let token = syntax.entryTokens.get(entry); token <= last; token++) {
      const gap = text.slice(position, tokenStarts.get(token));
      position = tokenEnds.get(token);
      if (token === ownerToken) continue;
      if (gap.includes('\t')) withTab++;
      else if (gap.length > 1) wide++;
      else single++;
    }
  }
  return { withTab, wide, single };
}

/** Undefined where all gaps of the file are single blanks, so that it shows no style. */
export function findFilling(parts: readonly Gaps[]): 'tabs' | 'spaces' | undefined {
  let [withTab, others, wide] = [0, 0, 0];
  for (const gaps of parts) {
    withTab += gaps.withTab;
    wide += gaps.wide;
    others += gaps.wide + gaps.single;
  }
  if (withTab === 0 && wide === 0) return undefined;
  return withTab > others ? 'tabs' : 'spaces';
}
