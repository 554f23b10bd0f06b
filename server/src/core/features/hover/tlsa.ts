import { exchangeOfTlsa } from '../../rules/policies';
import { RRType } from '../../syntax/mnemonics';
import { sayDuration } from '../../text/duration';
import { type Message, say } from '../../text/message';
import { canonicalRdata } from '../../zone/canonical';
import { TypeBit } from '../../zone/typeBits';
import { tlsaMatchings, tlsaSelectors, tlsaUsages } from '../tlsaWords';
import { targetOf, type World } from './inquiries';
import type { HoverPlace, HoverTarget } from './page';
import { emphasize, sayFirst, sayNone, shorten } from './published';

/** TLSA records that are listed; the others are counted. */
const mostListed = 4;

/** A TLSA record: which exchange it is for, what it pins, and whether DNSSEC vouches for it. */
export function findTlsaHover({ zone, record }: HoverPlace): HoverTarget | undefined {
  if (zone.records.types.get(record) !== RRType.TLSA || zone.isFlawed(record)) return undefined;
  const owner = zone.ownerOf(record);
  const host = exchangeOfTlsa(zone, owner);
  const own = canonicalRdata(zone, record).toLowerCase();
  const page = {
    title: zone.names.prose(host ?? owner),
    remarks: [
      say('{0}', 'TLSA'),
      ...(host !== undefined && (zone.namedBy(host) & TypeBit.mx) !== 0
        ? [say('an exchange of this zone')]
        : []),
    ],
    sentences: describe(host !== undefined, own),
  };
  const place = { span: zone.recordSpan(record), hasName: zone.names.isKnown(owner) };
  return targetOf(place, (world) => ({
    ...page,
    rows: world === undefined ? [] : tlsaRows(zone.names.text(owner), own, world),
  }));
}

function describe(isSmtp: boolean, rdata: string): readonly Message[] {
  const [usage = -1, selector = -1, matching = -1] = rdata.split(' ').map(Number);
  const words = [tlsaUsages[usage], tlsaSelectors[selector], tlsaMatchings[matching]] as const;
  const [expected, part, form] = words;
  const sentences: Message[] = [];
  if (expected !== undefined && part !== undefined && form !== undefined)
    sentences.push(say('It pins {0}; what is compared: {1}, {2}.', expected, part, form));
  if (!isSmtp)
    sentences.push(say('Not for mail: senders of mail ask at _25._tcp below an exchange.'));
  else if (usage < 2)
    sentences.push(say('Senders of mail pass over this usage: for SMTP only 2 and 3 count.'));
  else sentences.push(say('Senders that use DANE deliver only where the certificate fits.'));
  return sentences;
}

function tlsaRows(
  name: string,
  own: string,
  { dns, timeout }: World,
): readonly (readonly (Message | undefined)[])[] {
  const answer = dns.ask(name, 'TLSA');
  const inFile = say('{0}', shorten(own));
  if (answer?.kind !== 'rrset') return [[say('Record'), inFile, sayNone(answer, timeout)]];
  const published = answer.records.map(({ data }) => data.toLowerCase());
  const ttl = say('TTL {0}', sayDuration(answer.ttl));
  const said = published.includes(own)
    ? say('the same')
    : emphasize(say('differs: {0}', sayFirst(published.map(shorten), mostListed)));
  const isVouched = answer.authenticated
    ? say('authenticated')
    : emphasize(say('not authenticated: senders use it only with DNSSEC'));
  return [
    [say('Record'), inFile, say('{0} · {1}', said, ttl)],
    [say('{0}', 'DNSSEC'), undefined, isVouched],
  ];
}
