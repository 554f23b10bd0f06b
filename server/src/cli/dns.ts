import { NameTable } from '../core/dns/name';
import { asciiName } from '../core/dns/unicode';
import { sayFailure } from '../core/features/failureWords';
import type { CacheLimits } from '../core/resolve/cache';
import type { ConnectivityPorts } from '../core/resolve/connectivity';
import type { PolicyFetcher } from '../core/resolve/policyFetcher';
import type { CreateResolver } from '../core/resolve/resolver';
import type { DnsState } from '../core/resolve/scheduler';
import { ResolverStack } from '../core/resolve/stack';
import type { AnswerFailure } from '../core/route/ask';
import { type Message, say } from '../core/text/message';
import { type Arguments, type OptionSpec, UsageError } from './arguments';
import type { Host } from './command';
import type { Terminal } from './terminal';

/** What asks DNS, and what the watch over the network needs. */
export interface DnsAdapters {
  readonly createResolver: CreateResolver;
  readonly network: ConnectivityPorts;
  readonly policies: PolicyFetcher;
}

/** Who is asked. */
export const serverOptions: readonly OptionSpec[] = [
  {
    name: 'server',
    value: 'HOST[#PORT]',
    help: say('the address of a resolver to ask, instead of the system’s; may be given repeatedly'),
  },
  {
    name: 'doh',
    value: 'URL',
    help: say('a resolver to ask by DNS over HTTPS; may be given repeatedly'),
  },
];

/** Milliseconds for one question. */
export const timeout = 5000;

/** Questions under way at a time; nobody in a terminal waits for one more than for another. */
const limits = { atATime: 64, reserved: 0 } as const;

/** How many answers are remembered. */
const remembered = 20_000;

/**
 * DNS for one run of the command, which closes it: all that is asked shares its answers. That there is
 * no network, or one that answers for everything, is said once on standard error. Throws a UsageError
 * where an option names no resolver.
 */
export async function openDns(
  args: Arguments,
  host: Host,
  memory: Partial<CacheLimits> = {},
): Promise<ResolverStack> {
  const servers = [...args.values('server'), ...args.values('doh')];
  const { createResolver, network } = await host.loadDns();
  const { resolver, problems } = createResolver({ servers, timeout });
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(problem.message);
  return new ResolverStack({
    resolver,
    resolverOf: (server) => createResolver({ servers: [server], timeout }).resolver,
    ports: network,
    memory: { entries: remembered, ...memory },
    limits,
    listener: warnOnce(host.terminal),
  });
}

/**
 * A domain as somebody wrote it, absolute and in lower case, with its final dot; undefined where it is
 * none.
 */
export function readDomain(text: string): string | undefined {
  const names = new NameTable();
  const name = text === '@' ? undefined : names.parse(asciiName(text));
  return name === undefined ? undefined : names.text(name);
}

/** The domain that an option names. Throws a UsageError where it is none. */
export function readName(option: string, given: string): string {
  const name = readDomain(given);
  if (name === undefined)
    throw new UsageError(say('{0} takes a domain name; “{1}” is none.', `--${option}`, given));
  return name;
}

/** Why a question got no answer. */
export function sayUnanswered(failure: AnswerFailure | undefined): Message {
  if (failure === undefined) return say('not asked: too many questions for one zone');
  if (failure.reason === 'no-server')
    return say('there is no resolver to ask: name one with --server');
  return sayFailure(failure.reason, failure.server, timeout);
}

/** Throws a UsageError where servers are named that nobody is to be asked. */
export function refuseServers(args: Arguments): void {
  const [first] = serverOptions.filter(({ name }) => args.has(name));
  if (first !== undefined)
    throw new UsageError(say('{0} needs {1} beside it.', `--${first.name}`, '--live'));
}

function warnOnce(terminal: Terminal): (state: DnsState) => void {
  const said = new Set<string>();
  return ({ kind }) => {
    const words = sayTrouble(kind);
    if (words === undefined || said.has(kind)) return;
    said.add(kind);
    terminal.warn(words);
  };
}

function sayTrouble(kind: DnsState['kind']): Message | undefined {
  if (kind === 'offline') return say('DNS can’t be reached; what only DNS knows is left out.');
  if (kind !== 'captive') return undefined;
  return say(
    'Something answers even for names that do not exist, as the portal of a guest network does; its answers are not believed.',
  );
}
