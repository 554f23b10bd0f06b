import { isIP } from 'node:net';
import type { ResolverProblem } from '../../core/resolve/resolver';
import { type Message, say } from '../../core/text/message';

/** Where a DNS server listens. */
export interface ServerAddress {
  /** An IPv4 or IPv6 address, the latter perhaps with a zone index (`fe80::1%eth0`). */
  readonly host: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** How it is shown: `127.0.0.1`, `127.0.0.1:5353`, `::1`, `[::1]:5353`. */
  readonly label: string;
}

export interface ServerList {
  readonly servers: readonly ServerAddress[];
  /** One for each entry that is not used. */
  readonly problems: readonly ResolverProblem[];
}

const standardPort = 53;

/**
 * Reads addresses of servers as `127.0.0.1`, `::1` or `[::1]`, each with a port after `#` or, where
 * it is plain what is meant, `:`. Names are refused: to look one up, a server would be needed.
 */
export function parseServers(entries: readonly string[]): ServerList {
  const servers = new Map<string, ServerAddress>();
  const problems: ResolverProblem[] = [];
  for (const entry of entries) {
    const parsed = parseServer(entry.trim());
    if ('template' in parsed) problems.push({ message: parsed });
    else servers.set(parsed.label, parsed);
  }
  return { servers: [...servers.values()], problems };
}

function parseServer(entry: string): ServerAddress | Message {
  const { host, port } = splitEntry(entry);
  const family = isIP(host);
  if (family !== 4 && family !== 6) return complainAboutHost(entry);
  if (port !== undefined && !isPort(port)) {
    return say('DNS server "{0}" is left out: a port is a number from 1 to 65535.', shorten(entry));
  }
  const number = port === undefined ? standardPort : Number(port);
  return { host, family, port: number, label: labelOf(host, family, number) };
}

function splitEntry(entry: string): { readonly host: string; readonly port: string | undefined } {
  const brackets = /^\[([^\]]*)\](?:[:#](.*))?$/s.exec(entry);
  if (brackets !== null) return { host: brackets[1] ?? '', port: brackets[2] };
  const hash = entry.indexOf('#');
  if (hash >= 0) return { host: entry.slice(0, hash), port: entry.slice(hash + 1) };
  const [host = '', port, ...more] = entry.split(':');
  // With more than one colon it is an IPv6 address, all of it.
  return more.length > 0 ? { host: entry, port: undefined } : { host, port };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function labelOf(host: string, family: 4 | 6, port: number): string {
  if (port === standardPort) return host;
  return family === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

function complainAboutHost(entry: string): Message {
  if (entry === '') return say('An empty entry in the list of DNS servers is left out.');
  if (/^[\w-]+(?:\.[\w-]+)*\.?(?:[:#]\d*)?$/.test(entry) && /[a-z]/i.test(entry)) {
    return say(
      'DNS server "{0}" is left out: it is a name, and needs to be an IPv4 or IPv6 address.',
      shorten(entry),
    );
  }
  return say(
    'DNS server "{0}" is left out: it is neither an IPv4 nor an IPv6 address.',
    shorten(entry),
  );
}

function shorten(entry: string): string {
  return entry.length > 80 ? `${entry.slice(0, 79)}…` : entry;
}
