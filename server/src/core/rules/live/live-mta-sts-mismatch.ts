import { isCovered, type MtaStsPolicy, parseMtaStsPolicy } from '../../policy/mtaStsPolicy';
import { isMeantAsMtaSts } from '../../policy/transport';
import { type Message, say } from '../../text/message';
import { isNullMx, type MxSet } from '../../zone/mxSet';
import { TypeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import { findTexts } from '../policies';
import { isPublicText, proseOf, publishedHost } from '../published';
import type { LiveRule } from '../rule';

export const rule: LiveRule = {
  id: 'live-mta-sts-mismatch',
  family: 'live',
  level: 'warning',
  scope: 'live',
  summary: 'The published MTA-STS policy does not cover an exchange.',
  why: 'Senders that honour MTA-STS deliver only to exchanges that the policy names in its lines `mx:`. Whoever adds an exchange to the zone and forgets the policy loses that exchange for them, and with the last one their mail.',
  ignore: 'The new policy goes online together with the zone.',
  references: [
    { rfc: 8461, section: '4.1' },
    { rfc: 8461, section: '5' },
  ],
  examples: [
    {
      title: 'A second exchange that the policy does not name',
      zone: `
@        MX  10 mx1.example.net.
         MX  20 «mx2.example.net.»
_mta-sts TXT "v=STSv1; id=1"
mta-sts  A   192.0.2.80
`,
      dns: `
example.com.         MX   10 mx1.example.net.
example.com.         MX   20 mx2.example.net.
mta-sts.example.com. A    192.0.2.80
mta-sts.example.com. AAAA NODATA
mta-sts.example.com. POLICY version: STSv1, mode: enforce, max_age: 86400, mx: mx1.example.net
`,
    },
    {
      title: 'A wildcard stands for one label only, and a policy may still be tested',
      zone: `
@        MX    10 a.mx.example.net.
         MX    10 «b.c.mx.example.net.»
         MX    20 «mx.example.net.»
_mta-sts CNAME _mta-sts.example.net.
`,
      dns: `
example.com.         MX    10 a.mx.example.net.
example.com.         MX    10 b.c.mx.example.net.
example.com.         MX    20 mx.example.net.
mta-sts.example.com. A     192.0.2.80
mta-sts.example.com. AAAA  NODATA
mta-sts.example.com. POLICY version: STSv1, mode: testing, max_age: 86400, mx: *.MX.example.net
`,
    },
    {
      title: 'All exchanges are covered, by name or by a wildcard, in whatever letters',
      zone: `
@        MX  10 MX1.example.net.
         MX  20 mail.example.org.
_mta-sts TXT "v=STSv1; id=1"
mta-sts  A   192.0.2.80
`,
      dns: `
example.com.         MX   10 mx1.example.net.
example.com.         MX   20 mail.example.org.
mta-sts.example.com. A    192.0.2.80
mta-sts.example.com. AAAA NODATA
mta-sts.example.com. POLICY version: STSv1, mode: enforce, max_age: 86400, mx: mx1.EXAMPLE.net, mx: *.example.org
`,
    },
    {
      title: 'A policy that is switched off, and one that senders do not understand',
      zone: `
@            MX  10 mx1.example.net.
_mta-sts     TXT "v=STSv1; id=1"
mta-sts      A   192.0.2.80
new          MX  10 mx1.example.net.
_mta-sts.new TXT "v=STSv1; id=1"
mta-sts.new  A   192.0.2.80
`,
      dns: `
example.com.             MX   10 mx1.example.net.
mta-sts.example.com.     A    192.0.2.80
mta-sts.example.com.     AAAA NODATA
mta-sts.example.com.     POLICY version: STSv1, mode: none, max_age: 86400, mx: old.example.net
new.example.com.         MX   10 mx1.example.net.
mta-sts.new.example.com. A    192.0.2.80
mta-sts.new.example.com. AAAA NODATA
mta-sts.new.example.com. POLICY <html>not found</html>
`,
    },
    {
      title: 'A policy that can’t be fetched, and one from a private address, which is not tried',
      zone: `
@                 MX    10 mx1.example.net.
_mta-sts          TXT   "v=STSv1; id=1"
mta-sts           CNAME policies.example.net.
internal          MX    10 mx1.example.net.
_mta-sts.internal TXT   "v=STSv1; id=1"
mta-sts.internal  A     10.0.0.80
`,
      dns: `
example.com.                  MX    10 mx1.example.net.
mta-sts.example.com.          CNAME policies.example.net.
policies.example.net.         A     192.0.2.80
policies.example.net.         AAAA  NODATA
internal.example.com.         MX    10 mx1.example.net.
mta-sts.internal.example.com. A     10.0.0.80
mta-sts.internal.example.com. AAAA  NODATA
mta-sts.internal.example.com. POLICY version: STSv1, mode: enforce, max_age: 86400, mx: old.example.net
`,
    },
    {
      title: 'No record that announces a policy: none is fetched',
      zone: '@ MX 10 mx1.example.net.',
      dns: `
example.com.         MX   10 mx1.example.net.
mta-sts.example.com. A    192.0.2.80
mta-sts.example.com. AAAA NODATA
mta-sts.example.com. POLICY version: STSv1, mode: enforce, max_age: 86400, mx: old.example.net
`,
    },
  ],
  check: (zone, set, dns) => {
    if (zone.names.isWildcard(set.owner) || !isAnnounced(zone, set)) return [];
    const domain = zone.names.text(set.owner);
    const address = publishedHost(dns, `mta-sts.${domain}`)?.addresses.find(isPublicText);
    const fetched = address === undefined ? undefined : dns.fetchPolicy(domain, address);
    const policy = fetched && parseMtaStsPolicy(fetched.text);
    if (fetched === undefined || policy === undefined || policy.mode === 'none') return [];
    const { server, at } = fetched;
    return set.records
      .filter((mx) => !isNullMx(zone, mx))
      .filter(({ exchange }) => !isCovered(policy, proseOf(zone.names.text(exchange))))
      .map(({ exchange, exchangeSpan }) => ({
        span: exchangeSpan,
        message: sayMismatch(policy, zone.names.prose(set.owner), zone.names.prose(exchange)),
        asked: { server, at },
      }));
  },
};

/** Whether the file has senders look for a policy, itself or by an alias of who keeps it. */
function isAnnounced(zone: Zone, { owner }: MxSet): boolean {
  const name = zone.names.parse('_mta-sts', owner);
  if (name === undefined) return false;
  const isAlias = (zone.typesOf(name) & TypeBit.cname) !== 0;
  return isAlias || findTexts(zone, name, '', isMeantAsMtaSts).length > 0;
}

function sayMismatch({ mode }: MtaStsPolicy, owner: string, exchange: string): Message {
  return mode === 'enforce'
    ? say(
        'The MTA-STS policy of {0} does not name {1}; senders that honour it deliver nothing there.',
        owner,
        exchange,
      )
    : say(
        'The MTA-STS policy of {0} does not name {1}; once it is enforced, senders that honour it deliver nothing there.',
        owner,
        exchange,
      );
}
