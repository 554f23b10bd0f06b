import { isIPv4, isIPv6 } from '../dns/address';
import { parseTtl } from '../dns/ttl';
import { findClass, findType, typeMnemonic } from '../syntax/mnemonics';
import { type Candidate, isNameForm } from './record';
import { endsWithName } from './values';

/** What a line of nslookup or host says of its owner: how it begins, and what it makes of the rest. */
interface Phrase {
  readonly form: RegExp;
  readonly type: string;
}

/** In nslookup of BIND and of Windows, and in host; the rest is RDATA as zone files have it. */
const phrases: readonly Phrase[] = [
  { form: /^mail exchanger = (.*)$/, type: 'MX' },
  { form: /^mail is handled by (.*)$/, type: 'MX' },
  { form: /^(?:internet address = |has address )(\S+)$/, type: 'A' },
  { form: /^(?:AAAA IPv6 address = |has AAAA address |has IPv6 address )(\S+)$/, type: 'AAAA' },
  { form: /^(?:nameserver = |name server )(\S+)$/, type: 'NS' },
  { form: /^(?:canonical name = |is an alias for )(\S+)$/, type: 'CNAME' },
  { form: /^(?:name = |domain name pointer )(\S+)$/, type: 'PTR' },
  { form: /^(?:text = |descriptive text )(".*)$/, type: 'TXT' },
  { form: /^service = (.*)$/, type: 'SRV' },
];

/** The fields of blocks that nslookup writes, by what they are called. */
const soaFields: readonly RegExp[] = [
  /^(?:origin|primary name server)$/,
  /^(?:responsible )?mail addr$/,
  /^serial$/,
  /^refresh$/,
  /^retry$/,
  /^expire$/,
  /^(?:minimum|default TTL)$/,
];
const srvFields: readonly RegExp[] = [/^priority$/, /^weight$/, /^port$/, /^svr hostname$/];

/** Reads the output of nslookup (of BIND and of Windows), host, dig, drill and delv line by line. */
export class AnswerReader {
  /** How many of what was found stands there as in a zone file. */
  zoneLines = 0;
  readonly #found: Candidate[];
  /** Whom a line without an owner speaks of: a name with its addresses, or a block of fields. */
  #owner = '';
  #listsAddresses = false;
  /** In the lines on the server that was asked; they end with a blank line. */
  #isServer = false;
  #fields = new Map<string, string>();
  /** Strings of a TXT record that follow their owner on lines of their own. */
  #strings: string[] | undefined;
  /** A record of several lines: up to the line that closes its parentheses. */
  #open: string[] = [];

  /** What looks like a record goes to `found`. */
  constructor(found: Candidate[]) {
    this.#found = found;
  }

  /** Takes one line; false where it says nothing that is understood. */
  read(line: string): boolean {
    const { length } = this.#found;
    const isRead = this.#open.length > 0 ? this.#readOpen(line) : this.#readLine(line);
    return isRead || this.#found.length > length;
  }

  /** Ends what was still open when the text ended. */
  end(): void {
    this.#flushStrings();
  }

  #readLine(line: string): boolean {
    const text = line.trim();
    if (this.#strings !== undefined && text.startsWith('"')) {
      this.#strings.push(text);
      return true;
    }
    if (text === '') {
      this.#isServer = false;
      this.#listsAddresses = false;
      return true;
    }
    this.#flushStrings();
    if (/^(?:Default )?Server:|^Standardserver:|^Using domain server:/.test(text)) {
      this.#isServer = true;
      this.#owner = '';
      return true;
    }
    if (this.#isServer && /^(?:Name|Address(?:es)?|Aliases):|^\s/.test(line)) return true;
    this.#isServer = false;
    return this.#readName(line, text) || this.#readAbout(line, text);
  }

  /** `Name:` and the addresses below it. */
  #readName(line: string, text: string): boolean {
    const [, label, value = ''] = /^(Name|Address(?:es)?|Aliases):\s*(.*)$/.exec(text) ?? [];
    if (label === 'Name') this.#owner = value;
    else if (label === 'Aliases') this.#listsAddresses = false;
    else if (label !== undefined) this.#listsAddresses = true;
    else if (!this.#listsAddresses || !/^\s/.test(line)) return false;
    if (label === 'Name' || !this.#listsAddresses || this.#owner === '') return label !== undefined;
    const addresses = addressOf(this.#owner, label === undefined ? text : value);
    this.#found.push(...addresses);
    return label !== undefined || addresses.length > 0;
  }

  /** A line that starts with its owner, or one that belongs to the owner above. */
  #readAbout(line: string, text: string): boolean {
    const isIndented = /^\s/.test(line);
    if (isIndented && this.#owner !== '' && this.#readField(text)) return true;
    this.#listsAddresses = false;
    const arrow = /^->\s+(\S+)$/.exec(text);
    const [, first = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
    const owner = arrow?.[1] ?? first;
    if (!isOwner(owner)) return false;
    if (arrow !== null || (rest === '' && !isIndented)) {
      this.#openBlock(owner);
      return true;
    }
    return this.#readRest(owner, rest) || this.#readRecord(owner, rest);
  }

  #openBlock(owner: string): void {
    this.#owner = owner;
    this.#fields = new Map();
  }

  #readRest(owner: string, rest: string): boolean {
    if (rest === 'text =') {
      this.#openBlock(owner);
      this.#strings = [];
      return true;
    }
    if (rest === 'SRV service location:') {
      this.#openBlock(owner);
      return true;
    }
    const candidate = readPhrase(owner, rest);
    if (candidate !== undefined) this.#found.push(candidate);
    return candidate !== undefined;
  }

  /** A line below the owner that a block is of. */
  #readField(text: string): boolean {
    if (this.#readRest(this.#owner, text)) return true;
    const [, name = '', value] = /^([A-Za-z ]{3,24}?)\s*= (\S+)/.exec(text) ?? [];
    if (value === undefined) return false;
    if (name === 'ttl') this.#addTtl(value);
    this.#fields.set(name, value);
    const isLast = /^(?:minimum|default TTL|svr hostname)$/.test(name);
    if (!isLast) return true;
    const type = name === 'svr hostname' ? 'SRV' : 'SOA';
    const rdata = this.#collect(type === 'SRV' ? srvFields : soaFields);
    if (rdata !== undefined) this.#found.push({ owner: this.#owner, type, rdata });
    this.#fields = new Map();
    return true;
  }

  /** In its debug mode nslookup says the TTL below the record. */
  #addTtl(value: string): void {
    const last = this.#found.pop();
    const ttl = parseTtl(value, 0, value.length);
    if (last !== undefined) this.#found.push(ttl < 0 ? last : { ...last, ttl });
  }

  #collect(fields: readonly RegExp[]): string | undefined {
    const given = [...this.#fields];
    const values = fields.flatMap((form) => given.find(([name]) => form.test(name))?.[1] ?? []);
    return values.length === fields.length ? values.join(' ') : undefined;
  }

  #flushStrings(): void {
    const strings = this.#strings;
    this.#strings = undefined;
    if (strings !== undefined && strings.length > 0)
      this.#found.push({ owner: this.#owner, type: 'TXT', rdata: strings.join(' ') });
  }

  /** A line as zone files have it, as dig, drill and delv print it. */
  #readRecord(owner: string, rest: string): boolean {
    const { ttl, type, rdata } = readHeader(rest);
    if (type === undefined) return false;
    if (/\([^"()]*(?:;.*)?$/.test(rdata)) {
      this.#open = [`${owner} ${rest}`];
      return true;
    }
    // A relative name tells that this is a piece of a zone file, whose origin nobody knows.
    const target = rdata.split(';', 1)[0]?.trim().split(/\s+/).at(-1) ?? '';
    if (endsWithName(type) && !target.includes('.')) return false;
    // What has no quotes may be one cell of several.
    if (type === 'TXT' && !rdata.startsWith('"')) return false;
    this.#addRecord(owner, ttl, type, rdata);
    return true;
  }

  #addRecord(owner: string, ttl: number | undefined, type: string, rdata: string): void {
    this.zoneLines++;
    this.#found.push({ owner, ttl, type, rdata });
  }

  #readOpen(line: string): boolean {
    this.#open.push(line);
    const isClosed = /^[^;]*\)/.test(line);
    if (!isClosed && this.#open.length < mostLines) return true;
    const [, owner = '', rest = ''] = /^(\S+)\s+([\s\S]*)$/.exec(this.#open.join('\n')) ?? [];
    this.#open = [];
    const { ttl, type, rdata } = readHeader(rest);
    if (type !== undefined) this.#addRecord(owner, ttl, type, rdata);
    return true;
  }
}

/** A record has no more lines than this; a parenthesis in some text is not to swallow all that follows. */
const mostLines = 60;

interface Header {
  readonly ttl: number | undefined;
  /** Undefined where no type of a record follows, or it is of another class. */
  readonly type: string | undefined;
  readonly rdata: string;
}

/** TTL and class, in either order, and the type, as tools write it: in capitals. */
function readHeader(rest: string): Header {
  let ttl: number | undefined;
  let left = rest;
  for (let field = 0; field < 3; field++) {
    const [, word = '', after = ''] = /^(\S+)\s*([\s\S]*)$/.exec(left) ?? [];
    left = after;
    const seconds = parseTtl(word, 0, word.length);
    if (seconds >= 0 && ttl === undefined) ttl = seconds;
    else if (findClass(word, 0, word.length) !== 1) {
      const isType = word === word.toUpperCase() && findType(word, 0, word.length) >= 0;
      return { ttl, type: isType && after !== '' ? word : undefined, rdata: after };
    }
  }
  return { ttl, type: undefined, rdata: '' };
}

/** An owner on a line of text: words without a dot are rather words of a sentence. */
function isOwner(text: string): boolean {
  return text.includes('.') && isNameForm(text);
}

function addressOf(owner: string, address: string): readonly Candidate[] {
  if (isIPv4(address, 0, address.length)) return [{ owner, type: 'A', rdata: address }];
  if (isIPv6(address, 0, address.length)) return [{ owner, type: 'AAAA', rdata: address }];
  return [];
}

function readPhrase(owner: string, rest: string): Candidate | undefined {
  const windows = /^MX preference = (\d+), mail exchanger = (\S+)$/.exec(rest);
  if (windows !== null)
    return { owner, type: 'MX', rdata: `${windows[1] ?? ''} ${windows[2] ?? ''}` };
  for (const { form, type } of phrases) {
    const found = form.exec(rest);
    if (found !== null) return { owner, type, rdata: found[1] ?? '' };
  }
  const [, mnemonic, number, rdata = ''] =
    /^(?:has ([A-Z][A-Z0-9]*) record|rdata_(\d{1,5}) =) (.*)$/.exec(rest) ?? [];
  const type = mnemonic ?? (number === undefined ? undefined : typeMnemonic(Number(number)));
  return type === undefined ? undefined : { owner, type, rdata };
}
