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
