import type { AbsoluteName } from './dns/name';
import { sparesGenericRdata } from './rules/genericRdata';
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
import { TypeBit } from './zone/typeBits';
import type { Zone } from './zone/zone';

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

/** The rules that look at owners and at their MX records. */
interface OwnerRules {
  readonly ofOwners: readonly OwnerRule[];
  readonly ofMxSets: readonly MxSetRule[];
}

const everyRule: OwnerRules = { ofOwners: ownerRules, ofMxSets: mxSetRules };

/**
 * All findings of all rules in a zone, in order of their place, whatever the settings say. Where
 * settings are given, rules that are off may be left out: some of them find something everywhere.
 */
export function lint(zone: Zone, settings?: LevelSettings): readonly Finding[] {
  const findings: Finding[] = [...lintWhole(zone)];
  const add: Add = (rule, judgement) => findings.push(toFinding(zone, rule, judgement));
  const isOn = ({ id }: { readonly id: string }): boolean =>
    settings === undefined || levelOf(id, settings) !== 'off';
  const rulesOn = { ofOwners: ownerRules.filter(isOn), ofMxSets: mxSetRules.filter(isOn) };
  for (const owner of zone.ownersWith(ownerTypes)) checkOwner(zone, owner, add, rulesOn);
  return findings.sort(byPlace);
}

/** What the rules say that look at the zone as a whole. */
export function lintWhole(zone: Zone): readonly Finding[] {
  return zoneRules.flatMap((rule) =>
    Array.from(rule.check(zone), (judgement) => toFinding(zone, rule.id, judgement)),
  );
}

/** What all other rules say about one owner. */
export function lintOwner(zone: Zone, owner: AbsoluteName): readonly Finding[] {
  const findings: Finding[] = [];
  if ((zone.typesOf(owner) & ownerTypes) !== 0)
    checkOwner(zone, owner, (rule, judgement) => findings.push(toFinding(zone, rule, judgement)));
  return findings;
}

/** Orders findings by their place. */
export function byPlace(a: Finding, b: Finding): number {
  return a.span.file - b.span.file || a.span.start - b.span.start;
}

function toFinding(zone: Zone, rule: string, judgement: Judgement): Finding {
  const { fixes } = judgement;
  if (fixes === undefined) return { rule, ...judgement };
  const sparing = (): readonly Fix[] => fixes().filter((fix) => sparesGenericRdata(zone, fix));
  return { rule, ...judgement, fixes: sparing };
}

function checkOwner(
  zone: Zone,
  owner: AbsoluteName,
  add: Add,
  { ofOwners, ofMxSets }: OwnerRules = everyRule,
): void {
  const types = zone.typesOf(owner);
  for (const rule of ofOwners) {
    if ((types & rule.types) === 0) continue;
    for (const judgement of rule.check(zone, owner)) add(rule.id, judgement);
  }
  if ((types & TypeBit.mx) !== 0) lintMxSet(zone, mxSetOf(zone, owner), add, ofMxSets);
}

function lintMxSet(zone: Zone, set: MxSet, add: Add, ofMxSets: readonly MxSetRule[]): void {
  for (const rule of ofMxSets) {
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
