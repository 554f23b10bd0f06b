import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { WireQuestion } from './codec';
import { StreamPool } from './stream';
import type { Channel, Listener } from './transport';

/** How long a connection is kept for a next question, in milliseconds: it was dear to make. */
const idle = 10_000;

/** A server over TLS (RFC 7858), its certificate verified for the name or address it goes by. */
export class TlsChannel implements Channel {
  readonly label: string;
  readonly #stream: StreamPool;

  /** The host is a name or an address; a name is looked up by the system. */
  constructor({ host, port }: { readonly host: string; readonly port: number }, label: string) {
    this.label = label;
    // A server name is no address (RFC 6066 3).
    const servername = isIP(host) === 0 ? host : '';
    this.#stream = new StreamPool({
      connect: () => connect({ host, port, servername, minVersion: 'TLSv1.2' }),
      ready: 'secureConnect',
      idle,
    });
  }

  ask(asked: WireQuestion, { done }: Listener): () => void {
    return this.#stream.ask(asked, true, done);
  }
}
