import { isSameName } from './names';
import type { Answer, AnswerRecord, CancelSignal, Question, Resolver } from './resolver';
import { reverseName } from './reverse';

/** So many addresses are asked for their reverse name; the others are counted. */
export const reverseLimit = 8;

/** What DNS says about a host. Whatever is undefined is not known yet, or was not in time. */
export interface HostFacts {
  /** Absolute name in presentation form. */
  readonly name: string;
  readonly ipv4: Answer | undefined;
  readonly ipv6: Answer | undefined;
  /** The alias chain from `name` on, in order; empty when it is no alias. */
  readonly aliases: readonly AnswerRecord[];
  /** IPv4 before IPv6, each in the order of the answer. */
  readonly addresses: readonly HostAddress[];
  /** How many of the addresses are not asked for their reverse name, as there are too many. */
  readonly unasked: number;
  /** Whether there is nothing more to come. */
  readonly complete: boolean;
}

export interface HostAddress {
  readonly family: 4 | 6;
  readonly address: string;
  /** In seconds. */
  readonly ttl: number;
  /** Undefined when it is not asked, or not yet. */
  readonly reverse: ReverseFacts | undefined;
}

export interface ReverseFacts {
  /** The name that was asked for PTR records. */
  readonly name: string;
  readonly answer: Answer | undefined;
  /** What the PTR records name. */
  readonly names: readonly string[];
  /** Whether one of them is the host, by the name asked for or by its canonical name. */
  readonly namesHost: boolean;
}

/** What DNS says about the MX records of an owner. */
export interface MxFacts {
  readonly owner: string;
  readonly answer: Answer | undefined;
  /** By preference, then as answered; a null MX (RFC 7505) is one with the exchange `.`. */
  readonly exchanges: readonly PublishedExchange[];
  readonly complete: boolean;
}

export interface PublishedExchange {
  readonly preference: number;
  readonly exchange: string;
  /** In seconds. */
  readonly ttl: number;
}

/** Something being looked up: who has waited long enough takes what is known so far. */
export interface Lookup<Facts> {
  /** What is known now. Facts that were given out never change. */
  snapshot(): Facts;
  /** Settles when all is known or the signal came; never rejects for a DNS outcome. */
  readonly done: Promise<Facts>;
}

/** Asks for A and AAAA side by side, then for the reverse name of each address. */
export function startHostLookup(
  resolver: Resolver,
  name: string,
  signal: CancelSignal,
): Lookup<HostFacts> {
  const collector = new HostCollector(resolver, name, signal);
  const snapshot = () => collector.snapshot();
  return { snapshot, done: collector.run().then(snapshot) };
}

export function lookUpHost(
  resolver: Resolver,
  name: string,
  signal: CancelSignal,
): Promise<HostFacts> {
  return startHostLookup(resolver, name, signal).done;
}

/** Asks for the MX RRset of an owner. */
export function startMxLookup(
  resolver: Resolver,
  owner: string,
  signal: CancelSignal,
): Lookup<MxFacts> {
  let answer: Answer | undefined;
  const snapshot = (): MxFacts => ({
    owner,
    answer,
    exchanges: exchangesOf(answer),
    complete: answer !== undefined,
  });
  const run = async () => {
    answer = unlessCancelled(await resolver.resolve({ name: owner, type: 'MX' }, signal));
    return snapshot();
  };
  return { snapshot, done: run() };
}

export function lookUpMx(
  resolver: Resolver,
  owner: string,
  signal: CancelSignal,
): Promise<MxFacts> {
  return startMxLookup(resolver, owner, signal).done;
}

class HostCollector {
  readonly #resolver: Resolver;
  readonly #name: string;
  readonly #signal: CancelSignal;
  readonly #answers = new Map<'A' | 'AAAA', Answer>();
  /** By address; undefined while it is being asked. */
  readonly #reverse = new Map<string, Answer | undefined>();

  constructor(resolver: Resolver, name: string, signal: CancelSignal) {
    this.#resolver = resolver;
    this.#name = name;
    this.#signal = signal;
  }

  async run(): Promise<void> {
    const ipv4 = this.#askAddresses('A');
    const ipv6 = this.#askAddresses('AAAA');
    // IPv4 addresses are reversed while AAAA is still out; IPv6 ones get the room they leave.
    await Promise.all([
      ipv4.then((addresses) => this.#askReverse(addresses)),
      Promise.all([ipv6, ipv4]).then(([addresses]) => this.#askReverse(addresses)),
    ]);
  }

  snapshot(): HostFacts {
    const ipv4 = this.#answers.get('A');
    const ipv6 = this.#answers.get('AAAA');
    const aliases = longest(aliasesOf(ipv4), aliasesOf(ipv6));
    const records = [...recordsOf(ipv4), ...recordsOf(ipv6)];
    const addresses = records.map((record) => this.#addressFacts(record, aliases));
    const unknown = [...this.#reverse.values()].includes(undefined);
    return {
      name: this.#name,
      ipv4,
      ipv6,
      aliases,
      addresses,
      unasked: Math.max(0, addresses.length - reverseLimit),
      complete: ipv4 !== undefined && ipv6 !== undefined && !unknown,
    };
  }

  async #askAddresses(type: 'A' | 'AAAA'): Promise<readonly string[]> {
    const answer = await this.#ask({ name: this.#name, type });
    if (answer !== undefined) this.#answers.set(type, answer);
    return recordsOf(answer).map((record) => record.data);
  }

  async #askReverse(addresses: readonly string[]): Promise<void> {
    const room = reverseLimit - this.#reverse.size;
    await Promise.all(addresses.slice(0, room).map((address) => this.#askReverseOf(address)));
  }

  async #askReverseOf(address: string): Promise<void> {
    const name = reverseName(address);
    if (name === undefined) return;
    this.#reverse.set(address, undefined);
    this.#reverse.set(address, await this.#ask({ name, type: 'PTR' }));
  }

  async #ask(question: Question): Promise<Answer | undefined> {
    return unlessCancelled(await this.#resolver.resolve(question, this.#signal));
  }

  #addressFacts(record: AnswerRecord, aliases: readonly AnswerRecord[]): HostAddress {
    const { data: address, ttl } = record;
    const family = record.type === 'A' ? 4 : 6;
    const name = reverseName(address);
    if (name === undefined || !this.#reverse.has(address)) {
      return { family, address, ttl, reverse: undefined };
    }
    const answer = this.#reverse.get(address);
    const names = recordsOf(answer).map((pointer) => pointer.data);
    const own = [this.#name, ...aliases.map((alias) => alias.data)];
    const namesHost = names.some((each) => own.some((host) => isSameName(host, each)));
    return { family, address, ttl, reverse: { name, answer, names, namesHost } };
  }
}

/** Who gave up waiting has learnt nothing: it counts as not known. */
function unlessCancelled(answer: Answer): Answer | undefined {
  return answer.kind === 'failure' && answer.reason === 'cancelled' ? undefined : answer;
}

function recordsOf(answer: Answer | undefined): readonly AnswerRecord[] {
  return answer?.kind === 'rrset' ? answer.records : [];
}

function aliasesOf(answer: Answer | undefined): readonly AnswerRecord[] {
  return answer?.aliases ?? [];
}

function longest<Item>(one: readonly Item[], other: readonly Item[]): readonly Item[] {
  return other.length > one.length ? other : one;
}

function exchangesOf(answer: Answer | undefined): readonly PublishedExchange[] {
  return recordsOf(answer)
    .map(({ data, ttl }) => {
      const [preference = '', exchange = ''] = data.split(' ');
      return { preference: Number(preference), exchange, ttl };
    })
    .toSorted((one, other) => one.preference - other.preference);
}
