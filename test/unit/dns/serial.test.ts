import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  compareSerials,
  type Moment,
  nextSerial,
  serialStyle,
} from '../../../server/src/core/dns/serial';

/** 22 November 2026, 12:00 UTC. */
const noon: Moment = { unixTime: 1_795_348_800, date: 20261122 };

describe('serials', () => {
  const orders: readonly (readonly [number, number, string])[] = [
    [1, 1, 'equal'],
    [2, 1, 'ahead'],
    [1, 2, 'behind'],
    [0, 4294967295, 'ahead'],
    [4294967295, 0, 'behind'],
    [2147483647, 0, 'ahead'],
    [2147483648, 0, 'undefined'],
    [0, 2147483648, 'undefined'],
    [2147483649, 0, 'behind'],
    [100, 4294967200, 'ahead'],
  ];
  for (const [serial, earlier, order] of orders) {
    it(`compares: ${serial} is ${order} to ${earlier}`, () =>
      assert.equal(compareSerials(serial, earlier), order));
  }

  const nexts: readonly (readonly [number, string, number, string?])[] = [
    [2026112101, 'date', 2026112201],
    [2026112100, 'date', 2026112200, 'the first of a day is 00 where it was'],
    [1997022703, 'date', 2026112201],
    [2026112201, 'date', 2026112202, 'once more on the same day'],
    [2026112200, 'date', 2026112201],
    [2026112199, 'date', 2026112201, 'all of a day used up, and a day later'],
    [2026112299, 'date', 2026112300, 'all of today used up'],
    [2026112300, 'date', 2026112301, 'tomorrow'],
    [2031010101, 'date', 2031010102, 'years ahead'],
    [2024022901, 'date', 2026112201, 'a leap day'],
    [2023022901, 'counter', 2023022902, 'no leap day'],
    [2000022901, 'date', 2026112201, 'the leap day of a century'],
    [2026023101, 'counter', 2026023102, 'no date'],
    [2026001301, 'counter', 2026001302, 'no month'],
    [2026130101, 'counter', 2026130102, 'no month'],
    [2026010001, 'counter', 2026010002, 'no day'],
    [1795262400, 'time', 1795348800, 'this morning'],
    [1350000000, 'time', 1795348800, 'years ago'],
    [1795348800, 'time', 1795348801, 'this very second'],
    [1795348900, 'time', 1795348901, 'a clock ahead'],
    [1900000000, 'counter', 1900000001, 'years ahead'],
    [0, 'counter', 1],
    [1, 'counter', 2],
    [999999999, 'counter', 1000000000],
    [20261122, 'counter', 20261123, 'a date without a number behind it'],
    [4294967294, 'counter', 4294967295],
    [4294967295, 'counter', 1, '0 is left out'],
    [2147483647, 'counter', 2147483648],
  ];
  for (const [serial, style, next, why] of nexts) {
    it(`are followed: ${serial} (${style}) by ${next}${why === undefined ? '' : `: ${why}`}`, () => {
      assert.equal(serialStyle(serial, noon), style);
      assert.equal(nextSerial(serial, noon), next);
    });
  }

  it('are always followed by one that is ahead', () => {
    const serials = fc.oneof(
      fc.nat(4294967295),
      fc.integer({ min: 1980010100, max: 2099123199 }),
      fc.integer({ min: 1_000_000_000, max: 1_900_000_000 }),
    );
    const moments = fc.record({
      unixTime: fc.nat(2 ** 33),
      date: fc.integer({ min: 19700101, max: 99991231 }),
    });
    fc.assert(
      fc.property(serials, moments, (serial, moment) => {
        const next = nextSerial(serial, moment);
        assert.equal(compareSerials(next, serial), 'ahead');
        assert.ok(Number.isInteger(next) && next > 0 && next < 2 ** 32);
      }),
    );
  });
});
