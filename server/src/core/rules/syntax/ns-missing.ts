import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { firstOfType } from '../../zone/ofType';
import { TypeBit } from '../../zone/typeBits';
import { nothing, ownerSpan } from '../records';
import type { ZoneRule } from '../rule';

export const rule: ZoneRule = {
  id: 'ns-missing',
  family: 'syntax',
  level: 'error',
  scope: 'zone',
  summary: 'A zone without NS records at its top.',
  why: 'The name servers of a zone are named at its top, beside the SOA record. A name server refuses a zone without any.',
  references: [{ rfc: 1034, section: '4.2.1' }],
  examples: [
    {
      title: 'An SOA record alone',
      zone: `
$TTL 1h
«example.com.» SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
www.example.com. A 192.0.2.1
`,
    },
    {
      title: 'At another name',
      zone: `
$ORIGIN example.com.
$TTL 1h
«@»   SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
ns  NS ns.example.net.
`,
    },
    {
      title: 'An origin that was forgotten',
      zone: `
$TTL 1h
$ORIGIN com.
«example» SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
$ORIGIN www.example.com.
@       NS ns.example.net.
`,
    },
    { title: 'Name servers are named', zone: 'www A 192.0.2.1' },
    {
      title: 'A part of a zone',
      zone: `; no SOA
$ORIGIN example.com.
$TTL 1h
www A 192.0.2.1
`,
    },
    {
      title: 'They may be in another file',
      zone: `
$ORIGIN example.com.
$TTL 1h
@   SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
$INCLUDE servers.inc
`,
    },
  ],
  check: (zone) => {
    const soa = firstOfType(zone, zone.apex, RRType.SOA);
    if (soa < 0 || !zone.isComplete || (zone.typesOf(zone.apex) & TypeBit.ns) !== 0) return nothing;
    return [
      {
        span: ownerSpan(zone, soa),
        message: say(
          'The zone {0} names no name servers: an NS record is missing. Name servers refuse to load it.',
          zone.names.prose(zone.apex),
        ),
      },
    ];
  },
};
