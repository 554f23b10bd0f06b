import { typeMnemonic } from '../../server/src/core/syntax/mnemonics';
import { rdataCases } from '../unit/dns/rdataCases';

/** A whole number from 0 to below the limit. */
export type Roll = (limit: number) => number;

/** Longer texts find nothing that shorter ones do not, and take their time. */
const longest = 4000;

const mnemonics = Array.from({ length: 300 }, (_, number) => typeMnemonic(number)).filter(
  (word) => !word.startsWith('TYPE'),
);
const rdata = rdataCases.flatMap(({ type, accepted, refused }) =>
  [...accepted, ...refused].map(
    (each) => `${type} ${typeof each === 'string' ? each.replace(/[«»]/g, '') : each[0]}`,
  ),
);
const words: readonly string[] = [
  ...['$ORIGIN ', '$TTL ', '$INCLUDE ', '$GENERATE 1-3 ', '$DATE ', '$ORIGIN .\n', '@', '@ '],
  ...['IN', 'CH', 'CLASS32', 'CLASS65536', 'TYPE65280', 'TYPE15', 'TYPE0', 'TYPE65536', '\\# '],
  ...['\\# 0', '\\# 4 C0000201', '1h30m', '1w', '1h1', '\\000', '\\256', '\\.', '\\ ', '\\"'],
  ...['example.com.', 'mail', '.', '..', '*', '*.', 'xn--bcher-kva', 'a.b.c.d', '192.0.2.1'],
  ...['2001:db8::1', '::', '"', '""', '(', ')', ';', ' ', '\t', '\n', '\r\n', '\r', '\f', '\ufeff'],
  ...['\u00fc', '\ud83d\udce7', '\u2028', '\u00a0', '\0', '\u007f', `${'x'.repeat(63)}.`],
  ...[`${'y'.repeat(64)}.`, 'z.'.repeat(127), '@ SOA ns host 1 1h 15m 30d 1h\n', '@ MX 0 .\n'],
  ...['\n MX 10 mail', '\n CNAME a', '\nmail A 192.0.2.1\n', '\n( a\n', 'DNAME b', 'NS ns.sub'],
];
const numbers = ['0', '1', '-1', '00', '127', '128', '255', '256', '65535', '65536', '2147483647'];
const large = ['2147483648', '4294967295', '4294967296', '99999999999999999999', '1e3', '0x10'];

type Mutation = (text: string, roll: Roll, other: string) => string;

const pick = (roll: Roll, choices: readonly string[]): string =>
  choices[roll(choices.length)] ?? '';

function replace(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** Start and end of a piece of the text that matches. */
function find(text: string, pattern: RegExp, roll: Roll): readonly [number, number] {
  const found = [...text.matchAll(pattern)];
  const match = found[roll(Math.max(found.length, 1))];
  return match === undefined ? [0, 0] : [match.index, match.index + match[0].length];
}

const token = /"[^"\r\n]*"?|[^\s"();]+|[();]|[ \t]+|\r?\n/g;
const line = /[^\n]*\n|[^\n]+$/g;

/** Takes a piece away, doubles it, or puts one from elsewhere in its place. */
function ofPieces(pattern: RegExp): readonly Mutation[] {
  return [
    (text, roll) => replace(text, ...find(text, pattern, roll), ''),
    (text, roll) => {
      const [start, end] = find(text, pattern, roll);
      return replace(text, end, end, text.slice(start, end).repeat(1 + roll(3)));
    },
    (text, roll, other) => {
      const [start, end] = find(other, pattern, roll);
      return replace(text, ...find(text, pattern, roll), other.slice(start, end));
    },
    (text, roll, other) => {
      const [start, end] = find(other, pattern, roll);
      const [at] = find(text, pattern, roll);
      return replace(text, at, at, other.slice(start, end));
    },
  ];
}

const mutations: readonly Mutation[] = [
  ...ofPieces(token),
  ...ofPieces(token),
  ...ofPieces(line),
  // A character for another one, or for none.
  (text, roll) => {
    const at = roll(text.length + 1);
    return replace(text, at, at + 1, pick(roll, [...'a0.;()"\\@$ -:\n\tX9#{}=,!/+', '']));
  },
  (text, roll) => {
    const at = roll(text.length + 1);
    return replace(text, at, at, String.fromCharCode(roll(roll(4) === 0 ? 0xd800 : 0x80)));
  },
  // Words of zone files.
  (text, roll) => {
    const at = roll(text.length + 1);
    return replace(text, at, at, pick(roll, words));
  },
  (text, roll) => replace(text, ...find(text, token, roll), pick(roll, words)),
  (text, roll) => replace(text, ...find(text, /\b[A-Z][A-Z0-9]+\b/gi, roll), pick(roll, mnemonics)),
  (text, roll) => replace(text, ...find(text, /\d+/g, roll), pick(roll, [...numbers, ...large])),
  (text, roll) => {
    const [at] = find(text, line, roll);
    return replace(text, at, at, `${pick(roll, ['a ', '@ ', ' ', 'b 5 '])}${pick(roll, rdata)}\n`);
  },
  // Letters in the other case.
  (text, roll) => {
    const [start, end] = find(text, token, roll);
    const piece = text.slice(start, end);
    const upper = piece.toUpperCase();
    return replace(text, start, end, piece === upper ? piece.toLowerCase() : upper);
  },
  // The start of one text and the end of another.
  (text, roll, other) => {
    const [, cut] = find(text, line, roll);
    const [from] = find(other, line, roll);
    return text.slice(0, cut) + other.slice(from);
  },
  (text, roll, other) => text.slice(0, roll(text.length + 1)) + other.slice(roll(other.length + 1)),
];

/** A text that is a little different; `other` lends pieces. */
export function mutate(text: string, other: string, roll: Roll): string {
  let mutant = text;
  for (let rounds = 1 + roll(4); rounds > 0; rounds--)
    mutant = mutations[roll(mutations.length)]?.(mutant, roll, other) ?? mutant;
  // Half a surrogate pair could not be kept in a file.
  return Buffer.from(mutant.slice(0, longest)).toString();
}
