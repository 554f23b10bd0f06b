import { createHttp2Fetch } from './http2.node';
import { HttpsChannel } from './https';
import { PlainChannel } from './plain';
import type { Server } from './servers';
import { TlsChannel } from './tls';
import type { Channel } from './transport';

/** The servers of the system change; those of a hundred networks ago are forgotten. */
const mostKept = 100;

/** Keeps one channel for each server, with what it has learnt of it. */
export class Channels {
  readonly #byLabel = new Map<string, Channel>();

  of(servers: readonly Server[]): readonly Channel[] {
    if (this.#byLabel.size > mostKept) this.#byLabel.clear();
    return servers.map((server) => {
      const known = this.#byLabel.get(server.label);
      if (known !== undefined) return known;
      const channel = openChannel(server);
      this.#byLabel.set(server.label, channel);
      return channel;
    });
  }
}

function openChannel(server: Server): Channel {
  switch (server.kind) {
    case 'plain':
      return new PlainChannel(server, server.label);
    case 'tls':
      return new TlsChannel(server, server.label);
    case 'https':
      return new HttpsChannel(server.url, createHttp2Fetch());
  }
}
