import { isIPv4, isIPv6 } from '../dns/address';
import { type Message, say } from '../text/message';
import type { PolicyProblem } from './problem';

/** One word of an SPF record, in UTF-16 offsets from the start of its text. */
export interface SpfTerm {
  readonly start: number;
  readonly end: number;
  /** In lower case, without the qualifier. */
  readonly name: string;
  readonly isModifier: boolean;
  /** `-` for fail; `+` where none is written. */
  readonly qualifier: string;
  /** What follows the colon or the equals sign, without prefix lengths; '' where nothing does. */
  readonly domain: string;
  /** True for a term that is evaluated: a mechanism behind `all`, or a redirect beside it, is not. */
  readonly isUsed: boolean;
}

export interface SpfRecord {
  readonly terms: readonly SpfTerm[];
  readonly problems: readonly PolicyProblem[];
}

/** How receivers find an SPF record among the TXT records of a name (RFC 7208 4.5). */
const version = /^v=spf1(?: |$)/i;

export function isSpf(text: string): boolean {
  return version.test(text);
}

/** RFC 7208 4.6.1: a modifier has an equals sign, a mechanism a colon, a slash or neither. */
const termPattern = /^([-+?~]?)([A-Za-z][A-Za-z0-9_.-]*)([:=/]?)(.*)$/s;

const mechanisms: ReadonlySet<string> = new Set([
  ...['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'],
]);

let lastText = '';
let last: SpfRecord = { terms: [], problems: [] };

/** Reads an SPF record (RFC 7208 12); `text` is one. The last one is remembered: each rule asks. */
export function parseSpf(text: string): SpfRecord {
  if (text !== lastText) {
    last = new SpfParser(text).parse();
    lastText = text;
  }
  return last;
}

class SpfParser {
  readonly #text: string;
  readonly #terms: SpfTerm[] = [];
  readonly #problems: PolicyProblem[] = [];
  #all = '';

  constructor(text: string) {
    this.#text = text;
  }

  parse(): SpfRecord {
    const text = this.#text;
    for (let start = 'v=spf1'.length; start < text.length; ) {
      const blank = text.indexOf(' ', start);
      const end = blank < 0 ? text.length : blank;
      if (end > start) this.#readTerm(start, end);
      start = end + 1;
    }
    return { terms: this.#withoutRedirect(), problems: this.#problems };
  }

  #readTerm(start: number, end: number): void {
    const word = this.#text.slice(start, end);
    const [, qualifier = '', written = '', mark = '', rest = ''] = termPattern.exec(word) ?? [];
    const name = written.toLowerCase();
    const isModifier = mark === '=';
    const isUsed = isModifier || this.#all === '';
    const flaw =
      describeCharacters(word) ??
      (isModifier
        ? this.#describeModifier(name, qualifier, rest)
        : describeMechanism(name, mark, rest, word));
    if (flaw !== undefined) this.#problems.push({ start, end, message: flaw });
    else if (!isUsed)
      this.#problems.push({
        start,
        end,
        message: say('Nothing behind “{0}” is looked at, so “{1}” has no effect.', this.#all, word),
      });
    const domain = isModifier || mark === ':' ? withoutLengths(name, rest) : '';
    this.#terms.push({
      ...{ start, end, name, isModifier, domain, isUsed: isUsed && flaw === undefined },
      qualifier: qualifier || '+',
    });
    if (name === 'all' && flaw === undefined && !isModifier && this.#all === '') this.#all = word;
  }

  #describeModifier(name: string, qualifier: string, value: string): Message | undefined {
    if (qualifier !== '')
      return say('“{0}” stands before a mechanism only, not before {1}=.', qualifier, name);
    if (mechanisms.has(name)) return say('After {0}, a colon is needed: {0}:{1}', name, value);
    if (name !== 'redirect' && name !== 'exp') return describeMacros(value);
    if (this.#terms.some((term) => term.isModifier && term.name === name))
      return say('{0}= may be there once only.', name);
    return describeDomain(value, name);
  }

  /** A redirect beside `all` is not looked at, wherever it stands (RFC 7208 6.1). */
  #withoutRedirect(): readonly SpfTerm[] {
    if (this.#all === '') return this.#terms;
    return this.#terms.map((term) => {
      if (!term.isModifier || term.name !== 'redirect' || !term.isUsed) return term;
      const { start, end } = term;
      const word = this.#text.slice(start, end);
      const message = say('Beside “{0}”, “{1}” has no effect.', this.#all, word);
      this.#problems.push({ start, end, message });
      return { ...term, isUsed: false };
    });
  }
}

function describeCharacters(word: string): Message | undefined {
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (code > 0x20 && code < 0x7f) continue;
    return code === 0x09
      ? say('Terms are separated by blanks, not by tabs.')
      : say('“{0}” holds a character that SPF does not allow.', word);
  }
  return undefined;
}

function describeMechanism(
  name: string,
  mark: string,
  rest: string,
  word: string,
): Message | undefined {
  if (!mechanisms.has(name))
    return say(
      '“{0}” is no mechanism of SPF: receivers give up at it, and the record counts for nothing.',
      word,
    );
  if (name === 'all') return mark === '' ? undefined : say('“all” takes nothing behind it.');
  const isAddress = name === 'ip4' || name === 'ip6';
  if (isAddress) return mark === ':' ? describeNetwork(name, rest) : needsColon(name);
  if (mark === ':')
    return describeDomain(withoutLengths(name, rest), name) ?? describeLengths(name, rest);
  if (name === 'include' || name === 'exists') return needsColon(name);
  return mark === '/' ? describeLengths(name, `/${rest}`) : undefined;
}

function needsColon(name: string): Message {
  return name === 'ip4' || name === 'ip6'
    ? say('After {0}, a colon and an address are needed.', name)
    : say('After {0}, a colon and a domain name are needed.', name);
}

const lengths = /\/[^/]*(?:\/\/[^/]*)?$|\/\/[^/]*$/;

/** `a` and `mx` may end in a prefix length for IPv4, for IPv6, or for both: `/24//64`. */
function withoutLengths(name: string, rest: string): string {
  if (name !== 'a' && name !== 'mx') return rest;
  // A slash within a macro's braces is a delimiter.
  const brace = rest.lastIndexOf('}');
  return rest.slice(0, brace + 1) + rest.slice(brace + 1).replace(lengths, '');
}

function describeLengths(name: string, rest: string): Message | undefined {
  if (name !== 'a' && name !== 'mx')
    return rest.startsWith('/') ? say('{0} takes no prefix length.', name) : undefined;
  const written = rest.slice(withoutLengths(name, rest).length);
  const [, four, six] = /^(?:\/([^/]*))?(?:\/\/([^/]*))?$/.exec(written) ?? ['', '', ''];
  if (isLength(four, 32) && isLength(six, 128)) return undefined;
  return badLength(written);
}

function isLength(text: string | undefined, most: number): boolean {
  return text === undefined || (/^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= most);
}

function badLength(written: string): Message {
  return say('“{0}” is no prefix length: up to /32 for IPv4, up to /128 for IPv6.', written);
}

function describeNetwork(name: string, network: string): Message | undefined {
  const slash = network.indexOf('/');
  const address = slash < 0 ? network : network.slice(0, slash);
  const isFour = isIPv4(address, 0, address.length);
  const isSix = isIPv6(address, 0, address.length);
  if (name === 'ip4' && !isFour)
    return isSix
      ? say('“{0}” is an IPv6 address: ip6 takes those.', address)
      : say('“{0}” is no IPv4 address.', address);
  if (name === 'ip6' && !isSix)
    return isFour
      ? say('“{0}” is an IPv4 address: ip4 takes those.', address)
      : say('“{0}” is no IPv6 address.', address);
  if (slash < 0 || isLength(network.slice(slash + 1), isFour ? 32 : 128)) return undefined;
  return badLength(network.slice(slash));
}

/** A domain-spec of RFC 7208 7.1: text and macros, with a dot before its last label. */
function describeDomain(domain: string, name: string): Message | undefined {
  if (domain === '')
    return name === 'redirect' || name === 'exp'
      ? say('After {0}=, a domain name is needed.', name)
      : needsColon(name);
  const flaw = describeMacros(domain);
  if (flaw !== undefined || /\}\.?$/.test(domain) || /%[%_-]$/.test(domain)) return flaw;
  // The top label is a host's, with a letter or a hyphen in it (RFC 7208 12, toplabel).
  const [, top = ''] = /\.([^.]*)\.?$/.exec(domain) ?? [];
  const isTop = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(top) && !/^\d+$/.test(top);
  if (isTop && !/^\.|\.\./.test(domain)) return undefined;
  if (name !== 'redirect' && isIPv4(domain, 0, domain.length))
    return say('“{0}” is an address: ip4 takes those.', domain);
  return say('“{0}” is no whole domain name, such as example.com.', domain);
}

const macro = /%(?:\{[slodiphcrtv](?:[1-9]\d{0,2})?r?[.\-+,/_=]*\}|[%_-])/gi;

function describeMacros(text: string): Message | undefined {
  if (!text.includes('%')) return undefined;
  const rest = text.replace(macro, '');
  const [flaw] = /%(?:\{[^}]*\}?|.?)/.exec(rest) ?? [];
  return flaw === undefined ? undefined : say('“{0}” is no macro of SPF (RFC 7208 7).', flaw);
}
