import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import type { Span } from '../../text/span';
import { firstOfType, nextOfType } from '../../zone/ofType';
import { TypeBit } from '../../zone/typeBits';
import type { RecordIndex, Zone } from '../../zone/zone';
import { findCut } from '../cutText';
import { nothing } from '../records';
import type { Fix, Judgement, OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'text-cut-by-semicolon',
  family: 'syntax',
  level: 'warning',
  scope: 'owner',
  types: TypeBit.txt,
  summary: 'A semicolon outside of quotes cuts a policy short.',
  why: 'Outside of quotes a semicolon starts a comment: of `v=DMARC1; p=none` only `v=DMARC1` is left, and receivers find no policy in it.',
  references: [{ rfc: 1035, section: '5.1' }],
  examples: [
    {
      title: 'DMARC',
      zone: '_dmarc TXT v=DMARC1«; p=none; rua=mailto:dmarc@example.com»',
      fixed: '_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"',
    },
    {
      title: 'DKIM',
      zone: 'a._domainkey 300 IN TXT ( v=DKIM1«; k=rsa; p=AAAA»\n )',
      fixed: 'a._domainkey 300 IN TXT ( "v=DKIM1; k=rsa; p=AAAA"\n )',
    },
    {
      title: 'TLSRPT and MTA-STS, without a blank',
      zone: `
_smtp._tls TXT v=TLSRPTv1«;rua=mailto:tls@example.com»
_mta-sts   TXT v=STSv1«; id=1»
mta-sts    A   192.0.2.1
`,
    },
    {
      title: 'A comment behind a text that is whole',
      zone: `
@      TXT v=spf1\\032-all ; nobody sends
_dmarc TXT "v=DMARC1; p=none";reports: see wiki
a      TXT v=spf1 ; nothing said
`,
    },
    {
      title: 'Quoted, or with a backslash',
      zone: `
_dmarc   TXT "v=DMARC1; p=none"
_dmarc.a TXT v=DMARC1\\;p=none ; comment
`,
    },
    {
      title: 'A text that is no policy',
      zone: `
a      TXT v=1; comment
b      TXT v=verify1; comment
`,
    },
  ],
  check: (zone, owner) => {
    let found: Judgement[] | undefined;
    let record = firstOfType(zone, owner, RRType.TXT);
    for (; record >= 0; record = nextOfType(zone, record)) {
      const cut = findCut(zone, record);
      if (cut === undefined) continue;
      found ??= [];
      found.push(judge(zone, record, cut));
    }
    return found ?? nothing;
  },
};

function judge(zone: Zone, record: RecordIndex, span: Span): Judgement {
  return {
    span,
    message: say('Outside of quotes this is a comment, so the policy ends before it.'),
    fixes: () => quote(zone, record, span),
  };
}

/** Puts quotes around the text and what was to follow, in strings of up to 255 octets. */
function quote(zone: Zone, record: RecordIndex, cut: Span): readonly Fix[] {
  const { text, base } = zone.syntaxOf(record);
  const { start, file } = zone.rdataSpan(record);
  const whole = text
    .slice(start - base, cut.end - base)
    .trimEnd()
    .replace(/(\\.)|"/gs, (found) => (found === '"' ? '\\"' : found));
  // What would need more than quotes is left to who wrote it.
  if (/[^ -~\t]|\\$/.test(whole.replaceAll(/\\[^0-9]/g, ''))) return [];
  const strings = whole.match(/(?:\\\d{3}|\\.|[^\\]){1,255}/gs) ?? [];
  return [
    {
      title: say('Put the whole text into quotes'),
      grade: 'unsafe',
      edits: [
        {
          span: { file, start, end: cut.end },
          text: strings.map((string) => `"${string}"`).join(' '),
        },
      ],
    },
  ];
}
