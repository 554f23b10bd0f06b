import { connect } from 'node:net';
import { rcodes } from '../../core/resolve/response';
import type { WireQuestion } from './codec';
import { StreamPool } from './stream';
import type { Channel, Delivery, Listener } from './transport';
import { type Datagram, type Endpoint, UdpPool } from './udp';

/** How long a TCP connection is kept for a next question, in milliseconds. */
const idle = 2_000;

/** A server over UDP, and over TCP for what does not fit into a datagram. */
export class PlainChannel implements Channel {
  readonly label: string;
  readonly #udp: UdpPool;
  readonly #tcp: StreamPool;
  /** False once the server has answered a name in other letters than it was asked in. */
  #keepsCase = true;

  constructor(endpoint: Endpoint, label: string) {
    this.label = label;
    this.#udp = new UdpPool(endpoint);
    this.#tcp = new StreamPool({ connect: () => connect(endpoint), ready: 'connect', idle });
  }

  ask(asked: WireQuestion, listener: Listener): () => void {
    let stop: () => void;
    const overTcp = (edns: boolean): void => {
      stop = this.#tcp.ask(asked, edns, (delivery) => judge(delivery, edns));
    };
    const overUdp = (edns: boolean): void => {
      const mixed = this.#keepsCase;
      stop = this.#udp.ask(asked, { edns, mixed }, { done: take(edns), garbled: listener.garbled });
    };
    const take = (edns: boolean) => (datagram: Datagram) => {
      if (datagram.kind === 'truncated') overTcp(edns);
      else if (datagram.kind === 'recased') {
        // Not taken: who guesses a port and an ID has to do so twice to get any further.
        this.#keepsCase = false;
        overUdp(edns);
      } else judge(datagram, edns);
    };
    const judge = (delivery: Delivery, edns: boolean): void => {
      if (edns && dislikesEdns(delivery)) overUdp(false);
      else listener.done(delivery);
    };
    overUdp(true);
    return () => stop();
  }
}

/** RFC 6891 7: FORMERR or NOTIMP from a server that does not know EDNS, BADVERS from a newer one. */
function dislikesEdns(delivery: Delivery): boolean {
  if (delivery.kind !== 'response') return false;
  const { rcode } = delivery.response;
  return [rcodes.formatError, rcodes.notImplemented, rcodes.badVersion].some(
    (each) => each === rcode,
  );
}
