import { compareSerials } from '../dns/serial';
import type { Answer, CancelSignal, Question } from '../resolve/resolver';
import type { Inquirable } from '../resolve/stack';
import { isPublicText, proseOf } from '../rules/published';

/** More name servers than these are not asked. */
export const mostServers = 8;

/** Whom a name server goes by: its name where NS records give one, and the address it is asked at. */
interface NamedServer {
  readonly name: string;
  /** Undefined for one that can’t be asked, or must not: it has no public address. */
  readonly address: string | undefined;
}

/** What a name server that has the zone says. */
export interface PublishedBy {
  /** Its name or address, for people. */
  readonly name: string;
  /** The answer for the SOA; who gave it and when holds for all. */
  readonly soa: Answer & { readonly kind: 'rrset' };
  readonly serial: number;
  /** In the order of the questions. */
  readonly answers: readonly Answer[];
}

/** A name server that says nothing of the zone. */
export interface SilentServer {
  readonly name: string;
  /** What it answered; undefined where it was not asked. */
  readonly soa: Answer | undefined;
}

/** What the name servers of a zone say. */
export interface Published {
  /** Those that have the zone; the first is one with the newest serial. */
  readonly servers: readonly PublishedBy[];
  readonly silent: readonly SilentServer[];
  /** How many more name servers there are. */
  readonly unasked: number;
  /** What became of asking for the name servers, where nobody gave their addresses. */
  readonly found: Answer | undefined;
}

/**
 * Asks the name servers of a zone side by side: those given by address, or those that its NS records
 * name. Somebody else's NS records never lead to a private address.
 */
export async function askPublished(
  dns: Inquirable,
  apex: string,
  given: readonly string[],
  questions: readonly Question[],
  signal: CancelSignal,
): Promise<Published> {
  const { all, found } =
    given.length > 0
      ? { all: given.map((address) => ({ name: address, address })), found: undefined }
      : await findServers(dns, apex, signal);
  const outcomes = await Promise.all(
    all
      .slice(0, mostServers)
      .map(async ({ name, address }) =>
        address === undefined
          ? { name, soa: undefined }
          : askServer(dns, { name, address }, apex, questions, signal),
      ),
  );
  const hasZone = (each: PublishedBy | SilentServer): each is PublishedBy => 'answers' in each;
  return {
    servers: newestFirst(outcomes.filter(hasZone)),
    silent: outcomes.filter((each) => !hasZone(each)),
    unasked: Math.max(0, all.length - mostServers),
    found,
  };
}

async function askServer(
  dns: Inquirable,
  { name, address: server }: NamedServer & { readonly address: string },
  apex: string,
  questions: readonly Question[],
  signal: CancelSignal,
): Promise<PublishedBy | SilentServer> {
  const soa = await dns.resolve({ name: apex, type: 'SOA', server }, signal);
  if (soa.kind !== 'rrset' || soa.aliases.length > 0) return { name, soa };
  const answers = await Promise.all(
    questions.map((question) => dns.resolve({ ...question, server }, signal)),
  );
  const serial = Number(soa.records[0]?.data.split(' ')[2]);
  const isGiven = name === server;
  return { name: isGiven ? soa.server : `${name} (${soa.server})`, soa, serial, answers };
}

/** The order stays among those with the same serial. */
function newestFirst(servers: readonly PublishedBy[]): readonly PublishedBy[] {
  const [newest] = servers.filter(({ serial }) =>
    servers.every((other) => compareSerials(other.serial, serial) !== 'ahead'),
  );
  return newest === undefined ? servers : [newest, ...servers.filter((each) => each !== newest)];
}

/** The name servers that a zone's NS records name, each with an address. */
async function findServers(
  dns: Inquirable,
  apex: string,
  signal: CancelSignal,
): Promise<{ readonly all: readonly NamedServer[]; readonly found: Answer }> {
  const found = await dns.resolve({ name: apex, type: 'NS' }, signal);
  const records = found.kind === 'rrset' ? found.records : [];
  const all = await Promise.all(
    records.map(async ({ data: host }, index) => {
      const name = proseOf(host);
      // Those are told, and not asked.
      if (index >= mostServers) return { name, address: undefined };
      const both = await Promise.all([
        dns.resolve({ name: host, type: 'A' }, signal),
        dns.resolve({ name: host, type: 'AAAA' }, signal),
      ]);
      const address = both
        .flatMap((answer) => (answer.kind === 'rrset' ? answer.records : []))
        .map(({ data }) => data)
        .find(isPublicText);
      return { name, address };
    }),
  );
  return { all, found };
}
