import { say } from '../../text/message';
import { isWholeZone, nothing, ownerSpan } from '../records';
import type { ZoneRule } from '../rule';

export const rule: ZoneRule = {
  id: 'ttl-missing',
  family: 'syntax',
  level: 'warning',
  scope: 'zone',
  summary: 'The first record has no TTL, and no $TTL stands above it.',
  why: 'Without a TTL name servers refuse the file, or take the SOA record’s minimum for one, which is meant for something else: how long resolvers remember that a name does not exist.',
  references: [{ rfc: 2308, section: '4' }],
  examples: [
    {
      title: 'An SOA record without one',
      zone: `
$ORIGIN example.com.
«@»   SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
    NS  ns.example.net.
`,
    },
    {
      title: 'A $TTL that comes too late',
      zone: `
$ORIGIN example.com.
«@»   SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
$TTL 1h
    NS  ns.example.net.
`,
    },
    {
      title: 'Before the SOA record',
      zone: `
$ORIGIN example.com.
«@»   NS  ns.example.net.
@   3600 SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
`,
    },
    {
      title: 'A TTL of the first record holds for the others',
      zone: `
$ORIGIN example.com.
@   IN 3600 SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
    NS  ns.example.net.
www A   192.0.2.1
`,
    },
    { title: 'A $TTL above all records', zone: 'www A 192.0.2.1' },
    {
      title: 'A part of a zone has the TTL of where it is included',
      zone: `; no SOA
$ORIGIN example.com.
www A   192.0.2.1
`,
    },
  ],
  check: (zone) => {
    // A TTL that is known once is known for every later record.
    const first = zone.blocks.firstRecord();
    const isMissing = first >= 0 && zone.records.ttls.get(first) < 0;
    if (!isMissing || !isWholeZone(zone)) return nothing;
    return [
      {
        span: ownerSpan(zone, first),
        message: say(
          'This record has no TTL, and there is no $TTL above it. Name servers refuse the file, or take the SOA record’s minimum.',
        ),
      },
    ];
  },
};
