import { canonicalAddress } from '../core/dns/address';
import type { AbsoluteName } from '../core/dns/name';
import { sayFailure } from '../core/features/failureWords';
import type { HoverTarget, Live } from '../core/features/hover';
import { CachedResolver } from '../core/resolve/cache';
import { Inquirer } from '../core/resolve/inquirer';
import type { Inquiry } from '../core/resolve/ledger';
import { startHostLookup, startMxLookup } from '../core/resolve/lookup';
import type { Answer, CancelSignal, CreateResolver, Resolver } from '../core/resolve/resolver';
import { type Message, say } from '../core/text/message';
import { isNullMx } from '../core/zone/mxSet';
import type { Zone } from '../core/zone/zone';
import type { Settings } from './settings';

/** Questions of checks under way at a time: fewer than a resolver takes, so that hovers find room. */
const questionsAtATime = 16;

/** How long a hover waits while checks are asking, in milliseconds. */
const busyWait = 150;

/** Asks DNS for hovers and checks, within the settings: the one place that decides whether a packet leaves. */
export class LiveAnswers {
  readonly #createResolver: CreateResolver;
  readonly #clock: () => number;
  readonly #log: (message: Message) => void;
  #settings: Settings['live'];
  #isTrusted = false;
  #resolver: CachedResolver | undefined;
  #inquirer: Inquirer | undefined;
  /** What has been logged since the settings last changed: each trouble is said once. */
  readonly #logged = new Set<string>();

  constructor(
    createResolver: CreateResolver,
    clock: () => number,
    settings: Settings['live'],
    log: (message: Message) => void,
  ) {
    this.#createResolver = createResolver;
    this.#clock = clock;
    this.#settings = settings;
    this.#log = log;
  }

  configure(settings: Settings['live']): void {
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return;
    this.#settings = settings;
    this.#resolver = undefined;
    this.#inquirer = undefined;
    this.#logged.clear();
  }

  setTrusted(isTrusted: boolean): void {
    this.#isTrusted = isTrusted;
  }

  /** Forgets all answers, so that the next question is asked anew. */
  refresh(): void {
    this.#resolver?.clear();
  }

  /** Changes with whatever checks may ask and whom; '' where they may not ask. */
  get checkKey(): string {
    const mayAsk = this.#isTrusted && this.#settings.mode === 'check';
    return mayAsk ? JSON.stringify(this.#settings) : '';
  }

  /** Asks for a check; `cancelled` where that is not allowed. */
  async check(inquiry: Inquiry, signal: CancelSignal): Promise<Answer> {
    if (this.checkKey === '')
      return { kind: 'failure', reason: 'cancelled', server: '', elapsed: 0, at: this.#clock() };
    const answer = await this.#getInquirer().ask(inquiry, signal);
    this.#logFailures([answer]);
    return answer;
  }

  /** Has checks ask again where nobody answered before. */
  takeHeart(): void {
    this.#inquirer?.takeHeart();
  }

  /** What the world says about an MX record: all that is known when the time-out is over. */
  async ask(zone: Zone, { set, mx }: HoverTarget, signal: CancelSignal): Promise<Live> {
    if (!this.#isTrusted) return { kind: 'untrusted' };
    if (this.#settings.mode === 'off') return { kind: 'off' };
    if (!zone.names.isKnown(set.owner) || !zone.names.isKnown(mx.exchange))
      return { kind: 'no-origin' };
    const { timeout } = this.#settings;
    const resolver = this.#getResolver();
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    signal.addEventListener('abort', stop);
    const isBusy = this.#inquirer?.isBusy === true;
    const timer = setTimeout(stop, isBusy ? Math.min(timeout, busyWait) : timeout);
    try {
      const owner = zone.names.text(set.owner);
      const mxLookup = startMxLookup(resolver, owner, controller.signal);
      const hostLookup = isNullMx(zone, mx)
        ? undefined
        : startHostLookup(resolver, zone.names.text(mx.exchange), controller.signal);
      await Promise.all([mxLookup.done, hostLookup?.done]);
      const host = hostLookup?.snapshot();
      const facts = mxLookup.snapshot();
      this.#logFailures([facts.answer, host?.ipv4, host?.ipv6]);
      return { kind: 'asked', host, mx: facts, timeout };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  /** The addresses of a host that DNS gave before; nothing is asked. */
  knownAddresses(zone: Zone, host: AbsoluteName, type: 'A' | 'AAAA'): readonly string[] {
    if (!zone.names.isKnown(host)) return [];
    const answer = this.#resolver?.peek({ name: zone.names.text(host), type });
    if (answer?.kind !== 'rrset' || answer.aliases.length > 0) return [];
    return answer.records.flatMap(({ data }) => canonicalAddress(data) ?? []);
  }

  #getInquirer(): Inquirer {
    this.#inquirer ??= new Inquirer({
      resolver: this.#getResolver(),
      resolverOf: (server) => this.#create([server]),
      atATime: questionsAtATime,
    });
    return this.#inquirer;
  }

  #getResolver(): CachedResolver {
    if (this.#resolver !== undefined) return this.#resolver;
    this.#resolver = new CachedResolver(this.#create(this.#settings.servers), this.#clock);
    return this.#resolver;
  }

  #create(servers: readonly string[]): Resolver {
    const { timeout } = this.#settings;
    // A little less than the hover waits, so that it can say what became of each question.
    const { resolver, problems } = this.#createResolver({ servers, timeout: timeout * 0.9 });
    for (const { message } of problems) this.#logOnce(message);
    return resolver;
  }

  #logFailures(answers: readonly (Answer | undefined)[]): void {
    for (const answer of answers) {
      if (answer?.kind !== 'failure' || answer.reason === 'cancelled') continue;
      const words = sayFailure(answer.reason, answer.server, this.#settings.timeout);
      this.#logOnce(say('Live answers: {0}', words));
    }
  }

  #logOnce(message: Message): void {
    const key = JSON.stringify(message);
    if (this.#logged.has(key)) return;
    this.#logged.add(key);
    this.#log(message);
  }
}
