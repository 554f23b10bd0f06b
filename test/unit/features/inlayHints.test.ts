import assert from 'node:assert/strict';
import { findInlayHints, type HintSettings } from '../../../server/src/core/features/inlayHints';
import { wordMessage } from '../../../server/src/core/text/message';
import { readMarks, zoneOf } from '../../support/marked';

const none: HintSettings = { names: 'off', ttl: 'off', owners: false, serial: false };
const moment = { unixTime: 1_795_305_600, date: 20_261_122 };

/** Each mark in the text is empty, and stands where a hint is; the labels are what the hints say. */
function check(
  settings: Partial<HintSettings>,
  marked: string,
  ...labels: readonly string[]
): void {
  const { text, marks } = readMarks(marked);
  const stretch = { start: 0, end: text.length };
  const hints = findInlayHints(zoneOf(text), stretch, { ...none, ...settings }, moment);
  assert.deepEqual(
    hints
      .map(({ offset, label }) => [offset, wordMessage(label)] as const)
      .sort(([a], [b]) => a - b),
    marks.map(([start], index) => [start, labels[index]]),
  );
}

const zone = `$ORIGIN example.com.
@ SOA ns host 1 1h 1h 1d 1h
ns A 192.0.2.53
`;

describe('inlay hints', () => {
  it('show what a name that lacks its final dot means', () => {
    const slips = `${zone}@ MX 10 mail.example.com«»\n  MX 20 ns\nwww.example.com«» CNAME ns\n`;
    check({ names: 'surprising' }, slips, '.example.com.', '.example.com.');
    check({ names: 'surprising' }, `${zone}@ MX 10 mail.example.com.\nmail.sub A 192.0.2.1\n`);
  });

  it('show the absolute form of all relative names where that is wanted', () => {
    check(
      { names: 'all' },
      '$ORIGIN example.com.\nwww«» CNAME ns«»\n@«» NS ns.example.net.\n',
      '.example.com.',
      '.example.com.',
      ' example.com.',
    );
  });

  it('say the seconds of timers in words', () => {
    const timers = `$TTL 86400«»\n$ORIGIN example.com.\n@ 300 SOA ns host 7200 3600«» 90«» 1209600«» 30\nx 7200 A 192.0.2.1\n`;
    const words = [' 1 d', ' 1 h', ' 1 min 30 s', ' 14 d'];
    check({ ttl: 'timers' }, timers, ...words);
    check({ ttl: 'timers' }, '$TTL 1d\n$TTL 1\n; $TTL 86400\n$TTL\n');
    check(
      { ttl: 'all' },
      '$ORIGIN example.com.\nx 7200«» IN A 192.0.2.1\n  1h A 192.0.2.2\n',
      ' 2 h',
    );
  });

  it('show the owner that a record inherits', () => {
    check(
      { owners: true },
      '$ORIGIN example.com.\n@ A 192.0.2.1\n  «»A 192.0.2.2\nx A 192.0.2.1\n\t«»A 192.0.2.2\n',
      '@',
      'x',
    );
  });

  it('show the date of a serial, in either of its styles', () => {
    const soa = (serial: string): string =>
      `$ORIGIN example.com.\n@ SOA ns host ${serial} 1 1 1 1\n`;
    check({ serial: true }, soa('2024010103«»'), ' 2024-01-01');
    check({ serial: true }, soa('1704067200«»'), ' 2024-01-01');
    check({ serial: true }, soa('17'));
  });

  it('are given for the stretch that is asked for', () => {
    const text = '$ORIGIN example.com.\n'.padEnd(40, '\n') + 'x 7200 A 192.0.2.1\n'.repeat(2000);
    const stretch = { start: text.length - 19, end: text.length };
    const hints = findInlayHints(zoneOf(text), stretch, { ...none, ttl: 'all' }, moment);
    assert.deepEqual(
      hints.map(({ offset }) => offset),
      [text.length - 19 + 6],
    );
  });
});
