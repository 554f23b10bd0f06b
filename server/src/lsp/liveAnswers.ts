import { canonicalAddress } from '../core/dns/address';
import type { AbsoluteName } from '../core/dns/name';
import { sayFailure } from '../core/features/failureWords';
import type { Hovered, HoverTarget } from '../core/features/hover/page';
import type { SmtpProber } from '../core/probe/session';
import { CancelSource } from '../core/resolve/cancel';
import type { ConnectivityPorts } from '../core/resolve/connectivity';
import type { Inquiry, Asker as RoundsAsker } from '../core/resolve/ledger';
import { type PolicyFetcher, PolicyMemory, PolicyQueue } from '../core/resolve/policyFetcher';
import type {
  Answer,
  CancelSignal,
  CreateResolver,
  Question,
  ResolverProblem,
} from '../core/resolve/resolver';
import type { DnsState } from '../core/resolve/scheduler';
import { type Inquirable, ResolverStack } from '../core/resolve/stack';
import { type Message, say } from '../core/text/message';
import type { Zone } from '../core/zone/zone';
import type { Settings } from './settings';
import { ended, endOf } from './signals';

/**
 * How long a hover waits for DNS, in milliseconds: then it shows what the file says, and the next
 * one shows what has come meanwhile. Less while checks are asking, or the network is gone.
 */
const hoverWaits = { idle: 1000, busy: 100 } as const;

/** MTA-STS policies that a run of checks of a zone fetches. */
const mostPolicies = 20;

/** Questions for one command. */
const mostForCommand = 2000;

/** What asks DNS, and what the watch over the network needs. */
export interface LivePlatform {
  readonly createResolver: CreateResolver;
  readonly policies: PolicyFetcher;
  /** Undefined where none can be connected to. */
  readonly mailServers: SmtpProber | undefined;
  readonly network: ConnectivityPorts;
  /** False where only servers can be asked that answer over HTTPS. */
  readonly asksAnyServer: boolean;
}

/** Who is told what happens. */
export interface LiveListener {
  readonly log: (message: Message) => void;
  /** The state is another one, or another one has answered. */
  readonly changed: () => void;
  /** DNS can be asked, and believed, again. */
  readonly back: () => void;
}

/** Whether DNS is asked, and what comes of it. */
export interface LiveState {
  readonly kind: 'off' | 'untrusted' | DnsState['kind'];
  readonly mode: Settings['live']['mode'];
  /** Questions that are under way or wait their turn. */
  readonly questions: number;
  /** Who answered last, and when in milliseconds since 1970. */
  readonly last: { readonly server: string; readonly at: number } | undefined;
  /** What is wrong with the settings that name resolvers. */
  readonly problems: readonly Message[];
}

/** DNS for a command, or why it is not asked. */
export type CommandDns =
  | {
      readonly kind: 'open';
      readonly dns: Inquirable;
      /** Comes when the settings are others: nothing more is to be asked by the old ones. */
      readonly closing: CancelSignal;
      /** The name servers that the settings have asked instead of those of NS records. */
      readonly nameServers: readonly string[];
      /** Milliseconds for a question. */
      readonly timeout: number;
      /** False where only servers can be asked that answer over HTTPS. */
      readonly asksAnyServer: boolean;
    }
  | { readonly kind: 'closed'; readonly why: Message };

/** What asks DNS and mail servers for a command. */
export type ProbeTools = CommandDns & {
  readonly kind: 'open';
  readonly mailServers: SmtpProber;
};

/** The settings that say what may be asked. */
export type AskingSettings = Pick<Settings, 'live' | 'probe'>;

/** DNS as it is asked with some settings. */
interface Opened {
  readonly stack: ResolverStack;
  readonly closing: CancelSource;
  readonly policies: PolicyMemory;
  readonly problems: readonly ResolverProblem[];
}

/** Asks DNS for hovers and checks, within the settings: the one place that decides whether a packet leaves. */
export class LiveAnswers {
  readonly #platform: LivePlatform;
  readonly #listener: LiveListener;
  #settings: Settings['live'];
  #probe: Settings['probe'];
  #isTrusted = false;
  #opened: Opened | undefined;
  #isCutOff = false;
  #last: LiveState['last'];
  /** What has been logged since the settings last changed: each trouble is said once. */
  readonly #logged = new Set<string>();

  constructor(platform: LivePlatform, { live, probe }: AskingSettings, listener: LiveListener) {
    this.#platform = platform;
    this.#settings = live;
    this.#probe = probe;
    this.#listener = listener;
  }

  configure({ live, probe }: AskingSettings): void {
    const known = { live: this.#settings, probe: this.#probe };
    if (JSON.stringify({ live, probe }) === JSON.stringify(known)) return;
    this.#settings = live;
    this.#probe = probe;
    this.#opened?.stack.close();
    this.#opened?.closing.cancel();
    this.#opened = undefined;
    this.#isCutOff = false;
    this.#last = undefined;
    this.#logged.clear();
    this.#listener.changed();
  }

  setTrusted(isTrusted: boolean): void {
    this.#isTrusted = isTrusted;
    this.#listener.changed();
  }

  /** Forgets all answers, so that the next question is asked anew. */
  refresh(): void {
    this.#opened?.stack.clear();
    this.#opened?.policies.clear();
  }

  /** Changes with whatever checks may ask and whom; '' where they may not ask. */
  get checkKey(): string {
    const mayAsk = this.#mayAsk && this.#settings.mode === 'check';
    return mayAsk ? JSON.stringify(this.#settings) : '';
  }

  get state(): LiveState {
    const { mode } = this.#settings;
    const opened = this.#open();
    const dns = opened?.stack.state;
    return {
      kind: dns?.kind ?? (this.#isTrusted ? 'off' : 'untrusted'),
      mode,
      questions: dns?.kind === 'asking' ? dns.questions : 0,
      last: this.#last,
      problems: opened?.problems.map(({ message }) => message) ?? [],
    };
  }

  /**
   * What a check asks through, at most so many questions; all is answered with `cancelled` where
   * checks may not ask.
   */
  checker(most: number): Pick<RoundsAsker, 'resolve' | 'policies'> {
    const budget = { left: most };
    const queue = new PolicyQueue(
      this.#platform.policies,
      mostPolicies,
      this.#platform.network.clock,
    );
    return {
      policies: {
        fetch: async (inquiry, signal) =>
          this.checkKey === '' ? this.#notAsked() : queue.fetch(inquiry, signal),
      },
      resolve: async (inquiry: Inquiry, signal: CancelSignal): Promise<Answer> => {
        const dns =
          this.checkKey === '' ? undefined : this.#open()?.stack.for({ urgent: false, budget });
        if (dns === undefined) return this.#notAsked();
        const answer = await dns.resolve(inquiry, signal);
        this.#note([answer]);
        return answer;
      },
    };
  }

  /** What a command that the user runs asks through; what is known is asked again if it is to be fresh. */
  forCommand({ isFresh = true, most = mostForCommand } = {}): CommandDns {
    if (!this.#isTrusted)
      return {
        kind: 'closed',
        why: say('DNS is not asked: this workspace is not trusted.'),
      };
    const opened = this.#open();
    if (opened === undefined)
      return { kind: 'closed', why: say('DNS is not asked: live answers are off.') };
    const { stack, closing } = opened;
    if (isFresh) stack.clear();
    const { nameServers, timeout } = this.#settings;
    const { asksAnyServer } = this.#platform;
    const dns = stack.for({ urgent: true, budget: { left: most } });
    return { kind: 'open', dns, closing: closing.signal, nameServers, timeout, asksAnyServer };
  }

  /** True where the user has mail servers connected to, and DNS asked for their addresses. */
  get mayProbe(): boolean {
    return this.#mayAsk && this.#probe.enabled && this.#platform.mailServers !== undefined;
  }

  /** What a command asks through that connects to mail servers. */
  forProbe(): (CommandDns & { kind: 'closed' }) | ProbeTools {
    if (this.#isTrusted && !this.#probe.enabled)
      return {
        kind: 'closed',
        why: say('Mail servers are not connected to: the setting zoneMx.probe.enabled is off.'),
      };
    const { mailServers } = this.#platform;
    if (mailServers === undefined)
      return { kind: 'closed', why: say('A browser can’t connect to mail servers.') };
    const asking = this.forCommand({ isFresh: false });
    return asking.kind === 'closed' ? asking : { ...asking, mailServers };
  }

  /**
   * What a hover shows: the file's part, and of the world's what is known soon; the rest is asked on.
   * Who is patient gets all, as far as it comes within the time of a look-up.
   */
  async ask(target: HoverTarget, signal: CancelSignal, isPatient = false): Promise<Hovered> {
    const unasked = this.#whyNotAsked(target);
    const opened = this.#open();
    if (unasked !== undefined || opened === undefined || target.ask === undefined)
      return { page: target.page(), live: { kind: unasked ?? 'off' } };
    const { timeout, nameServers } = this.#settings;
    const { stack, closing, policies } = opened;
    const wait = stack.state.kind === 'idle' ? hoverWaits.idle : hoverWaits.busy;
    const dns = stack.for({ urgent: true });
    const until = endOf([signal, closing.signal], lookupTime(timeout));
    const lookup = target.ask({ dns, policies, nameServers, timeout }, until.signal);
    const all = lookup.done.finally(until.release);
    await Promise.race([
      all.then(() => this.#note(lookup.snapshot().answers)),
      ended(signal),
      later(isPatient ? lookupTime(timeout) : Math.min(wait, timeout)),
    ]);
    return { page: lookup.snapshot(), live: { kind: 'asked', timeout } };
  }

  #whyNotAsked({
    ask,
    hasName,
  }: HoverTarget): Exclude<Hovered['live']['kind'], 'asked'> | undefined {
    if (ask === undefined) return 'nothing';
    if (!this.#isTrusted) return 'untrusted';
    if (!this.#mayAsk) return 'off';
    return hasName ? undefined : 'no-origin';
  }

  /** What DNS has answered before, as long as it may be kept; nothing is asked. */
  peek(question: Question): Answer | undefined {
    return this.#opened?.stack.peek(question);
  }

  /** The addresses of a host that DNS gave before; nothing is asked. */
  knownAddresses(zone: Zone, host: AbsoluteName, type: 'A' | 'AAAA'): readonly string[] {
    if (!zone.names.isKnown(host)) return [];
    const answer = this.peek({ name: zone.names.text(host), type });
    if (answer?.kind !== 'rrset' || answer.aliases.length > 0) return [];
    return answer.records.flatMap(({ data }) => canonicalAddress(data) ?? []);
  }

  get #mayAsk(): boolean {
    return this.#isTrusted && this.#settings.mode !== 'off';
  }

  /** Undefined where nobody may ask. */
  #open(): Opened | undefined {
    if (!this.#mayAsk) return undefined;
    this.#opened ??= this.#createStack();
    return this.#opened;
  }

  #createStack(): Opened {
    const { servers, nameServers, timeout } = this.#settings;
    const { createResolver, network } = this.#platform;
    // A little less than the hover waits, so that it can say what became of each question.
    const create = (each: readonly string[]): ReturnType<CreateResolver> =>
      createResolver({ servers: each, timeout: timeout * 0.9 });
    const { resolver, problems: ofServers } = create(servers);
    const ofNameServers = nameServers.length === 0 ? [] : create(nameServers).problems;
    const problems = [...ofServers, ...ofNameServers];
    for (const { message } of problems) this.#logOnce(message);
    const stack: ResolverStack = new ResolverStack({
      resolver,
      resolverOf: (server) => create([server]).resolver,
      ports: network,
      listener: (state) => {
        if (this.#opened?.stack === stack) this.#follow(state);
      },
    });
    const policies = new PolicyMemory(this.#platform.policies, network.clock);
    return { stack, closing: new CancelSource(), policies, problems };
  }

  #follow({ kind }: DnsState): void {
    const wasCutOff = this.#isCutOff;
    this.#isCutOff = kind === 'offline' || kind === 'captive';
    if (wasCutOff && !this.#isCutOff) {
      // Failures are remembered for a while, and another network may have other answers.
      this.refresh();
      this.#listener.back();
    }
    this.#listener.changed();
  }

  #note(answers: readonly (Answer | undefined)[]): void {
    for (const answer of answers) {
      if (answer === undefined || (answer.kind === 'failure' && answer.reason === 'cancelled'))
        continue;
      if (answer.kind !== 'failure') {
        const { server, at } = answer;
        if (at >= (this.#last?.at ?? 0)) this.#last = { server, at };
        continue;
      }
      const words = sayFailure(answer.reason, answer.server, this.#settings.timeout);
      this.#logOnce(say('Live answers: {0}', words));
    }
    this.#listener.changed();
  }

  #notAsked() {
    const at = this.#platform.network.clock();
    return { kind: 'failure', reason: 'cancelled', server: '', elapsed: 0, at } as const;
  }

  #logOnce(message: Message): void {
    const key = JSON.stringify(message);
    if (this.#logged.has(key)) return;
    this.#logged.add(key);
    this.#listener.log(message);
  }
}

/** The longest time that a look-up goes on: for an address, and then for its reverse name. */
function lookupTime(timeout: number): number {
  return 2 * timeout;
}

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
