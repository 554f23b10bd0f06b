/** Serials are counted modulo this (RFC 1982 2). */
const modulus = 2 ** 32;

/** A difference of just so much has no direction (RFC 1982 3.2). */
const half = 2 ** 31;

/** Unix time has ten digits since then; smaller numbers are counters. */
const firstTime = 1_000_000_000;

const secondsOfYear = 366 * 86_400;

/** A point in time as serials are made of it. */
export interface Moment {
  /** Whole seconds since 1970. */
  readonly unixTime: number;
  /** The date where the user is, as the number YYYYMMDD. */
  readonly date: number;
}

/** *date*: YYYYMMDDnn (RFC 1912 2.2); *time*: Unix time; *counter*: any other number. */
export type SerialStyle = 'date' | 'time' | 'counter';

/** How a serial stands to an earlier one; *undefined* for the distance that has no direction. */
export type SerialOrder = 'equal' | 'ahead' | 'behind' | 'undefined';

/** Compares two serials by the arithmetic of RFC 1982 3.2. */
export function compareSerials(serial: number, earlier: number): SerialOrder {
  const distance = (serial - earlier + modulus) % modulus;
  if (distance === 0) return 'equal';
  if (distance === half) return 'undefined';
  return distance < half ? 'ahead' : 'behind';
}

/** What a serial is made of, as far as the number shows it. */
export function serialStyle(serial: number, { unixTime }: Moment): SerialStyle {
  if (isDate(Math.floor(serial / 100))) return 'date';
  // Nobody counts that far by hand; a little ahead is a clock that was wrong.
  return serial >= firstTime && serial <= unixTime + secondsOfYear ? 'time' : 'counter';
}

/** The serial that follows in the style of the given one; always ahead of it. */
export function nextSerial(serial: number, moment: Moment): number {
  // Some name servers take 0 for a serial that is not known.
  const plain = (serial + 1) % modulus || 1;
  const fresh = freshSerial(serial, moment);
  return fresh < modulus && compareSerials(fresh, serial) === 'ahead' ? fresh : plain;
}

/** The first serial of the day, or of the second; it may lie behind. */
function freshSerial(serial: number, moment: Moment): number {
  const style = serialStyle(serial, moment);
  if (style === 'counter') return serial;
  if (style === 'time') return moment.unixTime;
  return moment.date * 100 + (serial % 100 === 0 ? 0 : 1);
}

/** True for the YYYYMMDD of a day that there is, since there are zones. */
function isDate(number: number): boolean {
  const year = Math.floor(number / 10_000);
  const month = Math.floor(number / 100) % 100;
  const day = number % 100;
  if (year < 1980 || year > 2099 || month < 1 || month > 12) return false;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
