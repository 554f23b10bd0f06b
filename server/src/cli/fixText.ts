import { type EditedFix, pickFixes } from '../core/features/fixAll';
import { levelOf, lint } from '../core/lint';
import type { Finding, FixGrade, Severity } from '../core/rules/rule';
import type { Files } from '../core/text/files';
import type { Message } from '../core/text/message';
import { applyEdits } from '../core/text/span';
import { type HistorySettings, historyOf } from './history';
import { readZone } from './readZone';

export interface FixSettings extends HistorySettings {
  /** *unsafe*: the first fix of every finding; *safe*: the first that keeps the meaning. */
  readonly grade: FixGrade;
}

export interface AppliedFix {
  readonly rule: string;
  readonly title: Message;
}

export interface FixedText {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  /** What is found in the file then. */
  readonly left: readonly Severity[];
}

/** A fix can make room for another one; more rounds than this are two that undo each other. */
const mostRounds = 20;

/** Applies fixes until none is left. What would change an included file is left to its own zone. */
export async function fixText(
  path: string,
  before: string,
  settings: FixSettings,
  files: Files,
): Promise<FixedText> {
  const applied: AppliedFix[] = [];
  const seen = new Set([before]);
  let text = before;
  for (let round = 0; ; round++) {
    const found = await findAll(path, text, settings, files);
    const left = found.map(({ rule }) => levelOf(rule, settings.levels)).filter(isSeverity);
    const fixes = round < mostRounds ? pickFixes(found, (fix) => isMeant(fix, settings)) : [];
    const next = applyEdits(
      text,
      fixes.flatMap(({ fix }) => fix.edits),
    );
    if (seen.has(next)) return { text, applied, left };
    for (const fix of fixes) applied.push(toApplied(fix));
    seen.add(next);
    text = next;
  }
}

async function findAll(
  path: string,
  text: string,
  settings: FixSettings,
  files: Files,
): Promise<readonly Finding[]> {
  const read = await readZone(path, text, settings, files);
  const history = await historyOf(path, read, settings, files);
  return lint(read.zone, settings.levels, history).filter(
    ({ rule }) => levelOf(rule, settings.levels) !== 'off',
  );
}

function isMeant({ fix, isFirst }: EditedFix, { grade }: FixSettings): boolean {
  if (fix.edits.some(({ span }) => span.file !== 0)) return false;
  if (fix.grade === 'safe') return true;
  return grade === 'unsafe' && isFirst && fix.toFillIn === undefined;
}

function toApplied({ finding, fix }: EditedFix): AppliedFix {
  return { rule: finding.rule, title: fix.title };
}

function isSeverity(level: string): level is Severity {
  return level !== 'off';
}
