/** A difference between named's reading and ours that is meant to be; docs/format.md tells why. */
export interface KnownDifference {
  readonly name: string;
  /** What the stricter side says. */
  readonly said: RegExp;
  /** What the zone must have in it. */
  readonly text?: RegExp;
}

/** What named refuses and the parser does not. */
export const laxities: readonly KnownDifference[] = [
  { name: 'wildcard that owns NS', said: /invalid NS owner name \(wildcard\)/ },
  {
    name: 'part of a zone',
    said: /has no NS records|has 0 SOA records/,
    text: /^(?!(?:[^;]|;[^\n]*\n)*\bSOA\b)/i,
  },
  {
    name: 'SOA not at the origin that was named',
    said: /SOA record not at top of zone|has no NS records|has 0 SOA records/,
    text: /\bSOA\b(?:[^;]|;[^\n]*\n)*\bNS\b/i,
  },
  {
    name: 'part of a zone without TTL',
    said: /no TTL specified; zone rejected/,
    text: /^(?!(?:[^;]|;[^\n]*\n)*\bSOA\b)/i,
  },
  { name: 'zone of another class', said: /class 'CH' != zone class 'IN'/, text: /^@ CH SOA/m },
  {
    name: 'directive without line end',
    said: /extra input text|unexpected end of file|unexpected end of input/,
    text: /^[( ]*\$(?:TTL|ORIGIN|DATE)[^\n]*(?![\s\S])/im,
  },
  { name: 'form feed', said: /unknown RR type|syntax error/, text: /[\f\v]/ },
  { name: 'lone carriage return', said: /./, text: /;[^\n]*\r(?!\n)/ },
];

/** What we refuse and named does not; everything that we say must match. */
export const strictnesses: readonly KnownDifference[] = [
  { name: 'TTL above 2147483647', said: /^A TTL is (?:at most|a time of up to) / },
  {
    name: 'quoted name',
    said: /^A domain name takes no quotes|^This record needs a type/,
    text: /^[( ]*"/m,
  },
  {
    name: 'escaped line end',
    said: /^The closing quote is missing|^A backslash takes one character|^This record needs a type|^A record type such as/,
    text: /\\\r?\n/,
  },
  {
    name: 'class 0',
    said: /^The class is |^A record type such as/,
    text: /\b(?:class0+|reserved0)\b/i,
  },
];

/** Zones that both accept. */
export const otherRecords: readonly KnownDifference[] = [
  { name: 'lone carriage return', said: /./, text: /;[^\n]*\r(?!\n)/ },
];

/** Zones that both accept, and in which nothing but TTLs differs. */
export const otherTtls: readonly KnownDifference[] = [
  { name: 'last stated TTL', said: /using RFC1035 TTL semantics/ },
];
