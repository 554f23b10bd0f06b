import type { Server } from './servers';
import type { Channel } from './transport';

/** The servers of the system change; those of a hundred networks ago are forgotten. */
const mostKept = 100;

/** Keeps one channel for each server, with what it has learnt of it. */
export class Channels {
  readonly #open: (server: Server) => Channel;
  readonly #byLabel = new Map<string, Channel>();

  constructor(open: (server: Server) => Channel) {
    this.#open = open;
  }

  of(servers: readonly Server[]): readonly Channel[] {
    if (this.#byLabel.size > mostKept) this.#byLabel.clear();
    return servers.map((server) => {
      const known = this.#byLabel.get(server.label);
      if (known !== undefined) return known;
      const channel = this.#open(server);
      this.#byLabel.set(server.label, channel);
      return channel;
    });
  }
}
