import type { Response } from '../../core/resolve/response';
import type { WireQuestion } from './codec';

/** What asking one server came to. */
export type Delivery =
  | { readonly kind: 'response'; readonly response: Response }
  /** No route, no network, or nobody listens. */
  | { readonly kind: 'unreachable' }
  /** The server's certificate could not be verified. */
  | { readonly kind: 'certificate' }
  /** The server hung up, or sent what is no response to the query. */
  | { readonly kind: 'broken' };

export interface Listener {
  /** Called once at most; never after the question was taken back. */
  readonly done: (delivery: Delivery) => void;
  /** Called for each datagram that is no DNS message: the true answer may still come. */
  readonly garbled: () => void;
}

/** A way to one server, with whatever is remembered of it. Callbacks, as each promise costs time. */
export interface Channel {
  /** How the server is shown, such as `127.0.0.1` or `https://dns.example/dns-query`. */
  readonly label: string;
  /** Asks until told to stop by calling what it returns; a channel knows no time-out. */
  ask(question: WireQuestion, listener: Listener): () => void;
}
