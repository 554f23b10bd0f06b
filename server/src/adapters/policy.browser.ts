import type { PolicyFetcher } from '../core/resolve/policyFetcher';

/** A browser lets nobody read what a web server gives to others, and policies are not given to pages. */
export const noPolicies: PolicyFetcher = {
  fetch: async () => ({ kind: 'failure', reason: 'unsupported', server: '', at: Date.now() }),
};
