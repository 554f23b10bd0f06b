import type { KnownAnswer } from '../../resolve/cache';
import type { Dns } from '../../resolve/ledger';
import { RRType } from '../../syntax/mnemonics';
import { type Message, say } from '../../text/message';
import type { Zone } from '../../zone/zone';
import { typeSpan } from '../edits';
import {
  askedOf,
  isPublicText,
  listTexts,
  proseOf,
  publishedHost,
  publishedMx,
  recordsOf,
} from '../published';
import type { LiveRule } from '../rule';

export const rule: LiveRule = {
  id: 'live-mx-inconsistent',
  family: 'live',
  level: 'warning',
  scope: 'live',
  summary: 'The zone’s name servers disagree on the MX records of an owner.',
  why: 'Which records a sender gets depends on the name server that happens to be asked. A secondary that does not follow the primary is the usual reason; it may answer from an old zone for weeks.',
  ignore: 'The zone was changed a moment ago, and its secondaries have not noticed yet.',
  references: [{ rfc: 1034, section: '4.3.5' }],
  examples: [
    {
      title: 'A secondary with an old zone',
      zone: '@ «MX» 10 mail.example.net.',
      dns: `
example.com.              MX 10 mail.example.net.
example.com.              NS ns1.example.net.
example.com.              NS ns2.example.net.
ns1.example.net.          A 192.0.2.1
ns1.example.net.          AAAA NODATA
ns2.example.net.          A 192.0.2.2
ns2.example.net.          AAAA NODATA
@192.0.2.1 example.com.   MX 10 mail.example.net.
@192.0.2.2 example.com.   MX 10 old.example.net.
`,
    },
    {
      title: 'A server that does not know the name at all',
      zone: 'www MX 10 mail.example.net.\nnew «MX» 10 mail.example.net.',
      dns: `
www.example.com.              MX 10 mail.example.net.
new.example.com.              MX 10 mail.example.net.
example.com.                  NS ns1.example.net.
example.com.                  NS ns2.example.net.
ns1.example.net.              A 192.0.2.1
ns1.example.net.              AAAA NODATA
ns2.example.net.              A NODATA
ns2.example.net.              AAAA 2001:db8::2
@192.0.2.1 new.example.com.   MX 10 mail.example.net.
@2001:db8::2 new.example.com. NXDOMAIN
@192.0.2.1 www.example.com.   MX 10 mail.example.net.
@2001:db8::2 www.example.com. MX 10 mail.example.net.
`,
    },
    {
      title: 'The same records in another order, and a server that does not answer',
      zone: `
@ MX 10 mx1.example.net.
  MX 20 mx2.example.net.
`,
      dns: `
example.com.            MX 10 mx1.example.net.
example.com.            MX 20 mx2.example.net.
example.com.            NS ns1.example.net.
example.com.            NS ns2.example.net.
example.com.            NS ns3.example.net.
ns1.example.net.        A 192.0.2.1
ns1.example.net.        AAAA NODATA
ns2.example.net.        A 192.0.2.2
ns2.example.net.        AAAA NODATA
ns3.example.net.        A 192.0.2.3
ns3.example.net.        AAAA NODATA
@192.0.2.1 example.com. MX 10 mx1.example.net.
@192.0.2.1 example.com. MX 20 mx2.example.net.
@192.0.2.2 example.com. MX 20 mx2.example.net.
@192.0.2.2 example.com. MX 10 MX1.example.net.
`,
    },
    {
      title: 'A name server with a private address is not asked: it may be any machine here',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.            MX 10 mail.example.net.
example.com.            NS ns1.example.net.
example.com.            NS ns2.example.net.
ns1.example.net.        A 192.0.2.1
ns1.example.net.        AAAA NODATA
ns2.example.net.        A 10.0.0.1
ns2.example.net.        A 0.0.0.0
ns2.example.net.        AAAA ::ffff:127.0.0.1
@192.0.2.1 example.com. MX 10 mail.example.net.
@10.0.0.1 example.com.  MX 10 old.example.net.
@0.0.0.0 example.com.   MX 10 old.example.net.
@::ffff:127.0.0.1 example.com. MX 10 old.example.net.
`,
    },
    {
      title: 'One name server only',
      zone: '@ MX 10 mail.example.net.',
      dns: `
example.com.            MX 10 mail.example.net.
example.com.            NS ns1.example.net.
ns1.example.net.        A 192.0.2.1
ns1.example.net.        AAAA NODATA
@192.0.2.1 example.com. MX 10 mail.example.net.
`,
    },
  ],
  check: (zone, set, dns) => {
    const [first] = zone.recordsOf(set.owner, RRType.MX);
    const opinions = findOpinions(zone, zone.names.text(set.owner), dns);
    const byText = new Map(opinions.map((opinion) => [opinion.records.join(), opinion]));
    const [last] = opinions.slice(-1);
    if (first === undefined || last === undefined || byText.size < 2) return [];
    const said = [...byText.values()].slice(0, mostOpinions).map(sayOpinion);
    return [
      {
        span: typeSpan(zone, first),
        message: say(
          'The name servers of {0} disagree on the MX records of {1}: {2}.',
          zone.names.prose(zone.apex),
          zone.names.prose(set.owner),
          said.reduce((before, next) => say('{0}; {1}', before, next)),
        ),
        asked: askedOf(last.answer),
      },
    ];
  },
};

/** More name servers than these are not asked: thirteen fit into a message (RFC 1035 2.3.4). */
const mostServers = 13;

/** More answers than these are not told. */
const mostOpinions = 3;

/** What one name server says. */
interface Opinion {
  readonly server: string;
  readonly answer: KnownAnswer;
  /** Its MX records. */
  readonly records: readonly string[];
}

/** What each name server of the zone says of an owner, as far as they are known. */
function findOpinions(zone: Zone, owner: string, dns: Dns): readonly Opinion[] {
  const servers = recordsOf(dns.ask(zone.names.text(zone.apex), 'NS')).slice(0, mostServers);
  return servers.flatMap(({ data: server }) => {
    const addresses = publishedHost(dns, server)?.addresses ?? [];
    // Whoever publishes a private address must not have us ask a machine in our own network.
    const address = addresses.find(isPublicText);
    const answer = address === undefined ? undefined : dns.askServer(address, owner, 'MX');
    if (answer === undefined) return [];
    const records = publishedMx(answer).map(
      ({ preference, exchange }) => `${preference} ${proseOf(exchange)}`,
    );
    return { server: proseOf(server), answer, records };
  });
}

function sayOpinion({ server, records }: Opinion): Message {
  if (records.length === 0) return say('{0} has none', server);
  return say('{0} has {1}', server, listTexts(records));
}
