import { foldName } from './names';
import type { CancelSignal } from './resolver';
import { Turns } from './turns';

/** An MTA-STS policy that is to be fetched (RFC 8461 3.3). */
export interface PolicyInquiry {
  /** The mail domain, absolute with its final dot. */
  readonly policyOf: string;
  /** Where `mta-sts.` below it is, by DNS. */
  readonly address: string;
}

/** Who was asked, and when in milliseconds since 1970. */
interface Fetched {
  readonly server: string;
  readonly at: number;
}

/** A policy as it is served, not yet read. */
export interface KnownPolicy extends Fetched {
  readonly kind: 'policy';
  readonly text: string;
  /** How long it is believed here, in seconds. */
  readonly ttl: number;
}

export type PolicyFailureReason =
  | 'timeout'
  /** No connection, or it broke. */
  | 'unreachable'
  /** The certificate can't be verified, or is not the host's. */
  | 'certificate'
  /** Another status than 200: a redirect too, which senders do not follow. */
  | 'status'
  /** Something else than text/plain. */
  | 'media-type'
  | 'too-long'
  /** Not possible on this platform: what a web server gives, no other site’s page may read (CORS). */
  | 'unsupported'
  | 'over-budget'
  | 'cancelled';

/** The outcome of fetching a policy: a fetcher never throws for any of these. */
export type PolicyAnswer =
  | KnownPolicy
  | (Fetched & { readonly kind: 'failure'; readonly reason: PolicyFailureReason });

/** Fetches MTA-STS policies. */
export interface PolicyFetcher {
  fetch(inquiry: PolicyInquiry, signal: CancelSignal): Promise<PolicyAnswer>;
}

/** Policies fetched at a time. */
const atATime = 4;

/** Fetches a bounded number of policies, few at a time; each may be on a server of its own. */
export class PolicyQueue implements PolicyFetcher {
  readonly #fetcher: PolicyFetcher;
  readonly #clock: () => number;
  readonly #turns = new Turns({ atATime, reserved: 0 });
  #left: number;

  /** `most` is how many are fetched; `clock` gives milliseconds since 1970. */
  constructor(fetcher: PolicyFetcher, most: number, clock: () => number) {
    this.#fetcher = fetcher;
    this.#left = most;
    this.#clock = clock;
  }

  async fetch(inquiry: PolicyInquiry, signal: CancelSignal): Promise<PolicyAnswer> {
    if (this.#left <= 0) return this.#failure('over-budget');
    this.#left -= 1;
    if (!(await this.#turns.enter(false, signal))) return this.#failure('cancelled');
    try {
      return signal.aborted
        ? this.#failure('cancelled')
        : await this.#fetcher.fetch(inquiry, signal);
    } finally {
      this.#turns.leave();
    }
  }

  #failure(reason: PolicyFailureReason): PolicyAnswer {
    return { kind: 'failure', reason, server: '', at: this.#clock() };
  }
}

/** How long it is remembered that a policy could not be fetched, in milliseconds. */
const failureLasts = 30_000;

/** Policies that are remembered; the oldest go first. */
const mostRemembered = 64;

/** Fetches a policy once, and gives it to all who ask until its time is over. */
export class PolicyMemory implements PolicyFetcher {
  readonly #fetcher: PolicyFetcher;
  readonly #clock: () => number;
  readonly #known = new Map<string, { readonly answer: PolicyAnswer; readonly until: number }>();

  /** `clock` gives milliseconds since 1970. */
  constructor(fetcher: PolicyFetcher, clock: () => number) {
    this.#fetcher = fetcher;
    this.#clock = clock;
  }

  async fetch(inquiry: PolicyInquiry, signal: CancelSignal): Promise<PolicyAnswer> {
    const key = `${inquiry.address} ${foldName(inquiry.policyOf)}`;
    const known = this.#known.get(key);
    if (known !== undefined && this.#clock() < known.until) return known.answer;
    const answer = await this.#fetcher.fetch(inquiry, signal);
    if (answer.kind === 'failure' && answer.reason === 'cancelled') return answer;
    const lasts = answer.kind === 'policy' ? answer.ttl * 1000 : failureLasts;
    this.#known.delete(key);
    this.#known.set(key, { answer, until: this.#clock() + lasts });
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostRemembered && oldest !== undefined) this.#known.delete(oldest);
    return answer;
  }

  clear(): void {
    this.#known.clear();
  }
}
