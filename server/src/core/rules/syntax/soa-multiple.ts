import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { firstOfType } from '../../zone/ofType';
import { TypeBit } from '../../zone/typeBits';
import { typeSpan } from '../edits';
import { nothing } from '../records';
import type { OwnerRule } from '../rule';
import { differentRecords } from '../sameRecord';

export const rule: OwnerRule = {
  id: 'soa-multiple',
  family: 'syntax',
  level: 'error',
  scope: 'owner',
  types: TypeBit.soa,
  summary: 'A zone with several SOA records.',
  why: 'A zone has one SOA record, at its top. With another one, there or elsewhere, name servers refuse to load the file; often two zones were put into one.',
  references: [
    { rfc: 1035, section: '5.2' },
    { rfc: 2181, section: '6.1' },
  ],
  examples: [
    {
      title: 'Two at the top',
      zone: `
$TTL 1h
example.com. SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
example.com. NS ns.example.net.
example.com. «SOA» ns.example.net. hostmaster.example.net. 2 1h 15m 30d 1h
`,
    },
    {
      title: 'Another one below',
      zone: `
$ORIGIN example.com.
$TTL 1h
@     SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
      NS ns.example.net.
sub   «SOA» ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
      NS ns.example.net.
`,
    },
    {
      title: 'Two zones in one file',
      zone: `
$TTL 1h
example.com. SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
example.com. NS ns.example.net.
example.org. «SOA» ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
`,
      also: ['rr-out-of-zone'],
    },
    {
      title: 'A zone transfer as it is printed: the SOA record again at the end',
      zone: `
example.com. 3600 IN SOA ns.example.net. hostmaster.example.net. 1 3600 900 2592000 3600
example.com. 3600 IN NS ns.example.net.
example.com. 3600 IN SOA ns.example.net. hostmaster.example.net. 1 3600 900 2592000 3600
`,
    },
    { title: 'One', zone: 'www A 192.0.2.1' },
    { title: 'A text about it', zone: 'soa TXT "soa"' },
  ],
  check: (zone, owner) => {
    const first = firstOfType(zone, zone.apex, RRType.SOA);
    if (first < 0) return nothing;
    const all = zone.recordsOf(owner, RRType.SOA);
    const others = owner === zone.apex ? differentRecords(zone, all).slice(1) : all;
    return others.map((record) => ({
      span: typeSpan(zone, record),
      message: say(
        'The zone {0} has its SOA record already. Name servers refuse a file with another one.',
        zone.names.prose(zone.apex),
      ),
      related: [{ span: typeSpan(zone, first), message: say('This is the first one.') }],
    }));
  },
};
