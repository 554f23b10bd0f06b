import type { AbsoluteName } from '../dns/name';
import { ZoneFacts } from '../route/facts';
import { planRoute } from '../route/route';
import { RRType } from '../syntax/mnemonics';
import { type Message, say } from '../text/message';
import type { Span } from '../text/span';
import type { Zone } from '../zone/zone';
import { summarizeRoute } from './routeWords';

/** What is said above records. */
export interface LensSettings {
  /** The order of delivery, above the MX records of an owner. */
  readonly route: boolean;
  /** How many records name a host, above its address records. */
  readonly references: boolean;
}

/** A line above a record. */
export interface Lens {
  readonly span: Span;
  readonly title: Message;
  /** The owner of the MX records whose route it says, absolute. */
  readonly routeOf: string | undefined;
}

/** In a larger zone nobody reads them, and finding them would take its time with each edit. */
const largestZone = 100_000;
const mostLenses = 500;

/** The lines above the records of the file that was opened, in the order of the file. */
export function findLenses(zone: Zone, settings: LensSettings): readonly Lens[] {
  if (zone.records.types.length > largestZone) return [];
  const seen = new Set<AbsoluteName>();
  const hosts = new Set<AbsoluteName>();
  const facts = new ZoneFacts(zone);
  const named = settings.references ? countNaming(zone) : new Map<AbsoluteName, number>();
  const lenses: Lens[] = [];
  for (const block of zone.blocks.ofFile(0)) {
    for (const record of zone.blocks.recordsOf(block)) {
      if (lenses.length >= mostLenses) return lenses;
      const type = zone.records.types.get(record);
      const owner = zone.ownerOf(record);
      const span = zone.recordSpan(record);
      if (span.file !== 0) continue;
      if (settings.route && type === RRType.MX && !seen.has(owner)) {
        seen.add(owner);
        const route = planRoute(zone.names.text(owner), facts);
        if (route !== undefined)
          lenses.push({ span, title: summarizeRoute(route), routeOf: route.owner });
      }
      if (settings.references && isAddress(type) && !hosts.has(owner)) {
        hosts.add(owner);
        lenses.push({ span, title: sayReferences(named.get(owner) ?? 0), routeOf: undefined });
      }
    }
  }
  return lenses;
}

/** How many records of the file name each host. */
function countNaming(zone: Zone): ReadonlyMap<AbsoluteName, number> {
  const counts = new Map<AbsoluteName, number>();
  for (const block of zone.blocks.ofFile(0)) {
    for (const record of zone.blocks.recordsOf(block)) {
      const target = zone.targetOf(record);
      if (target !== undefined) counts.set(target, (counts.get(target) ?? 0) + 1);
    }
  }
  return counts;
}

function isAddress(type: number): boolean {
  return type === RRType.A || type === RRType.AAAA;
}

function sayReferences(count: number): Message {
  return count === 1 ? say('named by 1 record') : say('named by {0} records', count);
}
