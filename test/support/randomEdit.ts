import type { Dice } from './dice';

/** Replaces the text from `start` to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const characters = [...' \t\n\r();"\\.@$a1*-_'];

const words = [
  '@',
  'mail',
  'www',
  '*',
  '*.web',
  'a.b',
  'b',
  'example.com.',
  'mail.example.com',
  'mail.example.com.',
  'mail.example.net.',
  'a.example.net.',
  'sub',
  'mx.sub',
  '10',
  '0',
  '.',
  '1h',
  'IN',
  'CH',
  'MX',
  'A',
  'AAAA',
  'CNAME',
  'NS',
  'DNAME',
  'TXT',
  'SRV',
  'SOA',
  '192.0.2.1',
  '2001:db8::1',
  '"v=spf1 mx -all"',
];

const lines = [
  '$ORIGIN sub.example.com.',
  '$ORIGIN example.com.',
  '$ORIGIN sub',
  '$TTL 300',
  '$TTL 1h',
  '@ SOA ns hostmaster 1 2 3 4 5',
  '@ NS ns',
  'ns A 192.0.2.53',
  'sub NS mx.sub',
  'mx.sub A 192.0.2.25',
  '@ MX 10 mail',
  ' MX 20 mail2',
  'x MX 10 a.b',
  'y MX 10 any.web',
  '*.web A 192.0.2.80',
  '* CNAME mail',
  'mail CNAME www',
  'www CNAME mail',
  'www A 192.0.2.1',
  'mail A 192.0.2.1',
  'mail AAAA 2001:db8::1',
  'b DNAME example.net.',
  '@ DNAME example.net.',
  'a.b A 192.0.2.2',
  'deep.er.b A 192.0.2.2',
  '; a comment',
  '; zone-mx-ignore mx-equal-preference',
  '; zone-mx-ignore mx-single-exchange, rr-duplicate mx-exchange-has-no-address -- why',
  '; zone-mx-ignore mx-exchange-has-no-address syntax: why ; more',
  '; zone-mx-ignore-file mx-single-exchange',
  '; zone-mx-ignore-file unused-ignore, mx-wildcard',
  '; zone-mx-ignore',
  '@ MX 10 gone ; zone-mx-ignore mx-exchange-has-no-address, ttl-missing',
  'x MX 10 a.b ; zone-mx-ignore mx-single-exchange mx-exchange-has-no-adress',
  'k MX ( 10 ; zone-mx-ignore mx-exchange-has-no-address',
  ' gone )',
  '$GENERATE 5-7 g$ MX "$ h$" ; zone-mx-ignore mx-exchange-has-no-address',
  'm SOA ns host (',
  ' 1 2 3 4 5 )',
  'nonsense',
  ' "x',
  '$GENERATE 1-3 g$ A 192.0.2.$',
  '$GENERATE 1-2 @ MX "10 g$"',
  '$GENERATE 5-7 g$ MX "$ h$"',
  '$INCLUDE hosts.example',
  '$INCLUDE hosts.example sub',
  '$INCLUDE x.missing',
  '$INCLUDE self.example',
  '_dmarc TXT "v=DMARC1; p=none"',
  '@ TXT "v=spf1 mx include:sub.example.com -all"',
  '_25._tcp.mail TLSA 3 1 1 ABCD',
  '_sip._tcp SRV 0 5 5060 mail',
  '@ MX 30 mail.example.net.',
  'x MX 40 a.example.net.',
  'y MX 10 mail.sub',
  '@ NS ns.example.net.',
  'www CNAME www.example.net.',
  '_sip._tcp SRV 0 5 5061 gone.example.net.',
  '@ TXT "v=spf1 mx:example.net include:example.net -all"',
];

/** An edit as people and programs make them: characters, words, lines, whole stretches. */
export function randomEdit(text: string, dice: Dice): Edit {
  const at = dice.below(text.length + 1);
  switch (dice.below(8)) {
    case 0:
      return { start: at, end: at, text: dice.pick(characters) };
    case 1:
      return { start: at, end: Math.min(text.length, at + 1), text: '' };
    case 2:
      return { start: at, end: Math.min(text.length, at + dice.below(60)), text: '' };
    case 3:
      return replaceWord(text, at, dice);
    case 4:
    case 5: {
      const start = text.lastIndexOf('\n', at - 1) + 1;
      return { start, end: start, text: `${dice.pick(lines)}\n` };
    }
    case 6: {
      const start = text.lastIndexOf('\n', at - 1) + 1;
      const end = text.indexOf('\n', at);
      return { start, end: end < 0 ? text.length : end + 1, text: '' };
    }
    default: {
      const from = dice.below(text.length + 1);
      return { start: at, end: at, text: text.slice(from, from + dice.below(200)) };
    }
  }
}

function replaceWord(text: string, at: number, dice: Dice): Edit {
  let start = at;
  while (start > 0 && !/\s/.test(text.charAt(start - 1))) start--;
  let end = at;
  while (end < text.length && !/\s/.test(text.charAt(end))) end++;
  return { start, end, text: dice.pick(words) };
}
