import { canonicalAddress } from '../../dns/address';
import type { AbsoluteName } from '../../dns/name';
import { isDigit } from '../../syntax/characters';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import type { MxRecord } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { insertRecords, renameTarget } from '../edits';
import { Hosts } from '../hosts';
import type { ExchangeRule, Fix } from '../rule';

export const rule: ExchangeRule = {
  id: 'mx-exchange-is-address',
  family: 'mx',
  level: 'error',
  scope: 'exchange',
  rank: 1,
  summary: 'The exchange is an IPv4 or IPv6 address instead of a host name.',
  why: 'An MX record names a host. Name servers read an address there as a name that does not exist, so that mail can’t be delivered.',
  references: [{ rfc: 1035, section: '3.3.9' }],
  examples: [
    {
      title: 'The address of a host that has a name',
      zone: `
@     MX 10 «192.0.2.1»
mx1   A  192.0.2.1
`,
      fixed: `
@     MX 10 mx1
mx1   A  192.0.2.1
`,
    },
    {
      title: 'An address that no host has yet',
      zone: `
@     IN MX 10 «2001:db8::25»
www   IN A  192.0.2.1
`,
      fixed: `
@     IN MX 10 mail
www   IN A  192.0.2.1
mail  IN AAAA 2001:db8::25
`,
    },
    {
      title: 'With a final dot, or in brackets',
      zone: `
@     MX 10 «192.0.2.1.»
sub   MX 10 «[192.0.2.1]»
mx1   A  192.0.2.1
`,
    },
    {
      title: 'Names that only look like an address',
      zone: `
@     MX 10 192-0-2-1.example.net.
      MX 20 1.2.0.192.in-addr.arpa.
`,
    },
  ],
  check: (zone, mx) => {
    if (!mayBeAddress(zone, mx)) return undefined;
    const address = addressIn(zone.targetText(mx.record));
    if (address === undefined) return undefined;
    return {
      span: mx.exchangeSpan,
      message: say(
        '{0} is an address; an MX record must name a host. Name servers read it as the name {1}, which has no address.',
        address,
        zone.names.prose(mx.exchange),
      ),
      fixes: () => [nameHost(zone, mx, address) ?? createHost(zone, mx, address)],
    };
  },
};

/** Nearly every exchange is a name: a letter first and no colon. Tells so without making a string. */
function mayBeAddress(zone: Zone, { record }: MxRecord): boolean {
  const { text, tokenStarts, tokenEnds } = zone.syntaxOf(record);
  // Generic RDATA is to be decoded.
  if (text.charCodeAt(tokenStarts.get(zone.records.rdataTokens.get(record))) === 0x5c) return true;
  const token = zone.records.targetTokens.get(record);
  const start = tokenStarts.get(token);
  const first = text.charCodeAt(start);
  if (isDigit(first) || first === 0x5b) return true;
  for (let i = start; i < tokenEnds.get(token); i++) if (text.charCodeAt(i) === 0x3a) return true;
  return false;
}

/** The address that an exchange is, also with a final dot, in brackets, or as a mail literal. */
function addressIn(exchange: string): string | undefined {
  const bare = exchange
    .replace(/\.$/, '')
    .replace(/^\[(?:IPv6:)?(.*)\]$/i, '$1')
    .replace(/\.$/, '');
  return canonicalAddress(bare);
}

function nameHost(zone: Zone, mx: MxRecord, address: string): Fix | undefined {
  const owner = Hosts.of(zone).withAddress(address);
  if (owner === undefined) return undefined;
  return {
    title: say('Name {0} instead, which has this address', zone.names.prose(owner)),
    grade: 'safe',
    edits: [nameOf(zone, mx, owner)],
  };
}

function createHost(zone: Zone, mx: MxRecord, address: string): Fix {
  const host = freeHost(zone);
  const type = address.includes(':') ? RRType.AAAA : RRType.A;
  return {
    title: say('Create the host {0} with this address and name it', zone.names.prose(host)),
    grade: 'unsafe',
    edits: [nameOf(zone, mx, host), insertRecords(zone, mx.record, host, type, [address])],
  };
}

/** An address is no sign of how names are written here: the shorter form. */
function nameOf(zone: Zone, mx: MxRecord, host: AbsoluteName) {
  const edit = renameTarget(zone, mx.record, host);
  return { ...edit, text: zone.names.written(host, zone.originOf(mx.record)) };
}

function freeHost(zone: Zone): AbsoluteName {
  const base = zone.apex;
  for (let number = 0; ; number++) {
    const name = zone.names.parse(number === 0 ? 'mail' : `mail${number}`, base);
    if (name === undefined) return base;
    if (!zone.exists(name)) return name;
  }
}
