import { readProblems } from '../readProblems';
import type { ZoneRule } from '../rule';

export const rule: ZoneRule = {
  id: 'class-mismatch',
  family: 'syntax',
  level: 'error',
  scope: 'zone',
  summary: 'A record has another class than the zone.',
  why: 'A zone has one class, nearly always IN. Name servers refuse a zone with a record of another one. Most often the word is meant as an owner name or as a type, and stands in the wrong place.',
  references: [
    { rfc: 1035, section: '5.2' },
    { rfc: 2181, section: '8' },
  ],
  examples: [
    {
      title: 'A record of the class CH in a zone of the class IN',
      zone: `
www  IN A 192.0.2.1
mail «CH» TXT "postfix"
`,
    },
    {
      title: 'By its number',
      zone: `
www «CLASS3» TXT "text"
`,
    },
    {
      title: 'Once for each record',
      zone: `
a «HS» TXT "a"
b «HS» TXT "b"
`,
    },
    {
      title: 'IN, in any notation, or no class at all',
      zone: `
a IN TXT "a"
b in TXT "b"
c CLASS1 TXT "c"
d TXT "d"
`,
    },
    {
      title: 'A zone of another class',
      zone: `
$ORIGIN bind.
$TTL 0
@       CH SOA ns.example.net. hostmaster 1 1h 15m 30d 1h
@       CH NS ns.example.net.
version CH TXT "none of your business"
`,
    },
    {
      title: 'A class as an owner name',
      zone: `
CH IN TXT "Switzerland"
`,
    },
  ],
  check: (zone) => readProblems(zone, 'class-mismatch'),
};
