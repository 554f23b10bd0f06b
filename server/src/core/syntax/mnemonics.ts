/**
 * The words of the grammar: mnemonics of record types and classes.
 *
 * Source: IANA, Domain Name System Parameters; `TYPEnnn` and `CLASSnnn` from RFC 3597 5.
 */

/** Numbers of the record types that code refers to by name. */
export const RRType = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  SIG: 24,
  KEY: 25,
  AAAA: 28,
  NXT: 30,
  SRV: 33,
  DNAME: 39,
  DS: 43,
  RRSIG: 46,
  NSEC: 47,
  NSEC3: 50,
  TLSA: 52,
  SPF: 99,
} as const;

/** The number of each type that has a mnemonic. */
export const typeNumbers: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  MD: 3,
  MF: 4,
  CNAME: 5,
  SOA: 6,
  MB: 7,
  MG: 8,
  MR: 9,
  NULL: 10,
  WKS: 11,
  PTR: 12,
  HINFO: 13,
  MINFO: 14,
  MX: 15,
  TXT: 16,
  RP: 17,
  AFSDB: 18,
  X25: 19,
  ISDN: 20,
  RT: 21,
  NSAP: 22,
  'NSAP-PTR': 23,
  SIG: 24,
  KEY: 25,
  PX: 26,
  GPOS: 27,
  AAAA: 28,
  LOC: 29,
  NXT: 30,
  EID: 31,
  NIMLOC: 32,
  SRV: 33,
  ATMA: 34,
  NAPTR: 35,
  KX: 36,
  CERT: 37,
  A6: 38,
  DNAME: 39,
  SINK: 40,
  APL: 42,
  DS: 43,
  SSHFP: 44,
  IPSECKEY: 45,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  DHCID: 49,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  SMIMEA: 53,
  HIP: 55,
  NINFO: 56,
  RKEY: 57,
  TALINK: 58,
  CDS: 59,
  CDNSKEY: 60,
  OPENPGPKEY: 61,
  CSYNC: 62,
  ZONEMD: 63,
  SVCB: 64,
  HTTPS: 65,
  DSYNC: 66,
  HHIT: 67,
  BRID: 68,
  SPF: 99,
  UINFO: 100,
  UID: 101,
  GID: 102,
  UNSPEC: 103,
  NID: 104,
  L32: 105,
  L64: 106,
  LP: 107,
  EUI48: 108,
  EUI64: 109,
  NXNAME: 128,
  URI: 256,
  CAA: 257,
  AVC: 258,
  DOA: 259,
  AMTRELAY: 260,
  RESINFO: 261,
  WALLET: 262,
  CLA: 263,
  IPN: 264,
  TA: 32768,
  DLV: 32769,
};

const classNumbers: Readonly<Record<string, number>> = { IN: 1, CH: 3, CHAOS: 3, HS: 4, HESIOD: 4 };

/** Finds words of a fixed list in a text, case-insensitively and without making substrings. */
class WordTable {
  readonly #words: (string | undefined)[] = new Array(1024).fill(undefined);
  readonly #numbers = new Int32Array(1024);
  readonly #longest: number;

  constructor(words: Readonly<Record<string, number>>) {
    let longest = 0;
    for (const [word, number] of Object.entries(words)) {
      let slot = hashWord(word, 0, word.length);
      while (this.#words[slot] !== undefined) slot = (slot + 1) & 1023;
      this.#words[slot] = word;
      this.#numbers[slot] = number;
      longest = Math.max(longest, word.length);
    }
    this.#longest = longest;
  }

  /** The word's number, or -1. */
  find(text: string, start: number, end: number): number {
    if (end - start > this.#longest) return -1;
    let slot = hashWord(text, start, end);
    for (;;) {
      const word = this.#words[slot];
      if (word === undefined) return -1;
      if (isWord(word, text, start, end)) return this.#numbers[slot] ?? -1;
      slot = (slot + 1) & 1023;
    }
  }
}

/** Folds ASCII letters to upper case; digits and the hyphen collide with nothing in the lists. */
function fold(code: number): number {
  return code >= 0x61 && code <= 0x7a ? code - 32 : code;
}

function hashWord(text: string, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + fold(text.charCodeAt(i))) | 0;
  return (hash ^ (hash >>> 10)) & 1023;
}

function isWord(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) {
    if (word.charCodeAt(i) !== fold(text.charCodeAt(start + i))) return false;
  }
  return true;
}

const types = new WordTable(typeNumbers);
const classes = new WordTable(classNumbers);
const mnemonics = new Map(Object.entries(typeNumbers).map(([word, number]) => [number, word]));

/** The number of the record type that is spelled there, or -1. */
export function findType(text: string, start: number, end: number): number {
  const number = types.find(text, start, end);
  return number >= 0 ? number : findNumbered(text, start, end, 'TYPE');
}

/** The number of the class that is spelled there, or -1. */
export function findClass(text: string, start: number, end: number): number {
  // Most of what is asked is a type; classes begin with I, C or H.
  const first = text.charCodeAt(start) | 0x20;
  if (first !== 0x69 && first !== 0x63 && first !== 0x68) return -1;
  const number = classes.find(text, start, end);
  return number >= 0 ? number : findNumbered(text, start, end, 'CLASS');
}

/** The mnemonic of a class, `CLASS4711` where it has none. */
export function classMnemonic(number: number): string {
  const words: Readonly<Record<number, string>> = { 1: 'IN', 3: 'CH', 4: 'HS' };
  return words[number] ?? `CLASS${number}`;
}

/** The mnemonic of a type, `TYPE4711` where it has none. */
export function typeMnemonic(type: number): string {
  return mnemonics.get(type) ?? `TYPE${type}`;
}

function findNumbered(text: string, start: number, end: number, prefix: string): number {
  const digits = start + prefix.length;
  if (end <= digits || end > digits + 5 || !isWord(prefix, text, start, digits)) return -1;
  let number = 0;
  for (let i = digits; i < end; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number <= 0xffff ? number : -1;
}
