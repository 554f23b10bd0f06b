import type { Answer, CancelSignal, Resolver } from '../resolve/resolver';
import { readMx } from './facts';

/** An exchange that DNS names, and where DNS has it. Names are absolute, in presentation form. */
export interface PublishedExchange {
  readonly preference: number;
  readonly name: string;
  /** The answers for its A and AAAA records. */
  readonly answers: readonly [ipv4: Answer, ipv6: Answer];
}

/** What DNS says of the mail exchangers of one owner. */
export interface PublishedOwner {
  readonly owner: string;
  /** The answer for its MX records. */
  readonly mx: Answer;
  /** Of these records, by preference and name; none for a null MX. */
  readonly exchanges: readonly PublishedExchange[];
  /** How many more there are. */
  readonly omitted: number;
}

/** More exchanges of an owner than these are counted. */
const mostExchanges = 100;

/** Asks for the MX records of an owner, and for the addresses of all that they name. */
export async function askExchanges(
  owner: string,
  resolver: Resolver,
  signal: CancelSignal,
): Promise<PublishedOwner> {
  const mx = await resolver.resolve({ name: owner, type: 'MX' }, signal);
  const all = exchangesOf(mx);
  const exchanges = await Promise.all(
    all.slice(0, mostExchanges).map(async ({ preference, exchange: name }) => {
      const answers = await Promise.all([
        resolver.resolve({ name, type: 'A' }, signal),
        resolver.resolve({ name, type: 'AAAA' }, signal),
      ]);
      return { preference, name, answers };
    }),
  );
  return { owner, mx, exchanges, omitted: Math.max(0, all.length - mostExchanges) };
}

function exchangesOf(mx: Answer) {
  const records = mx.kind === 'rrset' ? mx.records.map(({ data }) => readMx(data)) : [];
  return records
    .filter(({ exchange }) => exchange !== '.')
    .toSorted((a, b) => a.preference - b.preference || (a.exchange < b.exchange ? -1 : 1));
}

/** The addresses that DNS has for an exchange, IPv4 before IPv6, in an order that stays. */
export function addressesIn({ answers }: PublishedExchange): readonly string[] {
  return answers.flatMap((answer) =>
    answer.kind === 'rrset' ? answer.records.map(({ data }) => data).toSorted() : [],
  );
}

/** The canonical name of an exchange: another one where it is an alias. */
export function canonicalIn({ name, answers }: PublishedExchange): string {
  return answers.flatMap(({ aliases = [] }) => aliases.at(-1)?.data ?? []).at(0) ?? name;
}

/** Who gave these answers, each once. */
export function serversIn(answers: readonly Answer[]): readonly string[] {
  return [...new Set(answers.flatMap(({ kind, server }) => (kind === 'failure' ? [] : server)))];
}
