import type { AbsoluteName } from '../dns/name';
import { ZoneFacts } from '../route/facts';
import { planRoute } from '../route/route';
import { RRType } from '../syntax/mnemonics';
import { type Message, say } from '../text/message';
import type { Span } from '../text/span';
import { isOwnName } from '../zone/lookup';
import type { Zone } from '../zone/zone';
import { summarizeRoute } from './routeWords';

/** What is said above records. */
export interface LensSettings {
  /** The order of delivery, above the MX records of an owner. */
  readonly route: boolean;
  /** How many records name a host, above its address records. */
  readonly references: boolean;
}

export type LensKind = keyof LensSettings;

/** A line above a record, which is worded once it is in sight. */
export interface Lens {
  readonly span: Span;
  readonly kind: LensKind;
}

export interface LensWords {
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
  const seen = { route: new Set<AbsoluteName>(), references: new Set<AbsoluteName>() };
  const lenses: Lens[] = [];
  for (const block of zone.blocks.ofFile(0)) {
    for (const record of zone.blocks.recordsOf(block)) {
      if (lenses.length >= mostLenses) return lenses;
      const kind = kindFor(zone.records.types.get(record));
      if (kind === undefined || !settings[kind]) continue;
      const owner = zone.ownerOf(record);
      if (seen[kind].has(owner)) continue;
      const span = zone.recordSpan(record);
      if (span.file !== 0) continue;
      seen[kind].add(owner);
      // Where mail goes for a name of another zone is not this zone's to say.
      if (kind === 'references' || isOwnName(zone, owner)) lenses.push({ span, kind });
    }
  }
  return lenses;
}

function kindFor(type: number): LensKind | undefined {
  if (type === RRType.MX) return 'route';
  return type === RRType.A || type === RRType.AAAA ? 'references' : undefined;
}

/** Words the lenses of one state of a zone: what they have in common is looked up once. */
export class LensWording {
  readonly #zone: Zone;
  readonly #facts: ZoneFacts;
  #naming: ReadonlyMap<AbsoluteName, number> | undefined;

  constructor(zone: Zone) {
    this.#zone = zone;
    this.#facts = new ZoneFacts(zone);
  }

  /** What a lens says above the record that starts there; undefined where there is none (any more). */
  wordsAt(start: number, kind: LensKind): LensWords | undefined {
    const zone = this.#zone;
    const place = zone.entryAt(0, start);
    const record = place && zone.recordIn(place);
    if (record === undefined || kindFor(zone.records.types.get(record)) !== kind) return undefined;
    const owner = zone.ownerOf(record);
    return kind === 'route' ? this.#sayRoute(owner) : this.#sayReferences(owner);
  }

  #sayRoute(owner: AbsoluteName): LensWords {
    const name = this.#zone.names.text(owner);
    const route = planRoute(name, this.#facts);
    if (route === undefined) return { title: say('Mail Route'), routeOf: name };
    return { title: summarizeRoute(route), routeOf: route.owner };
  }

  #sayReferences(owner: AbsoluteName): LensWords {
    this.#naming ??= countNaming(this.#zone);
    const count = this.#naming.get(owner) ?? 0;
    const title = count === 1 ? say('named by 1 record') : say('named by {0} records', count);
    return { title, routeOf: undefined };
  }
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
