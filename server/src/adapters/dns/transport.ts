import type { CancelSignal } from '../../core/resolve/resolver';
import type { Received } from './codec';
import type { ServerAddress } from './servers';

/** What one exchange with one server over UDP or TCP came to. */
export type Delivery =
  | Exclude<Received, { readonly kind: 'mismatch' | 'malformed' }>
  /** No route, no network, or nobody listens. */
  | { readonly kind: 'unreachable' }
  /** The server hung up, or sent over TCP what is no response to the query. */
  | { readonly kind: 'broken' };

/** One query to one server. */
export interface Exchange {
  readonly server: ServerAddress;
  /** The query in wire form. */
  readonly query: Uint8Array;
  /** Judges what has arrived. */
  readonly read: (message: Uint8Array) => Received;
  /** Ends the exchange: its socket is closed, and its promise stays pending for ever. */
  readonly signal: CancelSignal;
}
