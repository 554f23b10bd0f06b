import type { AbsoluteName } from '../../dns/name';
import { isMeantAsDkim } from '../../policy/dkim';
import { isDmarc } from '../../policy/dmarc';
import { isSpf } from '../../policy/spf';
import { isMeantAsMtaSts, isMeantAsTlsrpt } from '../../policy/transport';
import { Hostings } from '../../providers/hosting';
import { findTexts } from '../../rules/policies';
import { type Message, say } from '../../text/message';
import { lookUp } from '../../zone/lookup';
import { isNullMx, mxSetOf } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import type { Part } from './item';

/** What TXT records say in a form that receivers read. */
export type PolicyKind = 'spf' | 'dmarc' | 'dkim' | 'mta-sts' | 'tlsrpt';

/** A whole policy, without quotes. */
export interface WholePolicy {
  readonly text: readonly Part[];
  readonly words: Message;
}

/** The kind that belongs at a name; undefined where none does. */
export function kindAt({ names }: Zone, owner: AbsoluteName): PolicyKind | undefined {
  if (names.startsWith(owner, '_dmarc')) return 'dmarc';
  if (names.startsWith(owner, '_mta-sts')) return 'mta-sts';
  const parent = names.parent(owner);
  if (names.startsWith(owner, '_smtp') && names.startsWith(parent, '_tls')) return 'tlsrpt';
  if (names.startsWith(parent, '_domainkey')) return 'dkim';
  return names.hasUnderscore(owner) ? undefined : 'spf';
}

/** The kind that a text has begun; undefined for any other text. */
export function kindOf(text: string): PolicyKind | undefined {
  const [, version] = /^v=(spf1|DMARC1|DKIM1|STSv1|TLSRPTv1)(?![A-Za-z0-9])/i.exec(text) ?? [];
  return version === undefined ? undefined : byVersion[version.toLowerCase()];
}

const byVersion: Readonly<Record<string, PolicyKind | undefined>> = {
  spf1: 'spf',
  dmarc1: 'dmarc',
  dkim1: 'dkim',
  stsv1: 'mta-sts',
  tlsrptv1: 'tlsrpt',
};

/** Where reports go by default: a mailbox that every domain has (RFC 5321 4.5.1). */
export function reportAddress({ names, apex }: Zone): string {
  const isPlain = names.isKnown(apex) && names.isHostName(apex) && apex !== names.root;
  return `postmaster@${isPlain ? names.prose(apex) : 'example.com'}`;
}

/** True where a name takes mail, by an MX record that is no null MX. */
export function takesMail(zone: Zone, owner: AbsoluteName): boolean {
  return mxSetOf(zone, owner).records.some((mx) => !isNullMx(zone, mx));
}

/** Whole policies for a name; none where it has one of the kind already. */
export function wholePolicies(
  zone: Zone,
  owner: AbsoluteName,
  own: number | undefined,
  date: number,
): readonly WholePolicy[] {
  const kind = kindAt(zone, owner);
  if (kind === undefined || hasPolicy(zone, owner, kind, own)) return [];
  if (kind === 'spf') return spfPolicies(zone, owner);
  if (kind === 'dmarc') return dmarcPolicies(zone);
  if (kind === 'mta-sts') return stsPolicies(zone, owner, date);
  if (kind === 'dkim')
    return [{ text: ['v=DKIM1; k=rsa; p=', { fill: '' }], words: say('The key that signs mail.') }];
  return [
    {
      text: ['v=TLSRPTv1; rua=mailto:', { fill: reportAddress(zone) }],
      words: say('Reports on TLS go to this address.'),
    },
  ];
}

/** Of keys and other kinds, how to tell that a text is one. */
const isMeant: Readonly<Record<PolicyKind, (text: string) => boolean>> = {
  spf: isSpf,
  dmarc: isDmarc,
  dkim: isMeantAsDkim,
  'mta-sts': isMeantAsMtaSts,
  tlsrpt: isMeantAsTlsrpt,
};

export function hasPolicy(
  zone: Zone,
  owner: AbsoluteName,
  kind: PolicyKind,
  own: number | undefined,
): boolean {
  return findTexts(zone, owner, '', isMeant[kind]).some((record) => record !== own);
}

function spfPolicies(zone: Zone, owner: AbsoluteName): readonly WholePolicy[] {
  const policies: WholePolicy[] = [];
  if (takesMail(zone, owner))
    policies.push({
      text: ['v=spf1 mx -all'],
      words: say('The exchanges send mail, nobody else.'),
    });
  const includes = new Set<string>();
  for (const { exchange } of mxSetOf(zone, owner).records.slice(0, 20)) {
    const provider = Hostings.of(zone.names).find(exchange)?.provider;
    if (provider?.spf === undefined || includes.has(provider.spf)) continue;
    includes.add(provider.spf);
    policies.unshift({
      text: [`v=spf1 include:${provider.spf} -all`],
      words: say('{0} sends mail, nobody else.', provider.name),
    });
  }
  return [...policies, { text: ['v=spf1 -all'], words: say('Nobody sends mail.') }];
}

function dmarcPolicies(zone: Zone): readonly WholePolicy[] {
  const address = reportAddress(zone);
  const ofPolicy = (policy: string, words: Message): WholePolicy => ({
    text: [`v=DMARC1; p=${policy}; rua=mailto:`, { fill: address }],
    words,
  });
  return [
    ofPolicy('none', say('Only reports: mail that fails is taken as before.')),
    ofPolicy('quarantine', say('Mail that fails is treated as suspicious.')),
    ofPolicy('reject', say('Mail that fails is rejected.')),
  ];
}

/** Without the host that serves the policy, senders would look for it in vain. */
function stsPolicies(zone: Zone, owner: AbsoluteName, date: number): readonly WholePolicy[] {
  const host = zone.names.parse('mta-sts', zone.names.parent(owner));
  if (host === undefined || lookUp(zone, host).kind === 'nxdomain') return [];
  return [
    {
      text: [`v=STSv1; id=${date}01`],
      words: say('Senders fetch the policy again when the id changes.'),
    },
  ];
}
