import type { Resolver, ResolverProblem } from '../core/resolve/resolver';
import { Channels } from './dns/channels';
import { createHttp2Fetch } from './dns/http2.node';
import { HttpsChannel } from './dns/https';
import { PlainChannel } from './dns/plain';
import { parseServers, type Server } from './dns/servers';
import { StubResolver } from './dns/stubResolver';
import { TlsChannel } from './dns/tls';
import type { Channel } from './dns/transport';
import { SystemServers } from './systemServers';

export interface NodeResolverOptions {
  /**
   * DNS servers, such as `127.0.0.1#5353`, `tls://192.0.2.53` or `https://dns.example/dns-query`;
   * empty for those of the system.
   */
  readonly servers: readonly string[];
  /** The time allowed for one question in all, in milliseconds. */
  readonly timeout: number;
}

/**
 * A resolver that asks DNS servers itself, over UDP and TCP, TLS or HTTPS: no search domains, no
 * hosts file for what is asked.
 * Settings that have changed make a new one. `problems` tells which servers are left out and why.
 */
export function createNodeResolver(options: NodeResolverOptions): {
  readonly resolver: Resolver;
  readonly problems: readonly ResolverProblem[];
} {
  const { servers, problems } = parseServers(options.servers);
  // Who named servers does not want the system's to be told, not even when all names are wrong.
  const system = options.servers.length === 0 ? new SystemServers() : undefined;
  const channels = new Channels(openChannel);
  const current = () => channels.of(system?.get() ?? servers);
  return { resolver: new StubResolver(current, options.timeout), problems };
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
