import type { AbsoluteName } from '../../dns/name';
import { nearHosts } from '../../providers/slips';
import { distance } from '../../text/distance';
import { say } from '../../text/message';
import type { MxRecord } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { renameTarget } from '../edits';
import { isVerification } from '../hostedExchanges';
import { PublicNames } from '../publicNames';
import type { ExchangeRule, Fix } from '../rule';

export const rule: ExchangeRule = {
  id: 'mx-exchange-not-public',
  family: 'mx',
  level: 'warning',
  scope: 'exchange',
  rank: 6,
  concerns: 'elsewhere',
  summary: 'The exchange’s top-level domain does not exist, or is set aside for special use.',
  why: 'Senders look the exchange up in the public DNS. A name below a top-level domain that does not exist, or below one that is set aside such as `.local` and `.test`, has no address there, and mail bounces.',
  ignore:
    'All senders are inside a network whose name servers know the name, or the top-level domain is newer than this list.',
  references: [{ rfc: 6761 }, { rfc: 5321, section: '5.1' }],
  examples: [
    {
      title: 'A slip in the top-level domain of a provider’s host',
      zone: '@ MX 1 «smtp.google.con.»',
      fixed: '@ MX 1 smtp.google.com.',
    },
    {
      title: 'A slip in the top-level domain of any host',
      zone: '@ MX 10 «mx.mailhost.nett.»',
      fixed: '@ MX 10 mx.mailhost.net.',
    },
    {
      title: 'Names of one’s own network, and a single label',
      zone: `
@     MX 10 «exchange.corp.local.»
      MX 20 «mail.office.home.arpa.»
      MX 30 «mail.»
`,
    },
    {
      title: 'Top-level domains that exist, though one seldom sees them',
      zone: `
@     MX 10 mx.example.museum.
      MX 20 mx.example.xn--p1ai.
      MX 30 mx.mailhost.zone.
`,
    },
    {
      title: 'A zone that lives under the same name itself',
      zone: `
$ORIGIN branch.corp.local.
$TTL 1h
@     SOA ns.corp.local. hostmaster.corp.local. 1 1h 15m 30d 1h
      NS ns.corp.local.
      MX 10 mail.corp.local.
`,
    },
    {
      title: 'What Microsoft 365 asks for to see who owns the domain',
      zone: `
@     MX 10 mx.mailhost.net.
      MX 32767 ms12345678.msv1.invalid.
`,
    },
  ],
  check: (zone, mx) => {
    const { names, apex } = zone;
    if (!names.isKnown(apex)) return undefined;
    const publicNames = PublicNames.of(names);
    const standing = publicNames.standingOf(mx.exchange);
    if (standing === 'public' || isVerification(zone, mx)) return undefined;
    const tail = publicNames.tailOf(mx.exchange);
    if (names.isAtOrBelow(apex, tail)) return undefined;
    const name = names.prose(mx.exchange);
    if (standing === 'special')
      return {
        span: mx.exchangeSpan,
        message: say(
          'The domain {0} is set aside and not in the public DNS, so that senders find no address for {1}.',
          names.prose(tail),
          name,
        ),
      };
    return {
      span: mx.exchangeSpan,
      message: say(
        'There is no top-level domain {0}, so that senders find no address for {1}.',
        names.prose(tail),
        name,
      ),
      fixes: () => fixes(zone, mx, tail),
    };
  },
};

/** Top-level domains that one may have meant, the most frequent first. */
const frequent = ['com', 'net', 'org', 'de', 'eu', 'uk', 'fr', 'ch', 'at', 'nl', 'it', 'info'];

function fixes(zone: Zone, mx: MxRecord, tail: AbsoluteName): readonly Fix[] {
  const { names } = zone;
  const name = names.prose(mx.exchange);
  const topLevel = names.prose(tail);
  const meant = frequent.find((each) => distance(topLevel, each, 1) === 1);
  const texts = new Set([
    ...nearHosts(name).map(({ host }) => host),
    ...(meant === undefined || tail === mx.exchange
      ? []
      : [name.slice(0, name.length - topLevel.length) + meant]),
  ]);
  return [...texts].flatMap((text) => {
    const target = names.parse(`${text}.`);
    if (target === undefined) return [];
    const edits = [renameTarget(zone, mx.record, target)];
    return [{ title: say('Change to {0}', text), grade: 'unsafe', edits }];
  });
}
