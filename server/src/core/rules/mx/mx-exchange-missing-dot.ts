import type { AbsoluteName, NameTable } from '../../dns/name';
import { isBelowPublicSuffix } from '../../dns/publicSuffix';
import { say } from '../../text/message';
import { lookUp } from '../../zone/lookup';
import type { MxRecord } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import type { ExchangeRule, Fix } from '../rule';

export const rule: ExchangeRule = {
  id: 'mx-exchange-missing-dot',
  family: 'mx',
  level: 'error',
  scope: 'exchange',
  rank: 3,
  summary: 'The exchange lacks its final dot, so that the origin is added to it.',
  why: 'A name without a final dot is relative: name servers append the origin. `mail.example.com` inside example.com becomes `mail.example.com.example.com`, and mail bounces.',
  references: [{ rfc: 1035, section: '5.1' }],
  examples: [
    {
      title: 'The zone’s own name is repeated',
      zone: `
@     MX 10 «mail.example.com»
mail  A  192.0.2.1
`,
      fixed: `
@     MX 10 mail.example.com.
mail  A  192.0.2.1
`,
    },
    {
      title: 'A provider’s host',
      zone: '@ MX 10 «mx.mailhost.net»',
      fixed: '@ MX 10 mx.mailhost.net.',
    },
    {
      title: 'A public suffix of two labels',
      zone: '@ MX 10 «mx.mailhost.co.uk»',
      fixed: '@ MX 10 mx.mailhost.co.uk.',
    },
    {
      title: 'The origin in force counts too',
      zone: `
$ORIGIN sub.example.com.
@     MX 10 «mx.sub.example.com»
mx    A  192.0.2.1
`,
    },
    {
      title: 'Relative on purpose: the name exists in the zone',
      zone: `
@     MX 10 mail.de
      MX 20 mx.it
mail.de A 192.0.2.1
*.it  A  192.0.2.2
`,
    },
    {
      title: 'A single label is always relative on purpose',
      zone: `
@     MX 10 com
com   A  192.0.2.1
`,
    },
  ],
  check: (zone, mx) => {
    const intended = intendedName(zone, mx);
    if (intended === undefined) return undefined;
    const written = zone.targetText(mx.record);
    return {
      span: mx.exchangeSpan,
      message: say(
        'Without a final dot this means {0}. Mail would be sent to a host that does not exist.',
        zone.names.prose(mx.exchange),
      ),
      fixes: () => fixes(zone, mx, written, intended),
    };
  },
};

/** The absolute name that was meant, where the relative one is a slip. */
function intendedName(zone: Zone, mx: MxRecord): AbsoluteName | undefined {
  const { names, apex } = zone;
  const { text, tokenEnds } = zone.syntaxOf(mx.record);
  const end = tokenEnds.get(zone.records.targetTokens.get(mx.record));
  if (text.charCodeAt(end - 1) === 0x2e) return undefined;
  const origin = zone.originOf(mx.record);
  const ownLabels = names.labelCount(mx.exchange) - names.labelCount(origin);
  if (ownLabels < 2 || origin === names.root) return undefined;
  const isMissing = lookUp(zone, mx.exchange).kind === 'nxdomain';
  if (!isMissing && !endsAlike(zone, mx, origin) && !endsAlike(zone, mx, apex)) return undefined;
  const written = zone.targetText(mx.record);
  const intended = written.endsWith('.') ? undefined : names.parse(written);
  if (intended === undefined) return undefined;
  const repeats =
    names.isAtOrBelow(intended, origin) ||
    (apex !== names.root && names.isAtOrBelow(intended, apex));
  if (repeats) return intended;
  return isMissing && isBelowPublicSuffix(names.prose(intended)) ? intended : undefined;
}

/** The last label of the origin that was asked for last: it is the same for most records. */
let lastTail: { origin: AbsoluteName; names: WeakRef<NameTable>; text: string } | undefined;

/** False where an exchange can’t end in a name: its last characters are others than the name’s. */
function endsAlike(zone: Zone, mx: MxRecord, origin: AbsoluteName): boolean {
  if (lastTail?.origin !== origin || lastTail.names.deref() !== zone.names) {
    const text = zone.names.prose(origin);
    const names = new WeakRef(zone.names);
    lastTail = { origin, names, text: text.slice(text.lastIndexOf('.') + 1) };
  }
  const { text, tokenEnds } = zone.syntaxOf(mx.record);
  const end = tokenEnds.get(zone.records.targetTokens.get(mx.record));
  const from = end - lastTail.text.length;
  if (text.startsWith(lastTail.text, from)) return true;
  return text.slice(from, end).toLowerCase() === lastTail.text;
}

function fixes(zone: Zone, mx: MxRecord, written: string, intended: AbsoluteName): readonly Fix[] {
  const { start, end, file } = mx.exchangeSpan;
  const addDot: Fix = {
    title: say('Add the final dot: {0}.', written),
    grade: 'unsafe',
    edits: [{ span: { file, start: end, end }, text: '.' }],
  };
  const origin = zone.originOf(mx.record);
  if (!zone.names.isAtOrBelow(intended, origin)) return [addDot];
  const relative = zone.names.written(intended, origin);
  const makeRelative: Fix = {
    title: say('Make it relative: {0}', relative),
    grade: 'unsafe',
    edits: [{ span: { file, start, end }, text: relative }],
  };
  return [addDot, makeRelative];
}
