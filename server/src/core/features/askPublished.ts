import type { Answer, CancelSignal, Question } from '../resolve/resolver';
import type { Inquirable } from '../resolve/stack';
import { isPublicText } from '../rules/published';

/** More name servers than these are not tried: thirteen fit into a message (RFC 1035 2.3.4). */
const mostServers = 13;

/** What a name server of a zone says. */
export type Published =
  | {
      readonly kind: 'answered';
      /** The answer for the SOA; who gave it and when holds for all. */
      readonly soa: Answer;
      /** In the order of the questions. */
      readonly answers: readonly Answer[];
    }
  /** Nobody has the zone, or can be asked; what was answered instead, where there was anything. */
  | { readonly kind: 'nobody'; readonly last: Answer | undefined };

/**
 * Asks one of the name servers of a zone, the first that has it: of those given by address, or of
 * those that its NS records name. Somebody else's NS records never lead to a private address.
 */
export async function askPublished(
  dns: Inquirable,
  apex: string,
  given: readonly string[],
  questions: readonly Question[],
  signal: CancelSignal,
): Promise<Published> {
  const found =
    given.length > 0 ? { servers: given, last: undefined } : await findServers(dns, apex, signal);
  let { last } = found;
  for (const server of found.servers.slice(0, mostServers)) {
    const soa = await dns.resolve({ name: apex, type: 'SOA', server }, signal);
    last = soa;
    if (soa.kind !== 'rrset' || soa.aliases.length > 0) continue;
    const answers = await Promise.all(
      questions.map((question) => dns.resolve({ ...question, server }, signal)),
    );
    return { kind: 'answered', soa, answers };
  }
  return { kind: 'nobody', last };
}

/** An address of each name server that a zone's NS records name. */
async function findServers(
  dns: Inquirable,
  apex: string,
  signal: CancelSignal,
): Promise<{ readonly servers: readonly string[]; readonly last: Answer | undefined }> {
  const last = await dns.resolve({ name: apex, type: 'NS' }, signal);
  const hosts = last.kind === 'rrset' ? last.records.slice(0, mostServers) : [];
  const addresses = await Promise.all(
    hosts.map(async ({ data: name }) => {
      const both = await Promise.all([
        dns.resolve({ name, type: 'A' }, signal),
        dns.resolve({ name, type: 'AAAA' }, signal),
      ]);
      return both
        .flatMap((answer) => (answer.kind === 'rrset' ? answer.records : []))
        .map(({ data }) => data)
        .find(isPublicText);
    }),
  );
  return { servers: addresses.filter((address) => address !== undefined), last };
}
