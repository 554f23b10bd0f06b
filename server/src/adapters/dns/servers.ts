import { parseAddress } from '../../core/dns/address';
import type { ResolverProblem } from '../../core/resolve/resolver';
import { type Message, say } from '../../core/text/message';
import type { Endpoint } from './udp';

/** A server of the list. */
export type Server = {
  /** How it is shown: `127.0.0.1`, `[::1]:5353`, `tls://dns.example`, `https://dns.example/q`. */
  readonly label: string;
} & (
  | ({ readonly kind: 'plain' } & Endpoint)
  | { readonly kind: 'tls'; readonly host: string; readonly port: number }
  | { readonly kind: 'https'; readonly url: string }
);

export interface ServerList {
  readonly servers: readonly Server[];
  /** One for each entry that is not used. */
  readonly problems: readonly ResolverProblem[];
}

const ports = { plain: 53, tls: 853 } as const;
const longestUrl = 2_000;

/**
 * Reads servers as `127.0.0.1`, `::1` or `[::1]`, each with a port after `#` or, where it is plain
 * what is meant, `:`; with `tls://` before it, an address or a name, for DNS over TLS; or the URL of
 * DNS over HTTPS. Elsewhere names are refused: to look one up, a server would be needed.
 */
export function parseServers(entries: readonly string[]): ServerList {
  const servers = new Map<string, Server>();
  const problems: ResolverProblem[] = [];
  for (const entry of entries) {
    const parsed = parseServer(entry.trim());
    if ('template' in parsed) problems.push({ message: parsed });
    else servers.set(parsed.label, parsed);
  }
  return { servers: [...servers.values()], problems };
}

function parseServer(entry: string): Server | Message {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(entry)?.[1]?.toLowerCase();
  if (scheme === 'https') return parseUrl(entry);
  if (scheme === 'tls') return parseAuthority(entry, entry.slice('tls://'.length), 'tls');
  if (scheme !== undefined) {
    return say(
      'DNS server "{0}" is left out: before “://” stands “https” or “tls”.',
      shorten(entry),
    );
  }
  return parseAuthority(entry, entry, 'plain');
}

function parseAuthority(entry: string, authority: string, kind: 'plain' | 'tls'): Server | Message {
  const { host, port } = splitAuthority(authority);
  const family = familyOf(host);
  const isAddress = family !== undefined;
  if (!isAddress && !(kind === 'tls' && isHostName(host))) return complainAboutHost(entry, kind);
  if (port !== undefined && !isPort(port)) {
    return say('DNS server "{0}" is left out: a port is a number from 1 to 65535.', shorten(entry));
  }
  const number = port === undefined ? ports[kind] : Number(port);
  const bracketed = family === 6 && number !== ports[kind] ? `[${host}]` : host;
  const place = number === ports[kind] ? host : `${bracketed}:${number}`;
  if (kind === 'tls' || !isAddress) {
    return { kind: 'tls', host, port: number, label: `tls://${place}` };
  }
  return { kind, host, family, port: number, label: place };
}

function parseUrl(entry: string): Server | Message {
  // A URI template (RFC 8484 4.1) is the same for questions that are posted.
  const plain = entry.replace(/\{\?dns\}$/, '');
  const url = plain.length <= longestUrl && URL.canParse(plain) ? new URL(plain) : undefined;
  const isSound = url !== undefined && url.username === '' && url.password === '';
  if (!isSound || /[{}#\s]/.test(plain)) {
    return say('DNS server "{0}" is left out: it is no URL of DNS over HTTPS.', shorten(entry));
  }
  return { kind: 'https', url: url.href, label: url.href };
}

function splitAuthority(text: string): {
  readonly host: string;
  readonly port: string | undefined;
} {
  const brackets = /^\[([^\]]*)\](?:[:#](.*))?$/s.exec(text);
  if (brackets !== null) return { host: brackets[1] ?? '', port: brackets[2] };
  const hash = text.indexOf('#');
  if (hash >= 0) return { host: text.slice(0, hash), port: text.slice(hash + 1) };
  const [host = '', port, ...more] = text.split(':');
  // With more than one colon it is an IPv6 address, all of it.
  return more.length > 0 ? { host: text, port: undefined } : { host, port };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** An IPv6 address may say the zone that it is in, such as `fe80::1%eth0` (RFC 4007 11). */
function familyOf(host: string): 4 | 6 | undefined {
  return parseAddress(host.replace(/^([\da-f.]*:[\da-f:.]*)%[\w.-]+$/i, '$1'))?.family;
}

/** A name that a certificate may be for; one of digits alone would be an address gone wrong. */
function isHostName(text: string): boolean {
  if (text.length > 253 || /(?:^|\.)\d+\.?$/.test(text)) return false;
  return /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i.test(text);
}

function complainAboutHost(entry: string, kind: 'plain' | 'tls'): Message {
  if (entry === '') return say('An empty entry in the list of DNS servers is left out.');
  if (kind === 'tls') {
    return say(
      'DNS server "{0}" is left out: after “tls://” stands an address or a name.',
      shorten(entry),
    );
  }
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
