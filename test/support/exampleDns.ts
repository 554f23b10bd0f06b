import { type Asking, lintLive, liveOwners } from '../../server/src/core/lintLive';
import { type Inquiry, Ledger } from '../../server/src/core/resolve/ledger';
import type { PolicyAnswer, PolicyInquiry } from '../../server/src/core/resolve/policyFetcher';
import type { Answer, AnswerRecord, QuestionType } from '../../server/src/core/resolve/resolver';
import type { Finding } from '../../server/src/core/rules/rule';
import type { Zone } from '../../server/src/core/zone/zone';

/** One line of what DNS says in an example. */
interface Line {
  readonly server: string;
  readonly name: string;
  readonly type: string;
  readonly data: string;
  readonly authenticated: boolean;
}

const form = /^(?:@(\S+)\s+)?(\S+)\s+(\S+)\s*(.*?)(\s*;\s*authenticated)?$/;

function readLines(text: string): readonly Line[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const found = form.exec(line.trim());
      if (found === null) throw new Error(`No line of what DNS says: ${line}`);
      const [, server = '', name = '', type = '', data = '', mark] = found;
      return { server, name: name.toLowerCase(), type, data, authenticated: mark !== undefined };
    });
}

/** What an example's DNS answers; a time-out where it does not say. */
export function answerFrom(text: string, { server = '', name, type }: Inquiry): Answer {
  const lines = readLines(text).filter((line) => line.server === server);
  const asked = { server: server === '' ? '192.0.2.53' : server, elapsed: 1, at: 0 };
  const aliases: AnswerRecord[] = [];
  let current = name.toLowerCase();
  for (;;) {
    const own = lines.filter((line) => line.name === current);
    const [first] = own;
    const found = own.filter((line) => line.type === type);
    const authenticated = found.length > 0 && found.every((line) => line.authenticated);
    const answered = { ...asked, aliases, ttl: 300, authenticated };
    if (first?.type === 'NXDOMAIN' || found[0]?.data === 'NXDOMAIN')
      return { ...answered, kind: 'nxdomain' };
    if (found[0]?.data === 'NODATA') return { ...answered, kind: 'nodata' };
    if (found.length > 0) {
      const records = found.map(({ data }) => record(current, type, data));
      return { ...answered, kind: 'rrset', records };
    }
    const alias = own.find((line) => line.type === 'CNAME');
    if (alias === undefined) return { ...asked, kind: 'failure', reason: 'timeout' };
    aliases.push(record(current, 'CNAME', alias.data));
    current = alias.data;
  }
}

/** The policy that an example's host serves, its lines separated by commas; a time-out without. */
export function policyFrom(text: string, { policyOf }: PolicyInquiry): PolicyAnswer {
  const host = `mta-sts.${policyOf.toLowerCase()}`;
  const served = readLines(text).find((line) => line.name === host && line.type === 'POLICY');
  const fetched = { server: host, at: 0 };
  if (served === undefined) return { ...fetched, kind: 'failure', reason: 'timeout' };
  return { ...fetched, kind: 'policy', text: served.data.split(', ').join('\r\n'), ttl: 3600 };
}

function record(name: string, type: QuestionType, data: string): AnswerRecord {
  return { name, type, ttl: 300, data };
}

/** What the live rules find in a zone when all that an example's DNS says is known. */
export function liveFindings(zone: Zone, dns: string): readonly Finding[] {
  const ledger = new Ledger(1000);
  const asking: Asking = { ledger, isOn: () => true };
  for (let round = 0; ; round++) {
    const findings = [...liveOwners(zone)].flatMap((owner) => lintLive(zone, owner, asking));
    const [inquiries, policies] = [ledger.take(), ledger.takePolicies()];
    if (inquiries.length + policies.length === 0) return findings;
    if (round > 8) throw new Error('A rule asks without an end.');
    for (const inquiry of inquiries) ledger.tell(inquiry, answerFrom(dns, inquiry), 0);
    for (const policy of policies) ledger.tell(policy, policyFrom(dns, policy), 0);
  }
}
