import { say } from '../../text/message';
import { TypeBit } from '../../zone/typeBits';
import { isWholeZone, nothing, ownerSpan } from '../records';
import type { ZoneRule } from '../rule';

/** What a delegation has at its owner: a part of a zone that holds one is no zone without an SOA. */
const delegationTypes = TypeBit.ns | TypeBit.ds | TypeBit.dnssec;

export const rule: ZoneRule = {
  id: 'soa-missing',
  family: 'syntax',
  level: 'error',
  scope: 'zone',
  summary: 'A zone without an SOA record.',
  why: 'A name server refuses a zone that has no SOA record at its top. A file with NS records and others at its origin is taken for a zone; one that only delegates, or is to be included elsewhere, is not.',
  references: [
    { rfc: 1035, section: '5.2' },
    { rfc: 1034, section: '4.2.1' },
  ],
  examples: [
    {
      title: 'Name servers and mail, but no SOA record',
      zone: `; without SOA
$ORIGIN example.com.
$TTL 1h
«@»     NS ns.example.net.
      MX 10 mail
mail  A  192.0.2.25
`,
    },
    {
      title: 'The first record is underlined, whatever it is',
      zone: `; without SOA
$ORIGIN example.com.
$TTL 1h
«www»   A  192.0.2.1
@     NS ns.example.net.
      A  192.0.2.1
`,
    },
    {
      title: 'It was commented out',
      zone: `; SOA
$TTL 1h
;example.com. SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
$ORIGIN example.com.
«example.com.»  NS ns.example.net.
example.com.  TXT "hello"
`,
    },
    {
      title: 'A part of a zone',
      zone: `; no SOA: it is included elsewhere
$ORIGIN example.com.
$TTL 1h
@     MX 10 mail
mail  A  192.0.2.25
sub   NS ns.example.net.
`,
    },
    {
      title: 'A delegation with its glue',
      zone: `; no SOA: it is included in the parent
$ORIGIN sub.example.com.
$TTL 1h
@     NS ns
ns    A  192.0.2.53
`,
    },
    {
      title: 'The SOA record may be in another file',
      zone: `; no SOA
$ORIGIN example.com.
$TTL 1h
$INCLUDE head.inc
@     NS ns.example.net.
      MX 10 mail.example.net.
`,
    },
  ],
  check: (zone) => {
    const types = zone.typesOf(zone.apex);
    if (!isWholeZone(zone) || !zone.isComplete || (types & TypeBit.soa) !== 0) return nothing;
    if ((types & ~delegationTypes) === 0) return nothing;
    const first = zone.blocks.firstRecord();
    if (first < 0) return nothing;
    return [
      {
        span: ownerSpan(zone, first),
        message: say(
          'The zone {0} has no SOA record. Name servers refuse to load it.',
          zone.names.prose(zone.apex),
        ),
      },
    ];
  },
};
