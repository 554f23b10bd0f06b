import { exchangeOfTlsa } from '../../rules/policies';
import { RRType } from '../../syntax/mnemonics';
import { type Message, say } from '../../text/message';
import type { Zone } from '../../zone/zone';
import type { Cursor } from '../cursor';
import type { Found } from './targets';
import { valueItem } from './value';

/** TLSA and SMIMEA. */
export const tlsaTypes: ReadonlySet<number> = new Set([RRType.TLSA, 53]);

/** The numbers of a TLSA record; for SMTP only the usages that RFC 7672 3.1 has. */
export function completeTlsa(zone: Zone, { owner }: Cursor, field: number): Found {
  const isSmtp = owner !== undefined && exchangeOfTlsa(zone, owner) !== undefined;
  const usages = [
    valueItem('3', say('the certificate of the server itself (DANE-EE)'), 0),
    valueItem('2', say('a certification authority of one’s own (DANE-TA)')),
  ];
  if (!isSmtp)
    usages.push(
      valueItem('1', say('the server’s certificate, which must be valid besides (PKIX-EE)'), 2),
      valueItem('0', say('the certification authority, which must be known besides (PKIX-TA)'), 2),
    );
  const fields = [
    usages,
    [valueItem('1', say('its public key'), 0), valueItem('0', say('the whole certificate'))],
    [
      valueItem('1', say('its SHA-256'), 0),
      valueItem('2', say('its SHA-512')),
      valueItem('0', say('all of it'), 2),
    ],
  ];
  return { items: fields[field] ?? [] };
}

/** Numbers that are usual in an SRV record. */
export function completeSrvNumber(zone: Zone, { owner }: Cursor, field: number): Found {
  if (field === 0) return { items: [valueItem('0', say('tried first'))] };
  if (field === 1)
    return {
      items: [
        valueItem('0', say('no other host has this priority')),
        valueItem('1', say('as often as another host with 1')),
      ],
    };
  const service = owner === undefined ? '' : (zone.names.prose(owner).split('.')[0] ?? '');
  const port = ports[service];
  return {
    items: port === undefined ? [] : [valueItem(port, say('the usual port of {0}', service))],
  };
}

/** By the first label of the owner (IANA, Service Names and Port Numbers). */
const ports: Readonly<Record<string, string | undefined>> = {
  _autodiscover: '443',
  _caldavs: '443',
  _carddavs: '443',
  _imap: '143',
  _imaps: '993',
  _kerberos: '88',
  _ldap: '389',
  _pop3s: '995',
  _sip: '5060',
  _sips: '5061',
  _submission: '587',
  _submissions: '465',
  '_xmpp-client': '5222',
  '_xmpp-server': '5269',
};

/** Names and times of an SOA record. */
export function completeSoa(
  zone: Zone,
  { origin, owner }: Cursor,
  field: number,
  date: number,
): Found {
  const values: readonly (readonly [string, Message])[] = [
    ['1d', say('usual')],
    ['2h', say('usual')],
    ['30d', say('usual')],
    ['1h', say('usual')],
  ];
  if (field === 1) {
    const mailbox = zone.names.parse('hostmaster', owner ?? zone.apex);
    if (mailbox === undefined) return { items: [] };
    const label = zone.names.written(mailbox, origin);
    return { items: [valueItem(label, say('usual'))] };
  }
  if (field === 2)
    return { items: [valueItem(`${date}01`, say('the date, and the first change of the day'))] };
  const value = values[field - 3];
  return { items: value === undefined ? [] : [valueItem(...value)] };
}
