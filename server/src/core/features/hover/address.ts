import { startHostLookup } from '../../resolve/lookup';
import { addressOfReverse } from '../../resolve/reverse';
import { RRType } from '../../syntax/mnemonics';
import { type Message, say } from '../../text/message';
import { TypeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import { hostRows } from './hostRows';
import { targetOf, type World, type WrittenPage } from './inquiries';
import type { HoverPage, HoverPlace, HoverTarget, PageLookup } from './page';
import { sayFirst, sayNone } from './published';
import { fileFacts, publishedFacts } from './worldFacts';

/** Addresses that are listed; the others are counted. */
const mostListed = 6;

/** An address record: the addresses of its host, and whether their reverse names lead back. */
export function findAddressHover({ zone, record }: HoverPlace): HoverTarget | undefined {
  const type = zone.records.types.get(record);
  if (type !== RRType.A && type !== RRType.AAAA) return undefined;
  const owner = zone.ownerOf(record);
  const isExchange = (zone.namedBy(owner) & TypeBit.mx) !== 0;
  const page = {
    title: zone.names.prose(owner),
    remarks: isExchange ? [say('an exchange of this zone')] : [],
    sentences: isExchange
      ? [
          say(
            'Receivers of its mail ask for the name of the address, and whether that leads back to the address.',
          ),
        ]
      : [],
  };
  return {
    span: zone.recordSpan(record),
    hasName: zone.names.isKnown(owner),
    page: (): HoverPage => ({
      ...page,
      rows: (word) => hostRows(zone, owner, undefined, word),
      answers: [],
    }),
    ask: ({ dns, timeout }, signal): PageLookup => {
      const lookup = startHostLookup(dns, zone.names.text(owner), signal);
      const snapshot = (): HoverPage => {
        const host = lookup.snapshot();
        return {
          ...page,
          rows: (word) => hostRows(zone, owner, { host, timeout }, word),
          answers: [host.ipv4, host.ipv6].filter((answer) => answer !== undefined),
        };
      };
      return { snapshot, done: lookup.done };
    },
  };
}

/** A PTR record: whether the name that it gives an address has that address. */
export function findPointerHover({ zone, record }: HoverPlace): HoverTarget | undefined {
  if (zone.records.types.get(record) !== RRType.PTR) return undefined;
  const owner = zone.ownerOf(record);
  const target = zone.targetOf(record);
  const address = addressOfReverse(zone.names.text(owner));
  if (target === undefined || address === undefined) return undefined;
  const host = zone.names.text(target);
  const page = {
    title: address,
    remarks: [say('reverse name')],
    sentences: [
      say(
        'Receivers of its mail ask whether {0} has this address; where it has not, many refuse.',
        zone.names.prose(target),
      ),
    ],
  };
  const hasName = zone.names.isKnown(owner) && zone.names.isKnown(target);
  return targetOf({ span: zone.recordSpan(record), hasName }, (world) => ({
    ...page,
    rows: pointerRows(zone, { host, address, owner: zone.names.text(owner) }, world),
  }));
}

interface Pointer {
  readonly owner: string;
  readonly host: string;
  readonly address: string;
}

function pointerRows(
  zone: Zone,
  { owner, host, address }: Pointer,
  world: World | undefined,
): WrittenPage['rows'] {
  const prose = (name: string): string => name.replace(/\.$/, '');
  const tell = (
    found: ReturnType<ReturnType<typeof fileFacts>['addresses']>,
  ): Message | undefined => {
    if (found?.kind !== 'known') return undefined;
    if (found.items.includes(address)) return say('{0} ✓', sayFirst(found.items, mostListed));
    if (found.items.length === 0) return say('none');
    return say('{0} · **not {1}**', sayFirst(found.items, mostListed), address);
  };
  const inFile = tell(fileFacts(zone, undefined).addresses(host)) ?? say('out of zone');
  if (world === undefined) return [[say('Its addresses'), inFile]];
  const pointers = world.dns.ask(owner, 'PTR');
  const names = pointers?.kind === 'rrset' ? pointers.records.map(({ data }) => prose(data)) : [];
  const named = names.length > 0 ? sayFirst(names, mostListed) : sayNone(pointers, world.timeout);
  const published =
    tell(publishedFacts(world.dns).addresses(host)) ??
    sayNone(world.dns.ask(host, address.includes(':') ? 'AAAA' : 'A'), world.timeout);
  return [
    [say('Reverse name'), say('{0}', prose(host)), named],
    [say('Its addresses'), inFile, published],
  ];
}
