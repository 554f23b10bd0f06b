import type { LevelSettings } from '../core/lint';
import { askedOwners, lintLiveZone } from '../core/lintLive';
import { neverCancelled } from '../core/resolve/cancel';
import { type PolicyFetcher, PolicyQueue } from '../core/resolve/policyFetcher';
import type { Inquirable, ResolverStack } from '../core/resolve/stack';
import { askExchanges, type PublishedOwner } from '../core/route/published';
import type { Finding } from '../core/rules/rule';
import { type Message, say } from '../core/text/message';
import { TypeBit } from '../core/zone/typeBits';
import type { Zone } from '../core/zone/zone';
import type { Arguments, OptionSpec } from './arguments';
import type { Host } from './command';
import { openDns, refuseServers, serverOptions } from './dns';

export const liveOptions: readonly OptionSpec[] = [
  {
    name: 'live',
    help: say(
      'ask DNS too, for the rules that begin with live-, and list what it has of exchanges',
    ),
  },
  ...serverOptions,
];

/** Questions for one zone. */
const mostQuestions = 20_000;

/** MTA-STS policies that are fetched in one run. */
const mostPolicies = 1000;

/** Owners of MX records whose exchanges are listed. */
const mostOwners = 200;

/** What DNS says of the mail exchangers of a zone. */
export interface PublishedZone {
  readonly owners: readonly PublishedOwner[];
  /** Owners that are not listed, as there are too many. */
  readonly omitted: number;
}

/** What a file's live rules found, and what is to be said beside it. */
export interface LiveFound {
  readonly findings: readonly Finding[];
  readonly notice: Message | undefined;
}

/** DNS for one check: all files share its answers. */
export class Live {
  readonly #stack: ResolverStack;
  readonly #dns: Inquirable;
  readonly #policies: PolicyFetcher;
  #failures = 0;

  constructor(stack: ResolverStack, policies: PolicyFetcher) {
    this.#stack = stack;
    this.#policies = new PolicyQueue(policies, mostPolicies, Date.now);
    this.#dns = stack.for({ urgent: false });
  }

  /** How many questions got no answer. */
  get failures(): number {
    return this.#failures;
  }

  async check(zone: Zone, levels: LevelSettings): Promise<LiveFound> {
    const { findings, failures, isCut } = await lintLiveZone(
      zone,
      levels,
      mostQuestions,
      {
        resolve: (inquiry, signal) => this.#dns.resolve(inquiry, signal),
        policies: this.#policies,
        clock: Date.now,
      },
      neverCancelled,
    );
    this.#failures += failures;
    const notice = isCut
      ? say('only the first {0} questions to DNS are asked', mostQuestions)
      : undefined;
    return { findings, notice };
  }

  /** What DNS has of all exchanges of a zone’s owners, whether a rule asks for them or not. */
  async published(zone: Zone): Promise<PublishedZone> {
    const all = askedOwners(zone);
    const asked = all.slice(0, mostOwners).map(async (owner) => {
      const published = await askExchanges(zone.names.text(owner), this.#dns, neverCancelled);
      // A zone without mail, here and there, has nothing to list.
      const hasMx = published.mx.kind === 'rrset' || (zone.typesOf(owner) & TypeBit.mx) !== 0;
      return hasMx ? published : [];
    });
    return {
      owners: (await Promise.all(asked)).flat(),
      omitted: Math.max(0, all.length - mostOwners),
    };
  }

  close(): void {
    this.#stack.close();
  }
}

/** DNS as the command line wants it asked; undefined where it does not. */
export async function createLive(args: Arguments, host: Host): Promise<Live | undefined> {
  if (args.has('live')) {
    const { policies } = await host.loadDns();
    return new Live(await openDns(args, host), policies);
  }
  refuseServers(args);
  return undefined;
}

/** What is said on standard error about questions without an answer. */
export function sayFailures(failures: number): Message {
  return failures === 1
    ? say('1 question to DNS got no answer.')
    : say('{0} questions to DNS got no answer.', failures);
}
