import type { Severity } from '../../core/rules/rule';
import type { CheckedFile } from '../checkText';

/** What a run found in all. */
export interface Totals {
  files: number;
  records: number;
  /** Findings that have a safe fix. */
  fixable: number;
  readonly bySeverity: Record<Severity, number>;
}

/** Words the results for one kind of reader, each file as soon as it is its turn. */
export interface Reporter {
  readonly start: () => string;
  /** In pieces: a file can have more findings than a string has room for. */
  readonly file: (file: CheckedFile) => Iterable<string>;
  readonly end: (totals: Totals) => string;
}

export function emptyTotals(): Totals {
  return {
    files: 0,
    records: 0,
    fixable: 0,
    bySeverity: { error: 0, warning: 0, information: 0, hint: 0 },
  };
}

export function addToTotals(totals: Totals, file: CheckedFile): void {
  totals.files++;
  totals.records += file.records;
  for (const { severity, fixes } of file.findings) {
    totals.bySeverity[severity]++;
    if (fixes.some(({ grade }) => grade === 'safe')) totals.fixable++;
  }
}
