import type { CreateResolver, ResolverProblem } from '../core/resolve/resolver';
import { say } from '../core/text/message';
import { Channels } from './dns/channels';
import { HttpsChannel } from './dns/https';
import { parseServers, type Server } from './dns/servers';
import { StubResolver } from './dns/stubResolver';

/**
 * A resolver that asks DNS servers over HTTPS, which is all that a browser can. It has no servers of its
 * system, and none is chosen for the user: who gets to see the names that are asked for is theirs to say.
 */
export const createBrowserResolver: CreateResolver = ({ servers: entries, timeout }) => {
  const { servers, problems } = parseServers(entries);
  const able = servers.filter(({ kind }) => kind === 'https');
  const unable = servers.filter(({ kind }) => kind !== 'https');
  const channels = new Channels(({ label }) => new HttpsChannel(label, undefined, 'GET'));
  const current = () => channels.of(able);
  return {
    resolver: new StubResolver(current, timeout, unable[0]?.label),
    problems: entries.length === 0 ? [noServer] : [...problems, ...unable.map(sayUnable)],
  };
};

const noServer: ResolverProblem = {
  message: say(
    'A browser needs a DNS server over HTTPS: name one in the setting zoneMx.live.servers, such as https://dns.example/dns-query',
  ),
};

function sayUnable({ label }: Server): ResolverProblem {
  return {
    message: say(
      'DNS server "{0}" is left out: a browser can ask over HTTPS only, such as https://dns.example/dns-query',
      label,
    ),
  };
}
