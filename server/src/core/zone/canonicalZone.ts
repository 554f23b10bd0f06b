import type { AbsoluteName } from '../dns/name';
import { classMnemonic, RRType, typeMnemonic } from '../syntax/mnemonics';
import { nextField, startsBlank, tokenText } from '../syntax/syntax';
import { IntList } from '../text/intList';
import { type Message, say } from '../text/message';
import type { Span } from '../text/span';
import { canonicalRdata } from './canonical';
import type { RecordIndex, Zone } from './zone';

/** Something that the canonical text leaves out. */
export interface Omission {
  readonly span: Span;
  readonly message: Message;
  /** True for what a name server leaves out as well, and loads the zone all the same. */
  readonly isHarmless: boolean;
}

/** SIG and RRSIG: records of one owner that sign different types are different RRsets. */
const signatures: ReadonlySet<number> = new Set([24, 46]);

/** A line of the text, before it is known which TTL its RRset has. */
interface Line {
  readonly record: RecordIndex;
  readonly type: number;
  readonly rdata: string;
}

/**
 * A zone as a name server loads it: every record once, in canonical order (RFC 4034 6.1) of owners,
 * then by the number of the type and by the text of the RDATA.
 */
export class CanonicalZone {
  readonly omissions: readonly Omission[];
  readonly #zone: Zone;
  /** The records that are in the zone, in order of owners and of the file. */
  readonly #records: Int32Array;
  /** By record: the run of entries with the same owner that it stands in. */
  readonly #runs: IntList;
  /** Of the SOA record; a record without any TTL before it has this one. */
  #fallbackTtl = -1;

  /** The zone's origin must be known. */
  constructor(zone: Zone) {
    this.#zone = zone;
    const omissions: Omission[] = [];
    for (const { span, message } of zone.errors)
      omissions.push({ span, message, isHarmless: false });
    this.#runs = new RunFinder(zone).find();
    this.#records = this.#sortRecords(omissions);
    this.omissions = omissions.sort(
      (a, b) => a.span.file - b.span.file || a.span.start - b.span.start,
    );
  }

  /** The records of one owner after the other: owner, TTL, class, type and RDATA, with tabs. */
  *blocks(): Generator<string> {
    const { owners } = this.#zone.records;
    const records = this.#records;
    for (let from = 0, to = 0; from < records.length; from = to) {
      const owner = owners.get(records[from] ?? 0);
      for (to = from + 1; to < records.length; to++) {
        if (owners.get(records[to] ?? 0) !== owner) break;
      }
      yield this.#block(owner as AbsoluteName, records.subarray(from, to));
    }
  }

  #sortRecords(omissions: Omission[]): Int32Array {
    const zone = this.#zone;
    const { names, records, apex } = zone;
    const kept = new Int32Array(records.length);
    let count = 0;
    for (let record = 0; record < records.length; record++) {
      if (zone.isFlawed(record)) continue;
      const owner = zone.ownerOf(record);
      const type = records.types.get(record);
      if (!names.isAtOrBelow(owner, apex)) {
        const message = say(
          '{0} {1} is left out: it is not in the zone {2}.',
          names.prose(owner),
          typeMnemonic(type),
          names.prose(apex),
        );
        omissions.push({ span: zone.recordSpan(record), message, isHarmless: true });
        continue;
      }
      if (type === RRType.SOA && this.#fallbackTtl < 0) this.#fallbackTtl = this.#minimumOf(record);
      kept[count++] = record;
    }
    const ranks = this.#rankOwners();
    const rankOf = (record: number): number => ranks[records.owners.get(record)] ?? 0;
    return kept.subarray(0, count).sort((a, b) => rankOf(a) - rankOf(b) || a - b);
  }

  #minimumOf(soa: RecordIndex): number {
    const minimum = Number(canonicalRdata(this.#zone, soa).split(' ').at(-1));
    return minimum < 2 ** 31 ? minimum : 0;
  }

  /** By name: its place in canonical order. */
  #rankOwners(): Int32Array {
    const { names } = this.#zone;
    const owners = [...this.#zone.ownersWith(-1)].sort((a, b) => names.compare(a, b));
    const ranks = new Int32Array(names.size);
    owners.forEach((owner, rank) => {
      ranks[owner] = rank;
    });
    return ranks;
  }

  #block(owner: AbsoluteName, records: Int32Array): string {
    const zone = this.#zone;
    const name = zone.names.text(owner);
    const zoneClass = classMnemonic(zone.classNumber);
    const ttls = new Map<string, number>();
    const runs = new Map<string, number>();
    const lines = Array.from(records, (record): Line & { readonly set: string } => {
      const type = zone.records.types.get(record);
      const rdata = canonicalRdata(zone, record);
      const set = signatures.has(type) ? `${type} ${rdata.split(' ', 1)[0]}` : `${type}`;
      const run = this.#runs.get(record);
      // The first TTL of a run holds for it, and the last run's for the RRset.
      if (runs.get(set) !== run) ttls.set(set, this.#ttlOf(record));
      runs.set(set, run);
      return { record, type, rdata, set };
    });
    lines.sort((a, b) => a.type - b.type || compareText(a.rdata, b.rdata));
    let text = '';
    let last: Line | undefined;
    for (const line of lines) {
      if (last?.type === line.type && last.rdata === line.rdata) continue;
      last = line;
      const type = typeMnemonic(line.type);
      text += `${name}\t${ttls.get(line.set) ?? 0}\t${zoneClass}\t${type}\t${line.rdata}\n`;
    }
    return text;
  }

  #ttlOf(record: RecordIndex): number {
    const ttl = this.#zone.records.ttls.get(record);
    return ttl >= 0 ? ttl : Math.max(this.#fallbackTtl, 0);
  }
}

/**
 * The runs of records that stand one below the other with the same owner, by record: name servers
 * settle TTLs run by run. An owner in another case is another run. The addresses of a delegation's
 * name servers do not end the delegation's run.
 */
class RunFinder {
  readonly #zone: Zone;
  readonly #octets = new Uint8Array(512);
  #count = 0;
  #main: { readonly first: RecordIndex; readonly run: number } | undefined;
  #glue: { readonly first: RecordIndex; readonly run: number } | undefined;
  readonly #servers = new Set<AbsoluteName>();

  constructor(zone: Zone) {
    this.#zone = zone;
  }

  find(): IntList {
    const runs = new IntList(this.#zone.records.length);
    for (let record = 0; record < this.#zone.records.length; record++)
      runs.push(this.#runOf(record));
    return runs;
  }

  #runOf(record: RecordIndex): number {
    const zone = this.#zone;
    if (this.#glue !== undefined && this.#hasSameOwner(this.#glue.first, record))
      return this.#glue.run;
    const owner = zone.ownerOf(record);
    if (this.#main !== undefined && this.#hasSameOwner(this.#main.first, record))
      this.#glue = undefined;
    else if (this.#servers.has(owner)) {
      this.#glue = { first: record, run: ++this.#count };
      return this.#count;
    } else {
      this.#main = { first: record, run: ++this.#count };
      this.#glue = undefined;
      this.#servers.clear();
    }
    const target = zone.targetOf(record);
    if (zone.records.types.get(record) === RRType.NS && owner !== zone.apex && target !== undefined)
      this.#servers.add(target);
    return this.#main?.run ?? 0;
  }

  #hasSameOwner(a: RecordIndex, b: RecordIndex): boolean {
    const zone = this.#zone;
    if (zone.ownerOf(a) !== zone.ownerOf(b)) return false;
    const [textOfA, textOfB] = [this.#ownerText(a), this.#ownerText(b)];
    if (textOfB === undefined || textOfA === textOfB) return true;
    return this.#octetsOf(a, textOfA) === this.#octetsOf(b, textOfB);
  }

  /** As it is written; undefined for a record that has the owner of the one before it. */
  #ownerText(record: RecordIndex): string | undefined {
    const syntax = this.#zone.syntaxOf(record);
    const entry = this.#zone.records.entries.get(record);
    if (startsBlank(syntax, entry)) return undefined;
    const first = syntax.entryTokens.get(entry);
    const token = nextField(syntax, first, syntax.entryTokens.get(entry + 1));
    return tokenText(syntax, token);
  }

  #octetsOf(record: RecordIndex, text = ''): string {
    const { names } = this.#zone;
    const origin = this.#zone.originOf(record);
    const length = names.write(text, 0, text.length, origin, this.#octets, 0);
    return String.fromCharCode(...this.#octets.subarray(0, Math.max(length, 0)));
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
