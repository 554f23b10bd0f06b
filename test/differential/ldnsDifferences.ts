import type { KnownDifference } from './knownDifferences';

/** Types that ldns does not know, or not as they were published; it reads their generic RDATA. */
export const typesUnknownToLdns: ReadonlySet<string> = new Set([
  ...['A6', 'AMTRELAY', 'ATMA', 'AVC', 'BRID', 'CLA', 'DOA', 'DSYNC', 'HHIT', 'IPN', 'NINFO'],
  ...['NXT', 'RESINFO', 'RKEY', 'SINK', 'TA', 'WALLET'],
]);

/** Zones that ldns refuses; `said` is what it says, `text` what the zone has. */
export const refusedByLdns: readonly KnownDifference[] = [
  { name: 'directive not in capitals', said: /./, text: /^\$(?!(?:ORIGIN|TTL|DATE)\b)[A-Za-z]/m },
  { name: '$DATE', said: /RR's class/, text: /^\$DATE/m },
  {
    name: 'parenthesis before the type',
    said: /RR's rdata/,
    text: /^[^;"]*\(\s*(?:\$|[^\s;]+\s)/m,
  },
  { name: 'class before TTL', said: /RR's rdata/, text: /\sIN\s+\d\w*\s/i },
  { name: 'lone carriage return', said: /superfluous text/, text: /\r(?!\n)/ },
  { name: 'form feed', said: /RR's TTL/, text: /[\f\v]/ },
  { name: 'relative $ORIGIN', said: /dname/, text: relativeOrigin() },
];

/** Zones of which ldns gives other records. */
export const otherRecordsOfLdns: readonly KnownDifference[] = [
  { name: 'relative $ORIGIN', said: /./, text: relativeOrigin() },
  { name: 'quote or dollar sign in a name', said: /./, text: /\\["$]/ },
  {
    name: 'strings without a blank between them',
    said: /./,
    text: /"[^"\s]*"[^\s"]|[^\s"]"[^"]*"/,
  },
  { name: 'lone carriage return', said: /./, text: /;[^\n]*\r(?!\n)/ },
  { name: 'class that is not repeated', said: /./, text: /^@ CH SOA/m },
];

/** Zones in which nothing but TTLs differs: without $TTL ldns takes 3600, whatever the SOA says. */
export const otherTtlsOfLdns: readonly KnownDifference[] = [
  { name: 'no $TTL', said: /./, text: /^(?![\s\S]*^\$TTL)/im },
];

/** Records in canonical form that ldns refuses or changes; `text` is type and RDATA. */
export const otherRdataOfLdns: readonly KnownDifference[] = [
  {
    name: 'no types, digits or services at the end',
    said: /./,
    text: /^(?:CSYNC \d+ \d+|KEY \d+ \d+ \d+|SSHFP \d+ \d+|WKS \S+ \d+)$/,
  },
  { name: 'NSEC3 of a hash that is not known', said: /./, text: /^NSEC3 [^1]/ },
  { name: 'NSAP-PTR', said: /./, text: /^NSAP-PTR / },
  { name: 'generic APL or LOC without text', said: /./, text: /^(?:APL|LOC) \\#/ },
  { name: 'quote in a parameter', said: /./, text: /^(?:HTTPS|SVCB) .*\\"/ },
  { name: 'SIG of a number', said: /./, text: /^SIG \d+ / },
];

function relativeOrigin(): RegExp {
  return /^\$ORIGIN\s+(?:\(?[^\s.]+\)?(?:\s|$)|\.)/im;
}
