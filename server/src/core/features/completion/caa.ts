import { type Message, say } from '../../text/message';
import type { Zone } from '../../zone/zone';
import type { Cursor } from '../cursor';
import type { Part } from './item';
import type { Found } from './targets';
import { fieldTexts, valueItem } from './value';

/** RFC 8659 */
export const caaType = 257;

/** Certification authorities by the names that they ask for in CAA records. */
const issuers: readonly (readonly [domain: string, name: string])[] = [
  ['letsencrypt.org', 'Let’s Encrypt'],
  ['digicert.com', 'DigiCert'],
  ['sectigo.com', 'Sectigo'],
  ['globalsign.com', 'GlobalSign'],
  ['pki.goog', 'Google Trust Services'],
  ['amazon.com', 'Amazon'],
  ['entrust.net', 'Entrust'],
  ['ssl.com', 'SSL.com'],
  ['buypass.com', 'Buypass'],
  ['harica.gr', 'HARICA'],
  ['certum.pl', 'Certum'],
  ['telesec.de', 'Telekom Security'],
];

/** RFC 8659 4.2 to 4.4, RFC 9495. */
const tags: readonly (readonly [string, Message])[] = [
  ['issue', say('Who may issue certificates.')],
  ['issuewild', say('Who may issue certificates for wildcards.')],
  ['issuemail', say('Who may issue certificates for mail addresses.')],
  ['iodef', say('Where to report requests that are not allowed.')],
];

/** Flags, tag and value of a CAA record (RFC 8659). */
export function completeCaa(zone: Zone, cursor: Cursor, field: number): Found {
  if (field === 0)
    return {
      items: [
        valueItem('0', say('who does not know the tag passes over it')),
        valueItem('128', say('who does not know the tag must not issue')),
      ],
    };
  if (field === 1) return { items: tags.map(([tag, words]) => valueItem(tag, words)) };
  if (cursor.position.kind !== 'rdata') return { items: [] };
  const tag = fieldTexts(cursor)[1]?.toLowerCase() ?? '';
  if (tag === 'iodef') {
    const domain = zone.names.isKnown(zone.apex) ? zone.names.prose(zone.apex) : 'example.com';
    const text: readonly Part[] = ['"mailto:', { fill: `security@${domain}` }, '"'];
    return { items: [valueItem('"mailto:…"', say('a mail address'), 1, text)] };
  }
  if (!tag.startsWith('issue')) return { items: [] };
  const taken = takenIssuers(zone, cursor, tag);
  return {
    items: [
      ...issuers
        .filter(([domain]) => !taken.has(domain))
        .map(([domain, name]) => valueItem(`"${domain}"`, say('{0}', name))),
      ...(taken.size === 0 ? [valueItem('";"', say('nobody may issue'), 2)] : []),
    ],
  };
}

/** What the owner’s other records of the same tag name. */
function takenIssuers(
  zone: Zone,
  { owner, record: own }: Cursor,
  tag: string,
): ReadonlySet<string> {
  const found = new Set<string>();
  const records = owner === undefined ? [] : zone.recordsOf(owner, caaType).slice(0, 100);
  for (const record of records) {
    if (record === own) continue;
    const { text, base } = zone.syntaxOf(record);
    const start = zone.rdataSpan(record).start - base;
    const [, written = '', value = ''] = text
      .slice(start, zone.recordSpan(record).end - base)
      .split(/\s+/);
    if (written.toLowerCase() === tag) found.add(value.replaceAll('"', ''));
  }
  return found;
}
