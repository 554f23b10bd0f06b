import { parseAddress } from '../dns/address';
import { isPrivateAddress } from '../dns/specialUse';
import type { KnownAnswer } from '../resolve/cache';
import type { Dns } from '../resolve/ledger';
import type { AnswerRecord } from '../resolve/resolver';

/** The records that an answer holds, those of a canonical name too. */
export function recordsOf(answer: KnownAnswer | undefined): readonly AnswerRecord[] {
  return answer?.kind === 'rrset' ? answer.records : [];
}

/** Who gave an answer and when. */
export function askedOf({ server, at }: KnownAnswer): Pick<KnownAnswer, 'server' | 'at'> {
  return { server, at };
}

/** What DNS says about the addresses of a host. */
export interface PublishedHost {
  /** Absolute, with its final dot. */
  readonly name: string;
  readonly ipv4: KnownAnswer;
  readonly ipv6: KnownAnswer;
  /** In the form of RFC 5952, IPv4 before IPv6. */
  readonly addresses: readonly string[];
  /** The alias chain from the name on. */
  readonly aliases: readonly AnswerRecord[];
}

/** The addresses of a host; undefined as long as those of a family are not known. */
export function publishedHost(dns: Dns, name: string): PublishedHost | undefined {
  const ipv4 = dns.ask(name, 'A');
  const aaaa = dns.ask(name, 'AAAA');
  // NXDOMAIN is about all types (RFC 8020 2), also where a server has no word for one of them.
  const ipv6 = aaaa ?? (ipv4?.kind === 'nxdomain' ? ipv4 : undefined);
  if (ipv4 === undefined || ipv6 === undefined) return undefined;
  const addresses = [...recordsOf(ipv4), ...recordsOf(ipv6)].map(({ data }) => data);
  const { aliases } = ipv4.aliases.length > 0 ? ipv4 : ipv6;
  return { name, ipv4, ipv6, addresses, aliases };
}

/** True where DNS says that the name itself does not exist; an alias of such a name does. */
export function isNxdomain({ ipv4, ipv6, aliases }: PublishedHost): boolean {
  return ipv4.kind === 'nxdomain' && ipv6.kind === 'nxdomain' && aliases.length === 0;
}

/** True for an address that only its own network reaches, and for what is no address. */
export function isPrivateText(address: string): boolean {
  const octets = parseAddress(address)?.octets;
  return octets === undefined || isPrivateAddress(Uint8Array.from(octets), octets.length);
}

/**
 * True for an address that somebody elsewhere may have us send questions to: one of the public
 * Internet, and none that a system takes for itself, such as 0.0.0.0 (RFC 6890, RFC 4291 2.4).
 */
export function isPublicText(text: string): boolean {
  const address = parseAddress(text);
  if (address === undefined || isPrivateText(text)) return false;
  const [first = 0, second = 0] = address.octets;
  if (address.family === 4) return first > 0 && first < 224;
  // 6to4 (2002::/16) holds an IPv4 address, which may be any.
  return first >> 5 === 1 && !(first === 0x20 && second === 0x02);
}

/** An MX record in the words of messages, without the final dot. */
export interface PublishedMx {
  readonly preference: number;
  /** In lower case. */
  readonly exchange: string;
}

/** The MX records that a name itself has, by preference and name. */
export function publishedMx(answer: KnownAnswer): readonly PublishedMx[] {
  // What an alias leads to are the records of another owner.
  if (answer.aliases.length > 0) return [];
  return recordsOf(answer)
    .map(({ data }) => {
      const [preference = '', exchange = ''] = data.split(' ');
      return { preference: Number(preference), exchange: exchange.toLowerCase() };
    })
    .toSorted((a, b) => a.preference - b.preference || (a.exchange < b.exchange ? -1 : 1));
}

/** More records than these are counted instead. */
const mostListed = 5;

/** Texts in a row, the first of them. */
export function listTexts(texts: readonly string[]): string {
  const shown = texts.slice(0, mostListed).join(', ');
  return texts.length > mostListed ? `${shown}, …` : shown;
}

/** A name from an answer in prose: without its final dot. */
export function proseOf(name: string): string {
  return name === '.' ? name : name.replace(/\.$/, '');
}
