import { Resolver } from 'node:dns';
import { parseServers, type Server } from './dns/servers';

/** How long a reading of the system's configuration is used, in milliseconds. */
const keptFor = 2_000;

/**
 * The DNS servers that the system is set to use. They change while we run (another network, a VPN),
 * and Node reads them once per `Resolver` object, so that a new one is made from time to time.
 */
export class SystemServers {
  #read: { readonly at: number; readonly servers: readonly Server[] } | undefined;

  get(): readonly Server[] {
    const now = performance.now();
    if (this.#read === undefined || now - this.#read.at > keptFor) {
      this.#read = { at: now, servers: parseServers(new Resolver().getServers()).servers };
    }
    return this.#read.servers;
  }
}
