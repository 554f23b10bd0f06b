import type { AbsoluteName } from '../../dns/name';
import { providers } from '../../providers/list';
import type { Provider } from '../../providers/provider';
import { lineEndOf, writeLine } from '../../rules/edits';
import { RRType, typeMnemonic } from '../../syntax/mnemonics';
import { type Message, say } from '../../text/message';
import { TypeBit } from '../../zone/typeBits';
import type { RecordIndex, Zone } from '../../zone/zone';
import { type Cursor, recordBefore } from '../cursor';
import { judgeExchanges } from './exchanges';
import type { Item, Part } from './item';
import { isHost } from './names';
import { hasPolicy, reportAddress } from './policies';
import { writeSet } from './providerSets';
import type { Found } from './targets';

/** Several records at once, where a line begins that has nothing on it. */
export function completeSetup(zone: Zone, cursor: Cursor, date: number): Found {
  if (!cursor.isLast || cursor.record !== undefined) return { items: [] };
  const types = zone.typesOf(zone.apex);
  if (zone.blocks.firstRecord() < 0) return { items: [zoneItem(zone, cursor, date)] };
  if ((types & TypeBit.soa) === 0)
    return { items: (types & TypeBit.ns) === 0 ? [] : [soaItem(zone, cursor, date)] };
  const hasMail = (types & (TypeBit.mx | TypeBit.cname | TypeBit.dname)) !== 0;
  return { items: hasMail ? [] : mailItems(zone, cursor) };
}

function setupItem(label: string, detail: Message, insert: readonly Part[]): Item {
  return { label, kind: 'setup', insert, group: 9, detail };
}

/** What the file is to be called, as far as it is known. */
function originFill({ names, apex }: Zone): string {
  return names.isKnown(apex) && apex !== names.root ? names.text(apex) : 'example.com.';
}

function zoneItem(zone: Zone, { place }: Cursor, date: number): Item {
  const end = lineEndOf(zone, place.syntax.file);
  return setupItem(
    'zone',
    say('a new zone: origin, TTL, SOA record and a name server'),
    join(end, [
      ['$ORIGIN ', { fill: originFill(zone) }],
      ['$TTL ', { fill: '1h' }],
      ['@   SOA ns hostmaster ', { fill: `${date}01` }, ' 1d 2h 30d 1h'],
      ['    NS  ns'],
      ['ns  A   ', { fill: '192.0.2.53' }],
    ]),
  );
}

/** The first record may lack a TTL, which the SOA record’s minimum is taken for only here. */
function soaItem(zone: Zone, { place, origin }: Cursor, date: number): Item {
  const [server] = zone.recordsOf(zone.apex, RRType.NS);
  const target = server === undefined ? undefined : zone.targetOf(server);
  const ns = target === undefined ? 'ns' : zone.names.written(target, origin);
  const owner = zone.names.written(zone.apex, origin);
  const lacksTtl = zone.records.ttls.get(zone.blocks.firstRecord()) < 0;
  const record: readonly Part[] = [
    `${owner} ${lacksTtl ? '3600 ' : ''}SOA ${ns} hostmaster `,
    { fill: `${date}01` },
    ' 1d 2h 30d 1h',
  ];
  return setupItem(
    'soa',
    say('the SOA record that the zone lacks'),
    join(lineEndOf(zone, place.syntax.file), [record]),
  );
}

function mailItems(zone: Zone, cursor: Cursor): readonly Item[] {
  // Looked for once: it may be some blocks away.
  const model = recordBefore(zone, cursor.place);
  return [
    setupItem('mail: own server', say('MX, SPF and DMARC records'), ownServer(zone, cursor, model)),
    ...providers.flatMap((provider) => {
      const insert = ofProvider(zone, cursor, model, provider);
      const { name } = provider;
      if (insert === undefined) return [];
      return [setupItem(`mail: ${name}`, say('MX, SPF and DMARC records of {0}', name), insert)];
    }),
    setupItem(
      'mail: none',
      say('null MX: the domain neither takes nor sends mail'),
      noMail(zone, cursor, model),
    ),
  ];
}

/** The record whose layout is copied, if there is one. */
type Model = RecordIndex | undefined;

/** Lines of records in the layout of the one above. */
class Lines {
  readonly #zone: Zone;
  readonly #cursor: Cursor;
  readonly #model: Model;
  readonly #lines: (readonly Part[])[] = [];

  constructor(zone: Zone, cursor: Cursor, model: Model) {
    this.#zone = zone;
    this.#cursor = cursor;
    this.#model = model;
  }

  add(owner: AbsoluteName, type: number, rdata: readonly Part[]): void {
    const name = this.#zone.names.written(owner, this.#cursor.origin);
    const start =
      this.#model === undefined
        ? `${name} ${typeMnemonic(type)} `
        : writeLine(this.#zone, this.#model, name, type, '');
    this.#lines.push([start, ...rdata]);
  }

  /** A policy of a kind, where there is none. */
  addText(owner: AbsoluteName | undefined, kind: 'spf' | 'dmarc', text: readonly Part[]): void {
    if (owner === undefined || hasPolicy(this.#zone, owner, kind, undefined)) return;
    if ((this.#zone.typesOf(owner) & TypeBit.cname) !== 0) return;
    this.add(owner, RRType.TXT, ['"', ...text, '"']);
  }

  get parts(): readonly Part[] {
    return join(lineEndOf(this.#zone, this.#cursor.place.syntax.file), this.#lines);
  }
}

function ownServer(zone: Zone, cursor: Cursor, model: Model): readonly Part[] {
  const { apex, names } = zone;
  const lines = new Lines(zone, cursor, model);
  const candidates = ['mail', 'mx', 'mx1', 'smtp'].flatMap(
    (label) => names.parse(label, apex) ?? [],
  );
  const isSound = judgeExchanges(zone, cursor, apex, []);
  const host = candidates.find((name) =>
    zone.typesOf(name) === 0 && !zone.exists(name) ? true : isHost(zone, name) && isSound(name),
  );
  if (host === undefined) return lines.parts;
  lines.add(apex, RRType.MX, [`10 ${names.written(host, cursor.origin)}`]);
  if (!isHost(zone, host)) lines.add(host, RRType.A, [{ fill: '192.0.2.25' }]);
  lines.addText(apex, 'spf', ['v=spf1 mx -all']);
  lines.addText(names.parse('_dmarc', apex), 'dmarc', reports(zone));
  return lines.parts;
}

function ofProvider(
  zone: Zone,
  cursor: Cursor,
  model: Model,
  provider: Provider,
): readonly Part[] | undefined {
  const { apex, names } = zone;
  const set = writeSet(zone, provider, apex);
  if (set.length === 0) return undefined;
  const lines = new Lines(zone, cursor, model);
  for (const { preference, host } of set) lines.add(apex, RRType.MX, [`${preference} `, ...host]);
  const include = provider.spf === undefined ? 'mx' : `include:${provider.spf}`;
  lines.addText(apex, 'spf', [`v=spf1 ${include} -all`]);
  lines.addText(names.parse('_dmarc', apex), 'dmarc', reports(zone));
  return lines.parts;
}

function noMail(zone: Zone, cursor: Cursor, model: Model): readonly Part[] {
  const { apex, names } = zone;
  const lines = new Lines(zone, cursor, model);
  lines.add(apex, RRType.MX, ['0 .']);
  lines.addText(apex, 'spf', ['v=spf1 -all']);
  lines.addText(names.parse('_dmarc', apex), 'dmarc', ['v=DMARC1; p=reject']);
  return lines.parts;
}

function reports(zone: Zone): readonly Part[] {
  return ['v=DMARC1; p=none; rua=mailto:', { fill: reportAddress(zone) }];
}

function join(lineEnd: string, lines: readonly (readonly Part[])[]): readonly Part[] {
  return lines.flatMap((line, index) => (index === 0 ? line : [lineEnd, ...line]));
}
