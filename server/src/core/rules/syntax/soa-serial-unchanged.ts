import { compareSerials, type SerialOrder } from '../../dns/serial';
import { type Message, say } from '../../text/message';
import { findSerial } from '../../zone/soaSerial';
import { bumpSerial } from '../bumpSerial';
import { nothing } from '../records';
import type { HistoryRule } from '../rule';

const committed = `
$ORIGIN example.com.
$TTL 1h
@    SOA ns.example.net. hostmaster.example.net. 2026112101 1h 15m 30d 1h
@    NS  ns.example.net.
www  A   192.0.2.1
mail A   192.0.2.2
`;

export const rule: HistoryRule = {
  id: 'soa-serial-unchanged',
  family: 'syntax',
  level: 'warning',
  scope: 'history',
  summary: 'The records have changed since the last commit, but the serial has not gone forward.',
  why: 'Secondary name servers look at the serial alone: unless it has gone up, they take over nothing, and the servers of one zone give different answers. Forward is meant in the arithmetic of RFC 1982, in which 1 follows 4294967295. Compared is what the records mean, with git’s HEAD: comments, layout, order and notation do not matter. Included files count as they were committed, and those that git does not have, as they are. The editor looks when typing pauses, and at files of more than 1 MB when they are saved. Nothing is found in a file that is new in git or in no repository, in a zone whose parts can’t all be read or that was another zone, where git is not installed, and in a workspace that is not trusted.',
  ignore:
    'Where the serial is set by what publishes the zone: a name server that counts by itself, a signer, or a script.',
  references: [
    { rfc: 1982, section: '3.2' },
    { rfc: 1035, section: '4.3.5' },
  ],
  examples: [
    {
      title: 'Another address, the same serial; the date is that of the fix',
      committed,
      zone: `
$ORIGIN example.com.
$TTL 1h
@    SOA ns.example.net. hostmaster.example.net. «2026112101» 1h 15m 30d 1h
@    NS  ns.example.net.
www  A   192.0.2.10
mail A   192.0.2.2
`,
      fixed: `
$ORIGIN example.com.
$TTL 1h
@    SOA ns.example.net. hostmaster.example.net. 2026112201 1h 15m 30d 1h
@    NS  ns.example.net.
www  A   192.0.2.10
mail A   192.0.2.2
`,
    },
    {
      title: 'A record less, and a serial that went back',
      committed,
      zone: `
$ORIGIN example.com.
$TTL 1h
@    SOA ns.example.net. hostmaster.example.net. «2026112100» 1h 15m 30d 1h
@    NS  ns.example.net.
www  A   192.0.2.1
`,
      fixed: `
$ORIGIN example.com.
$TTL 1h
@    SOA ns.example.net. hostmaster.example.net. 2026112201 1h 15m 30d 1h
@    NS  ns.example.net.
www  A   192.0.2.1
`,
    },
    {
      title: 'Another TTL, and a serial that is neither ahead nor behind',
      committed: `
example.com. 1h SOA ns.example.net. hostmaster.example.net. 7 1h 15m 30d 1h
example.com. 1h NS  ns.example.net.
`,
      zone: `
example.com. 1h SOA ns.example.net. hostmaster.example.net. «2147483655» 1h 15m 30d 1h
example.com. 2h NS  ns.example.net.
`,
      fixed: `
example.com. 1h SOA ns.example.net. hostmaster.example.net. 8 1h 15m 30d 1h
example.com. 2h NS  ns.example.net.
`,
    },
    {
      title: 'Another notation, order and comment: the records are the same',
      committed,
      zone: `
$TTL 3600 ; an hour
example.com. SOA ns.example.net. hostmaster.example.net. (
    2026112101 1h 15m 30d 1h )
    NS  NS.example.net.
mail.example.com. A   192.0.2.2
WWW.example.com.  A   192.0.2.1
`,
    },
    {
      title: 'Another address, and a serial that goes forward',
      committed,
      zone: `
$ORIGIN example.com.
$TTL 1h
@    SOA ns.example.net. hostmaster.example.net. 2026112201 1h 15m 30d 1h
@    NS  ns.example.net.
www  A   192.0.2.10
mail A   192.0.2.2
`,
    },
    {
      title: 'Past the greatest number the count goes on from the start',
      committed: `
example.com. 1h SOA ns.example.net. hostmaster.example.net. 4294967295 1h 15m 30d 1h
example.com. 1h NS  ns.example.net.
`,
      zone: `
example.com. 1h SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
example.com. 2h NS  ns.example.net.
`,
    },
    {
      title: 'A file that has never been committed',
      zone: `
example.com. 1h SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
example.com. 1h NS  ns.example.net.
`,
    },
    {
      title: 'The file was that of another zone',
      committed,
      zone: `
example.org. 1h SOA ns.example.net. hostmaster.example.net. 2026112101 1h 15m 30d 1h
example.org. 1h NS  ns.example.net.
`,
    },
  ],
  check: (zone, { serial: published, isChanged, now }) => {
    const serial = findSerial(zone);
    if (serial === undefined || !isChanged || !zone.isComplete) return nothing;
    const order = compareSerials(serial.value, published);
    if (order === 'ahead') return nothing;
    return [
      {
        span: serial.span,
        message: describe(order, published),
        fixes: () => bumpSerial(serial, now(), published),
      },
    ];
  },
};

function describe(order: Exclude<SerialOrder, 'ahead'>, published: number): Message {
  switch (order) {
    case 'equal':
      return say(
        'The records have changed since the last commit, but the serial has not. Secondary name servers take over nothing until it goes up.',
      );
    case 'behind':
      return say(
        'The records have changed since the last commit, but the serial has gone back from {0}. Secondary name servers take over nothing until it goes up.',
        String(published),
      );
    case 'undefined':
      return say(
        'The records have changed since the last commit, but the serial is just 2³¹ away from {0}, so that neither is the later one. Secondary name servers may take over nothing.',
        String(published),
      );
  }
}
