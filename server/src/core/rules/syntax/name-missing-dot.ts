import type { AbsoluteName } from '../../dns/name';
import { nextField, tokenSpan, tokenText } from '../../syntax/syntax';
import { say } from '../../text/message';
import type { Span } from '../../text/span';
import { TypeBit, typeBit } from '../../zone/typeBits';
import type { RecordIndex, Zone } from '../../zone/zone';
import { findSlip, findTargetSlip, fixSlip, isRelative, type Slip } from '../missingDot';
import { isTextInZone } from '../names';
import { nothing, ownerToken } from '../records';
import type { Judgement, OwnerRule } from '../rule';

/** The types whose target is looked at; that of an MX record has a rule of its own. */
const targetTypes = TypeBit.ns | TypeBit.cname | TypeBit.srv | TypeBit.ptr | TypeBit.dname;

export const rule: OwnerRule = {
  id: 'name-missing-dot',
  family: 'syntax',
  level: 'warning',
  scope: 'owner',
  types: -1,
  summary: 'A name lacks its final dot, so that the origin is added to it.',
  why: 'A name without a final dot is relative: name servers append the origin. `www.example.com` inside example.com becomes `www.example.com.example.com`.',
  ignore: 'The name is meant to end in the zone’s own name twice.',
  references: [{ rfc: 1035, section: '5.1' }],
  examples: [
    {
      title: 'The zone’s own name is repeated, in RDATA and in an owner',
      zone: `
www   CNAME «web.example.com»
web   A     192.0.2.1
«mail.example.com» A 192.0.2.25
`,
      fixed: `
www   CNAME web.example.com.
web   A     192.0.2.1
mail.example.com A 192.0.2.25
`,
    },
    {
      title: 'Hosts elsewhere',
      zone: `
sub   NS    «ns1.hoster.net»
_sip._tcp SRV 0 0 5060 «sip.hoster.co.uk»
old   DNAME «new.example.org»
1     PTR   «www.example.net»
`,
    },
    {
      title: 'In the SOA record',
      zone: `
$TTL 1h
example.com. SOA «ns1.example.com» «hostmaster.example.com» 1 1h 15m 30d 1h
$ORIGIN example.com.
@     NS    ns.example.net.
`,
    },
    {
      title: 'The zone as an owner',
      zone: `
$ORIGIN example.com.
$TTL 1h
@     SOA   ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
      NS    ns.example.net.
«example.com» IN MX 10 mail
«Example.COM» IN A 192.0.2.1
mail  A     192.0.2.25
`,
      fixed: `
$ORIGIN example.com.
$TTL 1h
@     SOA   ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
      NS    ns.example.net.
example.com. IN MX 10 mail
Example.COM IN A 192.0.2.1
mail  A     192.0.2.25
`,
    },
    {
      title: 'Relative on purpose: the name is in the zone, or ends in no public suffix',
      zone: `
www   CNAME web.de
web.de A    192.0.2.1
sub   NS    ns.sub
ns.sub A    192.0.2.53
a     CNAME b.internal
_sip._tcp SRV 0 0 5060 sip.it
*.it  A     192.0.2.1
1     CNAME 1.0/25
`,
    },
    {
      title: 'Owners that end in other domains: lists, permissions to report',
      zone: `
example.net._report._dmarc TXT "v=DMARC1"
bad.example.org  A 127.0.0.2
com              A 127.0.0.2
notexample.com   A 127.0.0.2
`,
    },
    {
      title: 'Single labels, and names with their dot',
      zone: `
com   A     192.0.2.1
www   CNAME com
example CNAME example.com.
1     PTR   www.example.net.
www.example.com. NS ns.example.net.
`,
      also: ['cname-and-other-data'],
    },
  ],
  check: (zone, owner) => {
    let found: Judgement[] | undefined;
    const mayRepeat = isTwiceAsLong(zone, owner);
    const types = zone.typesOf(owner);
    if (!mayRepeat && (types & (targetTypes | TypeBit.soa)) === 0) return nothing;
    for (let record = zone.firstOf(owner); record >= 0; record = zone.nextOf(record)) {
      if (mayRepeat) found = add(found, judgeOwner(zone, record));
      const bit = typeBit(zone.records.types.get(record));
      if ((bit & targetTypes) !== 0) found = add(found, judgeTarget(zone, record));
      else if (bit === TypeBit.soa) {
        const first = zone.records.rdataTokens.get(record);
        found = add(found, judgeField(zone, record, first));
        const end = endOf(zone, record);
        found = add(
          found,
          judgeField(zone, record, nextField(zone.syntaxOf(record), first + 1, end)),
        );
      }
    }
    return found ?? nothing;
  },
};

function add(found: Judgement[] | undefined, more: Judgement | undefined): Judgement[] | undefined {
  if (more === undefined) return found;
  if (found === undefined) return [more];
  found.push(more);
  return found;
}

/** Only an owner with twice the labels of the zone, or more, can have the zone's name twice. */
function isTwiceAsLong({ names, apex }: Zone, owner: AbsoluteName): boolean {
  // Below a zone of one label, such as a top-level domain, others may have that label again.
  const labels = names.labelCount(apex);
  return labels > 1 && names.labelCount(owner) >= 2 * labels;
}

function judgeOwner(zone: Zone, record: RecordIndex): Judgement | undefined {
  const token = ownerToken(zone, record);
  if (token < 0 || !isRelative(zone, record, token)) return undefined;
  const syntax = zone.syntaxOf(record);
  const start = syntax.tokenStarts.get(token);
  if (!isTextInZone(zone, syntax.text, start, syntax.tokenEnds.get(token))) return undefined;
  return judgeName(zone, record, token, zone.ownerOf(record));
}

function judgeTarget(zone: Zone, record: RecordIndex): Judgement | undefined {
  const slip = findTargetSlip(zone, record);
  return slip === undefined ? undefined : judgeSlip(zone, record, slip, zone.targetSpan(record));
}

function judgeField(zone: Zone, record: RecordIndex, token: number): Judgement | undefined {
  if (token >= endOf(zone, record) || !isRelative(zone, record, token)) return undefined;
  const written = tokenText(zone.syntaxOf(record), token);
  const means = zone.names.parse(written, zone.originOf(record));
  return means === undefined ? undefined : judgeName(zone, record, token, means);
}

function judgeName(
  zone: Zone,
  record: RecordIndex,
  token: number,
  means: AbsoluteName,
): Judgement | undefined {
  const syntax = zone.syntaxOf(record);
  const slip = findSlip(zone, record, tokenText(syntax, token), means);
  if (slip === undefined) return undefined;
  return judgeSlip(zone, record, slip, tokenSpan(syntax, token));
}

function judgeSlip(zone: Zone, record: RecordIndex, slip: Slip, span: Span): Judgement {
  return {
    span,
    message: say('Without a final dot this means {0}.', zone.names.prose(slip.means)),
    fixes: () => fixSlip(zone, record, slip, span),
  };
}

function endOf(zone: Zone, record: RecordIndex): number {
  return zone.syntaxOf(record).entryTokens.get(zone.records.entries.get(record) + 1);
}
