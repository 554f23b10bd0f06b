import { RRType } from '../../syntax/mnemonics';
import { type Message, say } from '../../text/message';
import type { Span } from '../../text/span';
import type { MxSet } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { typeSpan } from '../edits';
import { askedOf, listTexts, type PublishedMx, proseOf, publishedMx } from '../published';
import { ownerSpan } from '../records';
import type { LiveRule } from '../rule';

export const rule: LiveRule = {
  id: 'live-mx-drift',
  family: 'live',
  level: 'information',
  scope: 'live',
  looksAtApex: true,
  summary: 'The published MX records of an owner are not those of the file.',
  why: 'What senders see is what is published. Where the file was changed and not published yet, that is how it should be; otherwise somebody changed one of the two and not the other.',
  ignore: 'The zone is maintained elsewhere, and the file is a draft.',
  references: [{ rfc: 1034, section: '4.3.5' }],
  examples: [
    {
      title: 'One record is not published yet, one only is, and one has another preference',
      zone: `
@     «MX» 10 mx1.example.net.
      MX 20 mx2.example.net.
`,
      dns: `
example.com. MX 10 mx2.example.net.
example.com. MX 30 old.example.net.
`,
    },
    {
      title: 'Nothing is published',
      zone: 'new «MX» 10 mx1.example.net.',
      dns: 'new.example.com. NXDOMAIN',
    },
    {
      title: 'The zone’s own MX records are gone from the file',
      zone: `
$ORIGIN example.com.
$TTL 1h
«@» SOA ns.example.net. host.example.net. 1 1h 15m 30d 1h
@   NS  ns.example.net.
`,
      dns: 'example.com. MX 10 mx1.example.net.',
    },
    {
      title: 'A zone that takes no mail, in the file and in DNS',
      zone: 'www A 192.0.2.1',
      dns: 'example.com. MX NODATA',
    },
    {
      title: 'The same records, in another order and other letters',
      zone: `
@     MX 10 mx1.example.net.
      MX 20 MX2.example.net.
*     MX 0  .
`,
      dns: `
example.com.   MX 20 mx2.example.net.
example.com.   MX 10 MX1.example.net.
*.example.com. MX 0 .
`,
    },
    {
      title: 'A name below a zone cut',
      zone: `
sub     NS ns.example.net.
www.sub MX 10 mx1.example.net.
`,
      dns: 'www.sub.example.com. MX 10 old.example.net.',
      also: ['rr-occluded'],
    },
    {
      title: 'A zone that is not all here, and a server that does not answer',
      zone: `
@     MX 10 mx1.example.net.
www   MX 10 mx1.example.net.
$INCLUDE unread.example
`,
      dns: 'www.example.com. NXDOMAIN',
    },
  ],
  check: (zone, set, dns) => {
    const place = findPlace(zone, set);
    if (place === undefined || !isWhole(zone, set)) return [];
    const answer = dns.ask(zone.names.text(set.owner), 'MX');
    if (answer === undefined) return [];
    const differences = compare(inFile(zone, set), publishedMx(answer));
    const [head, ...rest] = differences;
    if (head === undefined) return [];
    return [
      {
        span: place,
        message: say(
          'The published MX records of {0} are not those of this file: {1}.',
          zone.names.prose(set.owner),
          rest.reduce((before, next) => say('{0}; {1}', before, next), head),
        ),
        asked: askedOf(answer),
      },
    ];
  },
};

/** The first MX record; without any, the zone's SOA record. */
function findPlace(zone: Zone, { owner }: MxSet): Span | undefined {
  const [first] = zone.recordsOf(owner, RRType.MX);
  if (first !== undefined) return typeSpan(zone, first);
  const [soa] = zone.recordsOf(owner, RRType.SOA);
  return soa === undefined ? undefined : ownerSpan(zone, soa);
}

/** False where the owner may have more records than those that could be read. */
function isWhole(zone: Zone, { owner, records }: MxSet): boolean {
  return zone.isComplete && zone.recordsOf(owner, RRType.MX).length === records.length;
}

function inFile(zone: Zone, { records }: MxSet): readonly PublishedMx[] {
  return records.map(({ preference, exchange }) => ({
    preference,
    exchange: zone.names.text(exchange).toLowerCase(),
  }));
}

/** What differs, in words: an exchange that both have once with other preferences has changed. */
function compare(
  here: readonly PublishedMx[],
  published: readonly PublishedMx[],
): readonly Message[] {
  const missing = (from: readonly PublishedMx[], others: readonly PublishedMx[]) =>
    from.filter((mx) => !others.some((other) => isSame(mx, other)));
  const added = missing(here, published);
  const removed = missing(published, here);
  const changed = added.flatMap((mx) => {
    const before = removed.find(({ exchange }) => exchange === mx.exchange);
    return before === undefined ? [] : [{ mx, before }];
  });
  const isChanged = ({ exchange }: PublishedMx): boolean =>
    changed.some(({ mx }) => mx.exchange === exchange);
  const list = (all: readonly PublishedMx[]): string =>
    listTexts([...new Set(all.filter((mx) => !isChanged(mx)).map(textOf))]);
  const changes = changed.map(
    ({ mx, before }) => `${proseOf(mx.exchange)} (${before.preference} → ${mx.preference})`,
  );
  return [
    { words: say('only in the file: {0}', list(added)), text: list(added) },
    { words: say('only published: {0}', list(removed)), text: list(removed) },
    { words: say('another preference: {0}', listTexts(changes)), text: listTexts(changes) },
  ].flatMap(({ words, text }) => (text === '' ? [] : [words]));
}

function isSame(a: PublishedMx, b: PublishedMx): boolean {
  return a.preference === b.preference && a.exchange === b.exchange;
}

function textOf({ preference, exchange }: PublishedMx): string {
  return `${preference} ${proseOf(exchange)}`;
}
