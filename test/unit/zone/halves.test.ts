import assert from 'node:assert/strict';
import { lint } from '../../../server/src/core/lint';
import { scan } from '../../../server/src/core/syntax/scanner';
import { buildZone } from '../../../server/src/core/zone/build';
import { findSplit, guessState } from '../../../server/src/core/zone/guessState';
import {
  HalvesReader,
  readSecondHalf,
  type SecondHalf,
} from '../../../server/src/core/zone/halves';
import type { Zone } from '../../../server/src/core/zone/zone';
import { describeFindings, describeWhole } from '../../support/describeZone';
import { Dice } from '../../support/dice';
import { randomEdit } from '../../support/randomEdit';
import { generateMutant, generateZone } from '../../support/zoneGenerator';

const options = { fallbackOrigin: 'example.com.' };

interface Reading {
  readonly zone: Zone;
  readonly split: number;
  /** True where what was read beforehand counts. */
  readonly isAccepted: boolean;
}

/** Reads a text as two threads do; undefined where they can't. */
function readHalves(text: string, middle: number): Reading | undefined {
  const slice = (start: number, end: number): string => text.slice(start, end);
  const file = { bytes: Buffer.from(text, 'latin1'), slice };
  const split = findSplit(file, middle);
  if (split === text.length) return undefined;
  const rest = text.slice(split);
  const found = readSecondHalf(rest, split, guessState(file, split, options));
  const reader = HalvesReader.read(text.slice(0, split), text.length, options);
  if (found === undefined || reader === undefined) return undefined;
  // As it travels from thread to thread.
  const second: SecondHalf = structuredClone(found);
  const isAccepted = reader.accepts(second);
  const zone = reader.finish(rest, second);
  return zone && { zone, split, isAccepted };
}

/** Compares with the reading of the whole text. */
function checkHalves(text: string, middle: number): Reading | undefined {
  const reading = readHalves(text, middle);
  if (reading === undefined) return undefined;
  const whole = buildZone(scan(text), options);
  const [found, expected] = [lint(reading.zone), lint(whole)];
  const what = `split at ${reading.split} of\n${text}`;
  assert.deepEqual(
    describeWhole(reading.zone, found, true),
    describeWhole(whole, expected, true),
    what,
  );
  assert.deepEqual(describeFindings(found, true), describeFindings(expected, true), what);
  return reading;
}

const head = '$TTL 1h\nexample.com. SOA ns h 1 1h 15m 30d 1h\n@ NS ns\nns A 192.0.2.53\n';

/** So much that what stands behind it is not seen when the state is guessed. */
const longHead = `${head}${'; a comment\n'.repeat(3_000)}`;

describe('a zone that is read in two halves', () => {
  it('is what reading it at once gives', function () {
    this.timeout(0);
    const counts = { read: 0, accepted: 0 };
    for (let seed = 1; seed <= 600; seed++) {
      const dice = new Dice(seed);
      const generated = dice.once(3) ? generateMutant(seed) : generateZone(seed, dice.below(60));
      let { text } = generated;
      for (let edits = dice.below(12); edits > 0; edits--) {
        const edit = randomEdit(text, dice);
        text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
      }
      // What two threads can't read is left to one, so that it would test nothing here.
      text = text.replace(/[^\0-\x7f]/g, '?').replace(/\$(INCLUDE|GENERATE)/gi, 'x');
      const reading = checkHalves(text, dice.below(text.length + 1));
      if (reading !== undefined) counts.read++;
      if (reading?.isAccepted === true) counts.accepted++;
    }
    assert.ok(counts.read > 200 && counts.accepted > 100, JSON.stringify(counts));
  });

  it('has the half that was read beforehand where the guess is right', () => {
    for (const [before, after] of [
      [head, 'www A 192.0.2.1\n'],
      [`${head}www A 192.0.2.1\n`, 'www AAAA 2001:db8::1\n MX 10 www\n'],
      [`${longHead}$ORIGIN sub.example.com.\n$TTL 5m\nwww A 192.0.2.1\n`, 'mail MX 10 www\n'],
      [`${longHead}$origin b.example.\n`, 'a MX 10 b\n$ORIGIN example.org.\nb A 192.0.2.1\n'],
      ['a A 192.0.2.1\n', 'b A 192.0.2.2\nb 60 A 192.0.2.3\nc A 192.0.2.4\n'],
      ['a 1h A 192.0.2.1\n', 'b A 192.0.2.2\nc 60 A 192.0.2.3\nd A 192.0.2.4\n'],
      [`${longHead}a TXT "$TTL 1\n`, 'b A 192.0.2.2\n'],
      [`${head}@ MX 10 gone ; zone-mx-ignore mx-exchange-has-no-address\n`, 'a MX 10 gone\n'],
      [`${head}a MX 10 b\n; zone-mx-ignore mx-single-exchange\n`, 'b MX 10 ns\n'],
      [`${head}a MX 10 b\n`, 'b A 192.0.2.1\n) ; zone-mx-ignore syntax\nc MX ten b\n'],
    ] as const)
      assert.equal(readAt(before, after)?.isAccepted, true, before + after);
  });

  it('reads the second half anew where the guess is wrong', () => {
    for (const [before, after] of [
      [`${longHead}$ORIGIN sub\n$ORIGIN sub\n`, 'a A 192.0.2.1\n'],
      [`${longHead}a TXT "x" (\n$TTL 5\n)\n`, 'b A 192.0.2.1\n'],
      [`${'; a comment\n'.repeat(3_000)}a CH A 192.0.2.1\n`, 'b IN A 192.0.2.1\n'],
      ['a 5m A 192.0.2.1\n', 'example.com. SOA ns h 1 1h 15m 30d 1h\nb A 192.0.2.1\n'],
    ] as const)
      assert.equal(readAt(before, after)?.isAccepted, false, before + after);
  });

  it('is left to one thread where it can’t be read so', () => {
    for (const [before, after] of [
      [`${head}$INCLUDE hosts.zone\n`, 'b A 192.0.2.1\n'],
      [head, 'b A 192.0.2.1\n$GENERATE 1-9 h-$ A 192.0.2.$\n'],
      [`${head}a TXT (\n`, 'b A 192.0.2.1\n)\n'],
      [head, 'b A 192.0.2.1\nc TXT (\n'],
      [`${head}${')\n'.repeat(600)}`, `b A 192.0.2.1\n${')\n'.repeat(600)}`],
      [head, `b A 192.0.2.1\n${'c MX\n'.repeat(1_100)}`],
    ] as const)
      assert.equal(readAt(before, after), undefined, before + after);
  });
});

/** Reads a text of two halves, each of them as it is given. */
function readAt(before: string, after: string): Reading | undefined {
  const reading = checkHalves(before + after, before.length - 1);
  assert.equal(reading?.split ?? before.length, before.length);
  return reading;
}
