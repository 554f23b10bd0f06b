import type { AbsoluteName } from './dns/name';
import { isBlamedOffline, type LevelSettings, levelOf, toFinding } from './lint';
import { type Asker, askInRounds, type Dns, Ledger } from './resolve/ledger';
import type { CancelSignal } from './resolve/resolver';
import { publishedHost } from './rules/published';
import { rules } from './rules/registry';
import type { Finding, Judgement, LiveExchangeRule, LiveRule } from './rules/rule';
import { isOwnName } from './zone/lookup';
import { isNullMx, type MxRecord, type MxSet, mxSetOf } from './zone/mxSet';
import { TypeBit } from './zone/typeBits';
import type { Zone } from './zone/zone';

const liveRules = rules.filter((rule): rule is LiveRule => rule.scope === 'live');
const liveExchangeRules = rules
  .filter((rule): rule is LiveExchangeRule => rule.scope === 'live-exchange')
  .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));

/** What the live rules of a zone ask, and which of them are on: a rule that is off asks nothing. */
export interface Asking {
  readonly ledger: Ledger;
  readonly isOn: (rule: string) => boolean;
}

/** The live rules that the settings let speak. */
export function liveRulesOn(settings: LevelSettings): readonly string[] {
  return [...liveRules, ...liveExchangeRules]
    .map(({ id }) => id)
    .filter((id) => levelOf(id, settings) !== 'off');
}

/**
 * What live rules say about one owner, by the answers that are there; what they want to know beyond
 * these is noted. `note` is told of the ignore comments that hide findings.
 */
export function lintLive(
  zone: Zone,
  owner: AbsoluteName,
  { ledger, isOn }: Asking,
  note: (key: string) => void = () => undefined,
): readonly Finding[] {
  const isHere = isAsked(zone, owner);
  if (!isHere && !ledger.hasAsker(owner)) return [];
  const findings: Finding[] = [];
  const add = (rule: string, judgement: Judgement): void => {
    if (!zone.ignores.hides(rule, judgement.span, note))
      findings.push(toFinding(zone, rule, judgement));
  };
  ledger.check(owner, (dns) => {
    if (!isHere) return;
    const set = mxSetOf(zone, owner);
    for (const { id, check, looksAtApex } of liveRules) {
      if ((zone.typesOf(owner) & TypeBit.mx) === 0 && looksAtApex !== true) continue;
      if (isOn(id)) for (const judgement of check(zone, set, dns)) add(id, judgement);
    }
    for (const mx of set.records) judgeExchange(zone, mx, set, dns, isOn, add);
  });
  return findings;
}

/** Has the rules speak that are on, where the exchange is not the file's own matter. */
function judgeExchange(
  zone: Zone,
  mx: MxRecord,
  set: MxSet,
  dns: Dns,
  isOn: Asking['isOn'],
  add: (rule: string, judgement: Judgement) => void,
): void {
  if (!isForeign(zone, mx) || isBlamedOffline(zone, mx, set)) return;
  if (!liveExchangeRules.some(({ id }) => isOn(id))) return;
  const host = publishedHost(dns, zone.names.text(mx.exchange));
  if (host === undefined) return;
  let isJudged = false;
  for (const { id, check, rank } of liveExchangeRules) {
    if (!isOn(id) || (isJudged && rank !== undefined)) continue;
    const judgement = check(zone, mx, host, dns);
    if (judgement === undefined) continue;
    add(id, judgement);
    isJudged ||= rank !== undefined;
  }
}

/** The owners that live rules may ask about: those of MX records, and the apex. */
export function* liveOwners(zone: Zone): Generator<AbsoluteName> {
  yield* zone.ownersWith(TypeBit.mx);
  if ((zone.typesOf(zone.apex) & TypeBit.mx) === 0) yield zone.apex;
}

/** The owners whose MX records DNS is asked for, in canonical order (RFC 4034 6.1). */
export function askedOwners(zone: Zone): readonly AbsoluteName[] {
  return [...liveOwners(zone)]
    .filter((owner) => isAsked(zone, owner))
    .sort((a, b) => zone.names.compare(a, b));
}

/**
 * True for an owner of MX records, and the apex of a zone without any there, that this zone answers
 * for, by a name that DNS can be asked for.
 */
function isAsked(zone: Zone, owner: AbsoluteName): boolean {
  return (
    ((zone.typesOf(owner) & TypeBit.mx) !== 0 || isBareApex(zone, owner)) &&
    zone.classNumber === 1 &&
    zone.names.isKnown(zone.apex) &&
    isOwnName(zone, owner)
  );
}

/** True for the apex of a whole zone that has no MX records there: DNS may have some. */
function isBareApex(zone: Zone, owner: AbsoluteName): boolean {
  return owner === zone.apex && (zone.typesOf(owner) & TypeBit.soa) !== 0;
}

/** True for an exchange that lies out of zone or below a cut, so that DNS alone knows of it. */
function isForeign(zone: Zone, mx: MxRecord): boolean {
  if (isNullMx(zone, mx) || mx.answer.kind !== 'unknown' || !zone.names.isKnown(mx.exchange))
    return false;
  // What is missing in a part of a zone may stand in another part of it.
  return !mx.isInZone || zone.isComplete;
}

/** What the live rules found in a zone. */
export interface LiveOutcome {
  readonly findings: readonly Finding[];
  /** How many questions got no answer. */
  readonly failures: number;
  /** True where not all was asked, as there was too much of it. */
  readonly isCut: boolean;
}

/** Asks all that the live rules want to know of a zone, at most so many questions. */
export async function lintLiveZone(
  zone: Zone,
  settings: LevelSettings,
  most: number,
  asker: Pick<Asker, 'resolve' | 'policies' | 'clock'>,
  signal: CancelSignal,
): Promise<LiveOutcome> {
  const ledger = new Ledger(most);
  const on = new Set(liveRulesOn(settings));
  const asking: Asking = { ledger, isOn: (rule) => on.has(rule) };
  const byOwner = new Map<AbsoluteName, readonly Finding[]>();
  const check = (owner: AbsoluteName): unknown => byOwner.set(owner, lintLive(zone, owner, asking));
  if (on.size > 0) for (const owner of liveOwners(zone)) check(owner);
  const recheck = async (askers: readonly number[]): Promise<void> => {
    for (const owner of askers) check(owner as AbsoluteName);
  };
  await askInRounds(ledger, { ...asker, recheck }, signal);
  const { failures, isFull: isCut } = ledger;
  return { findings: [...byOwner.values()].flat(), failures, isCut };
}
