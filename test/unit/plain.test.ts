import assert from 'node:assert/strict';
import { type AbsoluteName, type MakeParts, NameTable } from '../../server/src/core/dns/name';
import { lint } from '../../server/src/core/lint';
import { PlainEngine } from '../../server/src/core/plain/engine';
import { PlainReader } from '../../server/src/core/plain/plainReader';
import { PlainScanner } from '../../server/src/core/plain/plainScanner';
import { scan } from '../../server/src/core/syntax/scanner';
import type { Syntax } from '../../server/src/core/syntax/syntax';
import { buildZone } from '../../server/src/core/zone/build';
import { firstState } from '../../server/src/core/zone/readState';
import { RecordTable } from '../../server/src/core/zone/recordTable';
import type { Zone } from '../../server/src/core/zone/zone';
import { mistakes, head as mistakesHead } from '../differential/mistakes';
import { describeWhole } from '../support/describeZone';
import { Dice } from '../support/dice';
import { note } from '../support/note';
import { randomEdit } from '../support/randomEdit';
import { generateMutant, generateZone } from '../support/zoneGenerator';

const options = { fallbackOrigin: 'example.com.' };
/** More of them are read by `ZONE_MX_FILES`. */
const files = Number(process.env['ZONE_MX_FILES'] ?? 150);
const [always, never] = [0, Number.POSITIVE_INFINITY];

interface Reading {
  readonly syntax: Syntax;
  readonly zone: Zone;
}

function read(text: string, plainFrom: number): Reading {
  const syntax = scan(text, 0, true, plainFrom);
  return { syntax, zone: buildZone(syntax, options, plainFrom) };
}

function columnsOf({ syntax, zone }: Reading): unknown {
  const { names, records } = zone;
  return {
    kinds: syntax.tokenKinds.values,
    starts: syntax.tokenStarts.values,
    ends: syntax.tokenEnds.values,
    entries: syntax.entryStarts.values,
    tokens: syntax.entryTokens.values,
    entryCount: syntax.entryCount,
    records: records.columns,
    names: Array.from({ length: names.size }, (_, number) => {
      const name = number as AbsoluteName;
      const marks = [names.labelCount(name), names.isHostName(name), names.hasUnderscore(name)];
      return [names.text(name), names.textLength(name), ...marks].join(' ');
    }),
  };
}

/** Compares what was read quickly with what was read entry by entry, number by number. */
function check(text: string): void {
  const [quick, slow] = [read(text, always), read(text, never)];
  assert.deepEqual(columnsOf(quick), columnsOf(slow), text.slice(0, 3000));
}

/** Compares also all that is said of it. */
function checkWhole(text: string): void {
  check(text);
  const [quick, slow] = [read(text, always), read(text, never)].map(({ zone }) =>
    describeWhole(zone, lint(zone), false),
  );
  assert.deepEqual(quick, slow, text);
}

const head = '$TTL 1h\nexample.com. SOA ns h 1 1h 15m 30d 1h\n@ NS ns\nns A 192.0.2.53\n';

/** Puts a comment into some lines that is not ASCII. */
function newLine(every: number): () => string {
  let lines = 0;
  return () => (++lines % every === 0 ? ' ; für Müller\n' : '\n');
}

/** How many of a text’s entries are scanned quickly. */
function scannedQuickly(text: string): number {
  const { tokenKinds, tokenStarts, tokenEnds, entryStarts, entryTokens } = scan('', 0, true, never);
  const columns = { tokenKinds, tokenStarts, tokenEnds, entryStarts, entryTokens };
  PlainScanner.create(text)?.scan(0, columns);
  return entryStarts.length - 2;
}

/** How many records are read quickly. */
function readQuickly(text: string): number {
  const engine = PlainEngine.create();
  assert.ok(engine !== undefined);
  const makeParts: MakeParts = (...lengths) => engine.makeParts(...lengths);
  const names = new NameTable(1000, makeParts);
  const records = new RecordTable(1000);
  const syntax = scan(text, 0, true, never);
  const state = { ...firstState(names.root), lastOwner: names.root, sawOwner: true };
  const reader = new PlainReader(engine, syntax, names, records);
  // The first entries are a directive and the SOA record.
  const { entry } = reader.read(syntax, 2, 0, state);
  assert.equal(entry, syntax.entryCount);
  return records.length - 2;
}

const owners = [
  'a',
  '@',
  '',
  'A-b.C',
  '-x',
  '12',
  'www.example.net.',
  'mail._tcp',
  '*',
  '\\097',
  'a..b',
  '.',
  '"q"',
];

const headers = [
  '',
  '1h IN',
  'IN 300',
  '3600',
  '1h30m',
  '1h30',
  '2147483647',
  '2147483648',
  'CH',
  'in',
  '1x',
  '1w 2d',
  'IN IN',
  '99999999999',
];

const rdata = [
  'A 192.0.2.1',
  'a 255.255.255.255',
  'A 192.0.2.256',
  'A 192.0.02.1',
  'A 192.0.2.1 ; x',
  'A ( 192.0.2.1 )',
  'A "192.0.2.1"',
  'A 192.0.2.1 extra',
  'A',
  ...[
    '::',
    '::1',
    '1::',
    '2001:db8::1',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
  ].map((address) => `AAAA ${address}`),
  ...[
    '1:2:3:4:5:6:7:8::',
    ':',
    ':::',
    '1::2::3',
    '12345::',
    '::192.0.2.1',
    '1:',
    ':1',
    'g::',
    '1:2',
  ].map((address) => `AAAA ${address}`),
  'NS ns',
  'NS "ns"',
  'CNAME @',
  'CNAME .',
  'PTR a\\.b',
  'DNAME x y',
  'MX 10 mail',
  'MX 010 mail',
  'MX 65536 mail',
  'MX 99999999999 mail',
  'MX ten mail',
  'MX 10 "mail"',
  'MX 10',
  'MX mail',
  'MX \\# 4 000a 0161',
  'SRV 0 1 587 mail',
  'SRV 0 1 587 .',
  'SRV 0 1 mail',
  'SRV 0 1 587 mail 1',
  'TXT "v=spf1 mx -all"',
  'TXT "v=sp" "f1 mx -all"',
  'TXT "" "v=spf1 -all"',
  'TXT V=SPF1 a',
  'TXT v',
  'TXT "" ""',
  'TXT "a""b"',
  'TXT "a\\"b"',
  'TXT "open',
  `TXT "${'a'.repeat(255)}"`,
  `TXT "${'a'.repeat(256)}"`,
  'TXT "v=DKIM1; k=rsa; p=MIGf" "MA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ=="',
  'TXT \\# 2 0161',
  'TXT',
  `DS 1 13 2 ${'0a'.repeat(32)}`,
  `DS 1 13 2 ${'0a'.repeat(31)} 0 a`,
  `DS 1 13 2 ${'0a'.repeat(31)}`,
  `DS 1 13 1 ${'0A'.repeat(20)}`,
  `DS 1 ECDSAP256SHA256 SHA-256 ${'0a'.repeat(32)}`,
  'DS 1 13 9 0a',
  'DS 1 13 9 0',
  'DS 1 13 9 0g',
  'DS 1 13 9',
  ...['A 13 2 3600 20300101000000 20260101000000 1 example.com. AAAA'].flatMap((usual) => [
    `RRSIG ${usual}`,
    `RRSIG ${usual} BB==`,
    `RRSIG ${usual} BA==`,
    `RRSIG ${usual} BAA=`,
    `RRSIG ${usual} BAB=`,
    `RRSIG ${usual} B===`,
    `RRSIG ${usual} BA= =`,
    `RRSIG ${usual} BA== AAAA`,
    `RRSIG ${usual} A`,
    `RRSIG ${usual.replace('A ', 'MX ').replace('20300101000000', '4294967295')}`,
    `RRSIG ${usual.replace('20300101000000', '4294967296')}`,
    `RRSIG ${usual.replace('20300101000000', '20300229000000')}`,
    `RRSIG ${usual.replace('20300101000000', '20280229000000')}`,
    `RRSIG ${usual.replace('20300101000000', '20301231235960')}`,
    `RRSIG ${usual.replace('20300101000000', '19690101000000')}`,
    `RRSIG ${usual.replace(' 2 3600', ' 1 3600')}`,
    `RRSIG ${usual.replace('example.com.', 'example')}`,
    `RRSIG ${usual.replace('example.com.', '.')}`,
    `RRSIG ${usual.replace('example.com.', 'a..com.')}`,
    `RRSIG ${usual.replace('A ', 'NONE ')}`,
    `RRSIG ${usual.replace('A ', 'TYPE1 ')}`,
    `RRSIG ${usual.slice(0, -5)}`,
  ]),
  'TLSA 3 1 1 00',
  'CAA 0 issue "ca.example"',
  'HINFO a b',
  'TYPE1 \\# 4 c0000201',
  'NONE x',
  'SPF "v=spf1 -all"',
];

describe('reading the usual kind of entries quickly', () => {
  it('gives what reading entry by entry gives', function () {
    this.timeout(0);
    for (let seed = 1; seed <= files; seed++) {
      const dice = new Dice(seed);
      let text = '';
      // Many mistakes in one file: behind each, reading goes on quickly.
      for (let parts = 1 + dice.below(8); parts > 0; parts--)
        text += (dice.once(2) ? generateMutant : generateZone)(seed * 10 + parts).text;
      for (let edits = dice.below(30); edits > 0; edits--) {
        const edit = randomEdit(text, dice);
        text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
      }
      check(text);
      if (seed % 10 === 0) checkWhole(text);
    }
    note(`${files} files: quick readings and others agree`);
  });

  it('knows what is wrong', () => {
    for (const { zone, isWhole } of mistakes) {
      const text = zone.replace(/[«»]/g, '');
      checkWhole(isWhole === true ? text : mistakesHead + text);
    }
  });

  it('takes each field for what it is', () => {
    const lines: string[] = [];
    for (const owner of owners)
      for (const [index, header] of headers.entries()) {
        // Each is met by each in turn, not all by all.
        for (let each = index % 5; each < rdata.length; each += 5)
          lines.push(`${owner}\t${header} ${rdata[each]}`);
      }
    for (const line of lines.slice(0, 60)) check(`${head}${line}`);
    check(`${head}${lines.join('\n')}\n`);
    check(`${head}${lines.join('\r\n')}\r\n`);
    check(`${head}${lines.map((line) => `${line} ; why`).join('\n\n')}`);
    // Of each line a part is missing.
    check(`${head}${lines.map((line, at) => line.slice(0, line.length - (at % 20))).join('\n')}`);
    check(lines.join('\n'));
    check(`$ORIGIN example.org.\n${lines.join('\n')}`);
  });

  it('reads names that are as long as can be', () => {
    const label = (length: number): string => 'a'.repeat(length);
    const lines = [60, 61, 62, 63, 64].flatMap((first) =>
      [48, 49, 50, 51, 52].flatMap((last) => {
        const name = [label(first), label(63), label(63), label(last)].join('.');
        return [`${name} A 192.0.2.1`, `${name}. MX 10 ${name}`, `www CNAME ${name}.`];
      }),
    );
    check(head + lines.join('\n'));
    check(`${head}${label(256)} A 192.0.2.1\nwww CNAME ${label(300)}.${label(9)}\n`);
  });

  it('goes on over the borders of what it looks at', () => {
    const lines = (count: number): string =>
      Array.from({ length: count }, (_, at) => `h${at} 1h IN A 192.0.2.${at % 256}\n`).join('');
    const long = lines(30_000);
    check(head + long);
    // A record of many lines, at the border and longer than the window.
    for (const before of [9_000, 9_300, 9_400, 9_500])
      check(
        `${head}${lines(before)}t TXT (${'\n "some text of a record"'.repeat(4_000)})\n${long}`,
      );
    check(`${head}t TXT (${'\n "some text of a record"'.repeat(20_000)})\n${long}`);
    check(`${head}${long}u TXT (${'\n "never closed"'.repeat(100)}\n${lines(2_000)}`);
    check(`${head}${long}; ${'é'.repeat(300_000)}\n${long}ü A 192.0.2.1\n${long}`);
    check(head + long.replaceAll('\n', '\r'));
    for (const every of [1, 2, 7, 500, 9_999])
      check(`\ufeff${head}${long.replace(/\n/g, newLine(every))}${long}`);
    check(`${head}${' NS .\n'.repeat(60_000)}`);
    check(`${head}${long}last A 192.0.2.1`);
  });

  it('leaves a table of names that has no more room to others', () => {
    // More names than are expected of a text of this length.
    const text = Array.from({ length: 60_000 }, (_, at) => `${at.toString(36)}.b${at} NS .\n`).join(
      '',
    );
    check(head + text);
  });

  it('is what reads nearly all', () => {
    const usual = `a MX 10 b\n TXT "v=spf1 -all"\n; why\n\nb 1h IN A 192.0.2.1\n`.repeat(100);
    assert.equal(scannedQuickly(usual), 500);
    assert.equal(scannedQuickly(`${usual}c TXT "open\n${usual}`), 500);
    assert.equal(readQuickly(`${head}${usual}`), 300);
  });

  it('is left out where the host has no WebAssembly', () => {
    const { WebAssembly: usual } = globalThis as { WebAssembly?: unknown };
    try {
      Object.assign(globalThis, { WebAssembly: undefined });
      assert.equal(PlainEngine.create(), undefined);
      const refuses = class {
        constructor() {
          throw new Error('Refused by the policy of the page.');
        }
      };
      Object.assign(globalThis, { WebAssembly: usual });
      // One may be left of the last text.
      assert.notEqual(PlainEngine.create(), undefined);
      Object.assign(globalThis, { WebAssembly: { Module: refuses, Instance: refuses } });
      assert.equal(PlainEngine.create(), undefined);
      assert.equal(read(`${head}a A 192.0.2.1\n`, always).zone.records.length, 4);
    } finally {
      Object.assign(globalThis, { WebAssembly: usual });
    }
  });
});
