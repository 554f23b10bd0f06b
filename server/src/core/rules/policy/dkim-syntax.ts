import type { AbsoluteName } from '../../dns/name';
import { checkDkim, isMeantAsDkim } from '../../policy/dkim';
import { TextFacts } from '../../policy/textFacts';
import { RRType } from '../../syntax/mnemonics';
import { firstOfType, nextOfType } from '../../zone/ofType';
import { recordText } from '../../zone/recordText';
import { TypeBit } from '../../zone/typeBits';
import type { Zone } from '../../zone/zone';
import { findTexts, judgeText } from '../policies';
import { nothing } from '../records';
import type { OwnerRule } from '../rule';

export const rule: OwnerRule = {
  id: 'dkim-syntax',
  family: 'policy',
  level: 'warning',
  scope: 'owner',
  types: TypeBit.txt,
  concerns: 'underscore',
  summary: 'A DKIM key that verifies no signature.',
  why: 'Receivers can’t verify a signature by a key that they can’t read: the mail counts as not signed. Keys are long, and the usual reason is a part that was lost when one was pasted.',
  references: [
    { rfc: 6376, section: '3.6.1' },
    { rfc: 8463, section: '4' },
  ],
  examples: [
    {
      title: 'No key, and other versions and types',
      zone: `
a._domainkey TXT "«v=DKIM1»; k=rsa"
b._domainkey TXT "«v=DKIM2»; p=AAAA"
c._domainkey TXT "v=DKIM1; k=«dsa»; p=AAAA"
d._domainkey TXT "k=rsa; p=AAAA; «v=DKIM1»"
e._domainkey TXT "v=DKIM1; p=AAAA; s=«tlsrpt»; «AAAA»"
`,
    },
    {
      title: 'Base64 that is none: a sign from elsewhere, or a part that is missing',
      zone: `
a._domainkey TXT "v=DKIM1; p=AAAA«-»AAA"
b._domainkey TXT "v=DKIM1; p=«AAAAA»"
c._domainkey TXT ( "v=DKIM1; p=AAAA"
                   "AAAA«\\"»AAAA" )
`,
    },
    {
      title: 'Keys that are too short',
      zone: `
a._domainkey TXT "v=DKIM1; k=ed25519; p=«AAAA»"
b._domainkey.news TXT ( "v=DKIM1; k=rsa; "
  "p=«MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC8»" )
`,
    },
    {
      title: 'A key in several strings, with blanks in it, and one that was revoked',
      zone: `
a._domainkey TXT ( "v=DKIM1; h=sha256; k=rsa; t=s:y; n=note; s=email; p=AAAA AAAA"
                   "AAAA/+AA AAA=;" )
b._domainkey TXT "v=DKIM1; p="
c._domainkey TXT p=AAAA
d._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
*._domainkey TXT "v=DKIM1; p="
`,
    },
    {
      title: 'Texts below _domainkey that are no keys',
      zone: `
_domainkey         TXT "o=~; r=postmaster@example.com"
_adsp._domainkey   TXT "dkim=all"
_report._domainkey TXT "ra=postmaster"
a._domainkey       TXT "v=spf1 -all"
b._domainkey       TXT "to do"
c._domainkey       CNAME c.dkim.example.net.
`,
    },
    {
      title: 'The same text elsewhere',
      zone: `
a      TXT "v=DKIM1; k=rsa"
`,
    },
  ],
  check: (zone, owner) => {
    if (!isBelowDomainKey(zone, owner) || hasPlainKeysOnly(zone, owner)) return nothing;
    return findTexts(zone, owner, '', isMeantAsDkim).flatMap((record) => {
      const text = recordText(zone, record);
      const problems = checkDkim(text.text);
      // Between the strings of a key no blank is missing.
      return problems.length === 0 ? nothing : judgeText(text, problems, false);
    });
  },
};

/** Nearly all keys were found to be sound when they were read. */
function hasPlainKeysOnly(zone: Zone, owner: AbsoluteName): boolean {
  let record = firstOfType(zone, owner, RRType.TXT);
  for (; record >= 0; record = nextOfType(zone, record)) {
    const facts = zone.records.facts.get(record);
    if (facts < 0 || (facts & TextFacts.isPlainDkim) === 0) return false;
  }
  return true;
}

function isBelowDomainKey({ names, apex }: Zone, owner: AbsoluteName): boolean {
  for (let name = owner; name !== apex && name !== names.root; ) {
    name = names.parent(name);
    if (names.startsWith(name, '_domainkey')) return true;
  }
  return false;
}
