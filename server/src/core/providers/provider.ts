/** A mail hoster, filter or forwarder, as far as it publicly documents its exchanges. */
export interface Provider {
  /** As it calls itself. */
  readonly name: string;
  /** Every exchange at or below one of these names is the provider’s. */
  readonly suffixes: readonly string[];
  /**
   * The sets of exchanges that a domain may have, the current one first; former ones that still work
   * are among them. An exchange is its preference (`?` where each domain gets its own) and its host;
   * `*` stands for what differs from customer to customer. Empty where each customer has another set.
   */
  readonly sets: readonly (readonly string[])[];
  /** Former sets that a domain should no longer have. */
  readonly outdated?: readonly (readonly string[])[];
  /** True for a filter in front of other exchanges, to which it passes all mail on. */
  readonly isFilter?: boolean;
  /** Names below these only prove who owns the domain: no mail goes there. */
  readonly verification?: readonly string[];
  /** What SPF records of customers include. */
  readonly spf?: string;
  /** Where the exchanges are documented. */
  readonly source: string;
  /** The day on which the sets were last compared with the source and with customers’ zones. */
  readonly checked: string;
}
