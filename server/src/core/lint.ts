import type { AbsoluteName } from './dns/name';
import { sparesGenericRdata } from './rules/genericRdata';
import { nothing } from './rules/records';
import { rules } from './rules/registry';
import type {
  ExchangeRule,
  Finding,
  Fix,
  History,
  HistoryRule,
  IgnoreFacts,
  IgnoreRule,
  Judgement,
  Level,
  MxSetRule,
  OwnerConcern,
  OwnerRule,
  ZoneRule,
} from './rules/rule';
import { keyOfRule } from './zone/ignores';
import { isNullMx, type MxRecord, type MxSet, mxSetOf } from './zone/mxSet';
import { TypeBit } from './zone/typeBits';
import type { Zone } from './zone/zone';

const zoneRules = rules.filter((rule): rule is ZoneRule => rule.scope === 'zone');
const historyRules = rules.filter((rule): rule is HistoryRule => rule.scope === 'history');
const ignoreRules = rules.filter((rule): rule is IgnoreRule => rule.scope === 'ignore');
const ownerRules = rules
  .filter((rule): rule is OwnerRule => rule.scope === 'owner')
  .map(({ id, check, types, concerns }) => ({ id, check, types, concerns }));
const mxSetRules = rules
  .filter((rule): rule is MxSetRule => rule.scope === 'mx-set')
  .map(({ id, check, concerns }) => ({ id, check, concerns }));
const exchangeRules = rules
  .filter((rule): rule is ExchangeRule => rule.scope === 'exchange')
  .map(({ id, check, concerns, rank }) => ({ id, check, concerns, rank }))
  .sort((a, b) => a.rank - b.rank);

// These run for each owner of a zone. Objects that are made alike are read faster.
type OwnerCheck = (typeof ownerRules)[number];
type MxSetCheck = (typeof mxSetRules)[number];
type ExchangeCheck = (typeof exchangeRules)[number];

/** Whether a comment that ignores one of these is needed depends on what DNS says. */
const liveIds = new Set(rules.filter(({ family }) => family === 'live').map(({ id }) => id));

const ids = rules.map(({ id }) => id);
const defaultLevels = new Map<string, Level>(rules.map(({ id, level }) => [id, level]));

/** Levels by rule id; a rule that is not named has its default. */
export type LevelSettings = Readonly<Record<string, Level | undefined>>;

/** The level of a rule: what the settings say, else its default. */
export function levelOf(rule: string, settings: LevelSettings): Level {
  const set = Object.hasOwn(settings, rule) ? settings[rule] : undefined;
  return set ?? defaultLevels.get(rule) ?? 'off';
}

/** True where the settings have a rule speak that looks at the last committed version. */
export function needsHistory(settings: LevelSettings): boolean {
  return historyRules.some(isOnIn(settings));
}

const ownerTypes = ownerRules.reduce((types, rule) => types | rule.types, TypeBit.mx as number);

type Add = (rule: string, judgement: Judgement) => void;

/** How many bits the TypeBits of a name take. */
const typeBits = 15;

const ConcernBit: Readonly<Record<OwnerConcern, number>> = {
  several: 1,
  underscore: 2,
  outside: 4,
  cuts: 8,
};

/** The ConcernBits of an owner. */
function concernsOf(zone: Zone, owner: AbsoluteName): number {
  const { names } = zone;
  return (
    (zone.ownsSeveral(owner) ? ConcernBit.several : 0) |
    (names.hasUnderscore(owner) ? ConcernBit.underscore : 0) |
    (names.isAtOrBelow(owner, zone.apex) ? 0 : ConcernBit.outside) |
    (zone.hasCuts ? ConcernBit.cuts : 0)
  );
}

/** An exchange elsewhere, one in the zone, and one elsewhere where other zones are known. */
const kindsOfExchanges = [
  { known: false, elsewhere: true },
  { known: true, elsewhere: false },
  { known: true, elsewhere: true },
];

/** By 1 for several records, and 2 for a null MX among them. */
const kindsOfMxSets = [0, 1, 2, 3].map((kind) => ({
  several: (kind & 1) !== 0,
  null: (kind & 2) !== 0,
}));

/** The rules that are on, sorted by whom they look at. */
class OwnerRules {
  readonly #ofOwners: readonly OwnerCheck[];
  readonly #ofMxSets: readonly (readonly MxSetCheck[])[];
  readonly #ofExchanges: readonly (readonly ExchangeCheck[])[];
  /** True where any rule looks at MX records. */
  readonly lookAtMx: boolean;
  /** By the TypeBits and the concerns of an owner: there are few kinds of owners. */
  readonly #byTypes = new Map<number, readonly OwnerCheck[]>();

  constructor(isOn: (rule: { readonly id: string }) => boolean) {
    this.#ofOwners = ownerRules.filter(isOn);
    this.#ofMxSets = kindsOfMxSets.map((kind) =>
      mxSetRules.filter(isOn).filter(({ concerns }) => concerns === undefined || kind[concerns]),
    );
    // One that is off still keeps those behind it from blaming the same mistake.
    const ofExchanges = exchangeRules.some(isOn) ? exchangeRules : [];
    this.#ofExchanges = kindsOfExchanges.map((kind) =>
      ofExchanges.filter(({ concerns }) => concerns === undefined || kind[concerns]),
    );
    this.lookAtMx = ofExchanges.length > 0 || mxSetRules.some(isOn);
  }

  /** The rules that look at an MX RRset. */
  ofMxSet({ records, hasNull }: MxSet): readonly MxSetCheck[] {
    return this.#ofMxSets[(records.length > 1 ? 1 : 0) + (hasNull ? 2 : 0)] ?? [];
  }

  /** The rules that look at an exchange; one that is off keeps its place. */
  ofExchange({ isInZone }: MxRecord, { knowsOthers }: Zone): readonly ExchangeCheck[] {
    return this.#ofExchanges[isInZone ? 1 : knowsOthers ? 2 : 0] ?? [];
  }

  /** The rules that look at an owner of these types. */
  ofOwner(types: number, concerns: number): readonly OwnerCheck[] {
    const kind = types | (concerns << typeBits);
    let found = this.#byTypes.get(kind);
    if (found === undefined) {
      found = this.#ofOwners.filter(
        (rule) =>
          (types & rule.types) !== 0 &&
          (rule.concerns === undefined || (concerns & ConcernBit[rule.concerns]) !== 0),
      );
      this.#byTypes.set(kind, found);
    }
    return found;
  }
}

const everyRule = new OwnerRules(() => true);

/**
 * All findings of all rules in a zone, in order of their place, whatever the settings say; without
 * what its comments ignore. Where settings are given, rules that are off may be left out: some of
 * them find something everywhere. Without `history` nothing is said of it.
 */
export function lint(zone: Zone, settings?: LevelSettings, history?: History): readonly Finding[] {
  const used = new Set<string>();
  const findings: Finding[] = [];
  const add: Add = (rule, judgement) => {
    if (!zone.ignores.hides(rule, judgement.span, (key) => used.add(key)))
      findings.push(toFinding(zone, rule, judgement));
  };
  const rulesOn = settings === undefined ? everyRule : new OwnerRules(isOnIn(settings));
  let owner = zone.ownerFrom(0, ownerTypes);
  for (; owner !== undefined; owner = zone.ownerFrom(owner + 1, ownerTypes))
    checkOwner(zone, owner, add, rulesOn);
  const ofWhole = lintWhole(zone, settings, (key) => used.has(key), history);
  return findings.concat(ofWhole).sort(byPlace);
}

/**
 * What the rules say that look at the zone as a whole. `isUsed` tells which ignore comments hide
 * something that another rule says; without it no comment is said to be unused.
 */
export function lintWhole(
  zone: Zone,
  settings?: LevelSettings,
  isUsed: (key: string) => boolean = () => true,
  history?: History,
): readonly Finding[] {
  const isOn = isOnIn(settings);
  const used = new Set<string>();
  const isShown = ({ rule, span }: Finding): boolean =>
    !zone.ignores.hides(rule, span, (key) => used.add(key));
  const judge = (
    rule: { readonly id: string },
    judgements: Iterable<Judgement>,
  ): readonly Finding[] =>
    Array.from(judgements, (judgement) => toFinding(zone, rule.id, judgement));
  const found = [
    ...zoneRules.filter(isOn).flatMap((rule) => judge(rule, rule.check(zone))),
    ...historyRules
      .filter(isOn)
      .flatMap((rule) => (history === undefined ? [] : judge(rule, rule.check(zone, history)))),
  ].filter(isShown);
  if (zone.ignores.all.length === 0) return found;
  const facts: IgnoreFacts = {
    ids,
    isUsed: (ignore, rule) => {
      const key = keyOfRule(ignore, rule);
      if (!isOn({ id: rule }) || isBeyondTelling(rule) || liveIds.has(rule)) return true;
      return used.has(key) || isUsed(key);
    },
  };
  const ofIgnores = ignoreRules
    .filter(isOn)
    .flatMap((rule) => judge(rule, rule.check(zone, facts)));
  return [...found, ...ofIgnores.filter(isShown)];
}

/** Whether a comment that ignores these is needed, would depend on itself, or on the next commit. */
function isBeyondTelling(rule: string): boolean {
  return [...ignoreRules, ...historyRules].some(({ id }) => id === rule);
}

function isOnIn(settings: LevelSettings | undefined): (rule: { readonly id: string }) => boolean {
  return ({ id }) => settings === undefined || levelOf(id, settings) !== 'off';
}

/** What all other rules say about one owner; `note` is told of the ignore comments that hide some. */
export function lintOwner(
  zone: Zone,
  owner: AbsoluteName,
  note: (key: string) => void = () => undefined,
): readonly Finding[] {
  const findings: Finding[] = [];
  const add: Add = (rule, judgement) => {
    if (!zone.ignores.hides(rule, judgement.span, note))
      findings.push(toFinding(zone, rule, judgement));
  };
  if ((zone.typesOf(owner) & ownerTypes) !== 0) checkOwner(zone, owner, add);
  return findings;
}

/** Orders findings by their place. */
export function byPlace(a: Finding, b: Finding): number {
  return a.span.file - b.span.file || a.span.start - b.span.start;
}

/** A judgement as a finding, its fixes not made yet. */
export function toFinding(zone: Zone, rule: string, judgement: Judgement): Finding {
  const { fixes } = judgement;
  if (fixes === undefined) return { rule, ...judgement };
  const sparing = (): readonly Fix[] => fixes().filter((fix) => sparesGenericRdata(zone, fix));
  return { rule, ...judgement, fixes: sparing };
}

function checkOwner(zone: Zone, owner: AbsoluteName, add: Add, rulesOn = everyRule): void {
  const types = zone.typesOf(owner);
  for (const rule of rulesOn.ofOwner(types, concernsOf(zone, owner))) {
    const found = rule.check(zone, owner);
    if (found === nothing) continue;
    for (const judgement of found) add(rule.id, judgement);
  }
  if ((types & TypeBit.mx) !== 0 && rulesOn.lookAtMx)
    lintMxSet(zone, mxSetOf(zone, owner), add, rulesOn);
}

function lintMxSet(zone: Zone, set: MxSet, add: Add, rulesOn: OwnerRules): void {
  for (const rule of rulesOn.ofMxSet(set)) {
    const found = rule.check(zone, set);
    if (found === nothing) continue;
    for (const judgement of found) add(rule.id, judgement);
  }
  for (const mx of set.records) {
    if (isNullMx(zone, mx)) continue;
    for (const rule of rulesOn.ofExchange(mx, zone)) {
      const judgement = rule.check(zone, mx, set);
      if (judgement === undefined) continue;
      add(rule.id, judgement);
      break;
    }
  }
}

/** True where the file alone shows that something is wrong with an exchange. */
export function isBlamedOffline(zone: Zone, mx: MxRecord, set: MxSet): boolean {
  return everyRule.ofExchange(mx, zone).some((rule) => rule.check(zone, mx, set) !== undefined);
}
