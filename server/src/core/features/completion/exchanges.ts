import type { AbsoluteName } from '../../dns/name';
import { levelOf } from '../../lint';
import { rules } from '../../rules/registry';
import type { ExchangeRule, MxSetRule } from '../../rules/rule';
import { say } from '../../text/message';
import { MxRecord, MxSet, mxSetOf } from '../../zone/mxSet';
import { addressBits } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import type { Cursor } from '../cursor';
import type { Item } from './item';
import { findNames, isHost, NameForm } from './names';
import { completeProviders } from './providerSets';
import { type Found, hostItem } from './targets';
import { fieldTexts } from './value';

/** These look at the text, or at what the user has decided already; others, at other records. */
const notJudged: ReadonlySet<string> = new Set([
  ...['mx-exchange-missing-dot', 'mx-exchange-is-address'],
  ...['mx-equal-preference', 'mx-same-network', 'mx-wildcard'],
]);

const judging = rules.filter(
  ({ id, family }) => family === 'mx' && levelOf(id, {}) !== 'off' && !notJudged.has(id),
);
const setRules = judging.filter((rule): rule is MxSetRule => rule.scope === 'mx-set');
/** Those that look at exchanges in the zone. */
const exchangeRules = judging.filter(
  (rule): rule is ExchangeRule => rule.scope === 'exchange' && rule.concerns !== 'elsewhere',
);

/** The step between preferences that leaves room for others between them. */
const usualStep = 10;

/** The highest preference (RFC 1035 3.3.9). */
const highest = 65_535;

/** Of a set that is larger than any that works, only its exchanges are judged. */
const mostJudged = 30;

/** The owner's MX records besides the one that is being written. */
export function otherExchanges(zone: Zone, { owner, record }: Cursor): readonly MxRecord[] {
  if (owner === undefined) return [];
  return mxSetOf(zone, owner).records.filter((mx) => mx.record !== record);
}

export function completePreference(zone: Zone, cursor: Cursor): Found {
  const others = otherExchanges(zone, cursor);
  const next = nextPreference(others.map(({ preference }) => preference));
  const items: Item[] = [];
  if (next !== undefined)
    items.push({
      label: String(next),
      kind: 'number',
      insert: [String(next)],
      group: 0,
      detail:
        others.length === 0
          ? say('the first exchange')
          : say('tried after the other exchanges of this name'),
    });
  if (others.length === 0 && cursor.isLast)
    items.push({
      label: '0 .',
      kind: 'value',
      insert: ['0 .'],
      group: 1,
      detail: say('null MX'),
      documentation: [say('The name takes no mail: senders return it at once (RFC 7505).')],
    });
  return { items: [...items, ...completeProviders(zone, cursor, others)] };
}

/** The next one above those in use, in the step that they have. */
function nextPreference(used: readonly number[]): number | undefined {
  const [last, before] = [...new Set(used)].sort((a, b) => b - a);
  if (last === undefined) return usualStep;
  const step = before === undefined ? usualStep : Math.min(last - before, 100);
  return last + step <= highest ? last + step : undefined;
}

export function completeExchange(zone: Zone, cursor: Cursor): Found {
  const { owner } = cursor;
  const others = otherExchanges(zone, cursor);
  const taken = new Set(others.map(({ exchange }) => exchange));
  const isSound = owner === undefined ? () => true : judgeExchanges(zone, cursor, owner, others);
  const isWanted = (name: AbsoluteName): boolean =>
    !taken.has(name) && isHost(zone, name) && isSound(name);
  const { names, isCut } = findNames(zone, cursor.typed, addressBits, isWanted);
  const form = new NameForm(zone, cursor);
  const hosts = names.map((name) => hostItem(zone, form, name));
  return { items: [...hosts, ...completeProviders(zone, cursor, others)], isCut };
}

/** Tells of a host whether no rule on exchanges finds more than before once the owner has it, too. */
export function judgeExchanges(
  zone: Zone,
  cursor: Cursor,
  owner: AbsoluteName,
  others: readonly MxRecord[],
): (name: AbsoluteName) => boolean {
  // Rules point at the record: any that is there will do.
  const record = cursor.record ?? zone.blocks.firstRecord();
  const preference = writtenPreference(cursor) ?? highest;
  const before = new MxSet(zone, owner, others);
  const counted = others.length > mostJudged ? [] : setRules;
  const counts = counted.map((rule) => count(rule, zone, before));
  return (name) => {
    const mx = new MxRecord(zone, record, preference, name);
    const after = new MxSet(zone, owner, [...others.slice(0, mostJudged), mx]);
    if (exchangeRules.some((rule) => rule.check(zone, mx, after) !== undefined)) return false;
    return counted.every((rule, index) => count(rule, zone, after) <= (counts[index] ?? 0));
  };
}

function writtenPreference(cursor: Cursor): number | undefined {
  const [written = ''] = fieldTexts(cursor);
  return /^\d{1,5}$/.test(written) ? Number(written) : undefined;
}

function count(rule: MxSetRule, zone: Zone, set: MxSet): number {
  const { concerns } = rule;
  if (concerns === 'several' && set.records.length < 2) return 0;
  if (concerns === 'null' && !set.hasNull) return 0;
  return [...rule.check(zone, set)].length;
}
