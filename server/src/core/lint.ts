import { sparesGenericRdata } from './rules/genericRdata';
import { rules } from './rules/registry';
import type {
  ExchangeRule,
  Finding,
  Fix,
  Judgement,
  Level,
  MxSetRule,
  ZoneRule,
} from './rules/rule';
import { isNullMx, mxSetOf } from './zone/mxSet';
import { TypeBit, type Zone } from './zone/zone';

const zoneRules = rules.filter((rule): rule is ZoneRule => rule.scope === 'zone');
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

/** All findings of all rules in a zone, in order of their place, whatever the settings say. */
export function lint(zone: Zone): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (rule: string, judgement: Judgement): void => {
    const { fixes } = judgement;
    if (fixes === undefined) findings.push({ rule, ...judgement });
    else {
      const sparing = (): readonly Fix[] => fixes().filter((fix) => sparesGenericRdata(zone, fix));
      findings.push({ rule, ...judgement, fixes: sparing });
    }
  };
  for (const rule of zoneRules) {
    for (const judgement of rule.check(zone)) add(rule.id, judgement);
  }
  for (const owner of zone.ownersWith(TypeBit.mx)) {
    const set = mxSetOf(zone, owner);
    for (const rule of mxSetRules) {
      for (const judgement of rule.check(zone, set)) add(rule.id, judgement);
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
  return findings.sort((a, b) => a.span.file - b.span.file || a.span.start - b.span.start);
}
