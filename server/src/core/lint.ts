import type { AbsoluteName } from './dns/name';
import { sparesGenericRdata } from './rules/genericRdata';
import { nothing } from './rules/records';
import { rules } from './rules/registry';
import type {
  ExchangeRule,
  Finding,
  Fix,
  Judgement,
  Level,
  MxSetRule,
  OwnerRule,
  ZoneRule,
} from './rules/rule';
import { isNullMx, type MxSet, mxSetOf } from './zone/mxSet';
import { TypeBit, type Zone } from './zone/zone';

const zoneRules = rules.filter((rule): rule is ZoneRule => rule.scope === 'zone');
const ownerRules = rules.filter((rule): rule is OwnerRule => rule.scope === 'owner');
const mxSetRules = rules.filter((rule): rule is MxSetRule => rule.scope === 'mx-set');
const exchangeRules = rules
  .filter((rule): rule is ExchangeRule => rule.scope === 'exchange')
  .sort((a, b) => a.rank - b.rank);

const defaultLevels = new Map<string, Level>(rules.map(({ id, level }) => [id, level]));

/** Levels by rule id; a rule that is not named has its default. */
export type LevelSettings = Readonly<Record<string, Level | undefined>>;

/** The level of a rule: what the settings say, else its default. */
export function levelOf(rule: string, settings: LevelSettings): Level {
  const set = Object.hasOwn(settings, rule) ? settings[rule] : undefined;
  return set ?? defaultLevels.get(rule) ?? 'off';
}

const ownerTypes = ownerRules.reduce((types, rule) => types | rule.types, TypeBit.mx as number);

type Add = (rule: string, judgement: Judgement) => void;

/** All findings of all rules in a zone, in order of their place, whatever the settings say. */
export function lint(zone: Zone): readonly Finding[] {
  const findings: Finding[] = [];
  const add: Add = (rule, judgement) => findings.push(toFinding(zone, rule, judgement));
  lintWhole(zone, add);
  for (const owner of zone.ownersWith(ownerTypes)) lintOwner(zone, owner, add);
  return findings.sort((a, b) => a.span.file - b.span.file || a.span.start - b.span.start);
}

function toFinding(zone: Zone, rule: string, judgement: Judgement): Finding {
  const { fixes } = judgement;
  if (fixes === undefined) return { rule, ...judgement };
  const sparing = (): readonly Fix[] => fixes().filter((fix) => sparesGenericRdata(zone, fix));
  return { rule, ...judgement, fixes: sparing };
}

function lintWhole(zone: Zone, add: Add): void {
  for (const rule of zoneRules) {
    for (const judgement of rule.check(zone)) add(rule.id, judgement);
  }
}

/** By the TypeBits of an owner: the rules that look at it. There are few kinds of owners. */
const rulesByTypes = new Map<number, readonly OwnerRule[]>();

function rulesFor(types: number): readonly OwnerRule[] {
  let found = rulesByTypes.get(types);
  if (found === undefined) {
    found = ownerRules.filter((rule) => (types & rule.types) !== 0);
    rulesByTypes.set(types, found);
  }
  return found;
}

function lintOwner(zone: Zone, owner: AbsoluteName, add: Add): void {
  const types = zone.typesOf(owner);
  for (const rule of rulesFor(types)) {
    const found = rule.check(zone, owner);
    if (found === nothing) continue;
    for (const judgement of found) add(rule.id, judgement);
  }
  if ((types & TypeBit.mx) !== 0) lintMxSet(zone, mxSetOf(zone, owner), add);
}

function lintMxSet(zone: Zone, set: MxSet, add: Add): void {
  for (const rule of mxSetRules) {
    const found = rule.check(zone, set);
    if (found === nothing) continue;
    for (const judgement of found) add(rule.id, judgement);
  }
  for (const mx of set.records) {
    if (isNullMx(zone, mx)) continue;
    for (const rule of exchangeRules) {
      const judgement = rule.check(zone, mx, set);
      if (judgement === undefined) continue;
      add(rule.id, judgement);
      break;
    }
  }
}
