import type { LevelSettings } from '../core/lint';
import { lintLiveZone } from '../core/lintLive';
import { CachedResolver } from '../core/resolve/cache';
import { neverCancelled } from '../core/resolve/cancel';
import { Inquirer } from '../core/resolve/inquirer';
import type { Resolver } from '../core/resolve/resolver';
import type { Finding } from '../core/rules/rule';
import { type Message, say } from '../core/text/message';
import type { Zone } from '../core/zone/zone';
import { type Arguments, type OptionSpec, UsageError } from './arguments';
import type { Host } from './command';

export const liveOptions: readonly OptionSpec[] = [
  { name: 'live', help: say('ask DNS too, for the rules that begin with live-') },
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

/** Questions for one zone. */
const mostQuestions = 20_000;

/** Questions under way at a time, of all files. */
const questionsAtATime = 64;

/** Milliseconds for one question. */
const timeout = 5000;

/** What a file's live rules found, and what is to be said beside it. */
export interface LiveFound {
  readonly findings: readonly Finding[];
  readonly notice: Message | undefined;
}

/** DNS for one run of the command: all files share its answers. */
export class Live {
  readonly #inquirer: Inquirer;
  #failures = 0;

  constructor(resolver: Resolver, resolverOf: (server: string) => Resolver) {
    const cached = new CachedResolver(resolver, Date.now, { entries: 100_000 });
    this.#inquirer = new Inquirer({ resolver: cached, resolverOf, atATime: questionsAtATime });
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
      { resolve: (inquiry, signal) => this.#inquirer.ask(inquiry, signal), clock: Date.now },
      neverCancelled,
    );
    this.#failures += failures;
    const notice = isCut
      ? say('only the first {0} questions to DNS are asked', mostQuestions)
      : undefined;
    return { findings, notice };
  }
}

/** DNS as the command line wants it asked; undefined where it does not. */
export async function createLive(args: Arguments, host: Host): Promise<Live | undefined> {
  const servers = [...args.values('server'), ...args.values('doh')];
  if (!args.has('live')) {
    const [first] = ['server', 'doh'].filter((name) => args.has(name));
    if (first !== undefined)
      throw new UsageError(say('{0} needs {1} beside it.', `--${first}`, '--live'));
    return undefined;
  }
  const createResolver = await host.loadResolver();
  const { resolver, problems } = createResolver({ servers, timeout });
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(problem.message);
  return new Live(resolver, (server) => createResolver({ servers: [server], timeout }).resolver);
}

/** What is said on standard error about questions without an answer. */
export function sayFailures(failures: number): Message {
  return failures === 1
    ? say('1 question to DNS got no answer.')
    : say('{0} questions to DNS got no answer.', failures);
}
