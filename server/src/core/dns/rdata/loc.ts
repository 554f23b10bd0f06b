import { say } from '../../text/message';
import type { Field, FieldKind, RdataFormat } from './field';
import type { RdataInput } from './input';
import { parseInteger } from './validate';
import type { RdataReader } from './wire';

/** The value that stands for the equator and the prime meridian. */
const origin = 2 ** 31;
/** Centimetres below the reference spheroid at which altitudes start. */
const altitudeBase = 10_000_000;
/** 1 m, 10 km and 10 m: what is meant where nothing is written (RFC 1876 3). */
const defaultPrecisions = [0x12, 0x16, 0x13];

/** Degrees, minutes and seconds of arc with a direction; minutes and seconds may be missing. */
function angle(positive: string, negative: string, maximum: number): FieldKind {
  return {
    holds: say(
      'Degrees, then minutes and seconds or neither, then {0} or {1}.',
      positive,
      negative,
    ),
    read: (input, output, field) => {
      const parts: number[] = [];
      let direction = 0;
      while (direction === 0 && input.take()) {
        const word = input.word();
        if (parts.length > 0 && (word === positive || word === negative))
          direction = word === positive ? 1 : -1;
        else if (parts.length < 3) parts.push(readPart(input, parts.length, maximum));
        else break;
        if (Number.isNaN(parts.at(-1))) break;
      }
      const [degrees = Number.NaN, minutes = 0, thousandths = 0] = parts;
      const value = (degrees * 60 + minutes) * 60_000 + thousandths;
      if (direction === 0 || !(value <= maximum * 3_600_000))
        return say(
          'The {0} is written as degrees up to {1}, minutes, seconds and {2} or {3}; “{4}” does not fit.',
          field.name,
          maximum,
          positive,
          negative,
          input.word(),
        );
      output.u32(origin + direction * value);
      return undefined;
    },
    present: (wire) => {
      const value = (wire.number(4) ?? Number.NaN) - origin;
      if (!(Math.abs(value) <= maximum * 3_600_000)) return undefined;
      const thousandths = Math.abs(value);
      const seconds = ((thousandths % 60_000) / 1000).toFixed(3);
      const minutes = Math.floor(thousandths / 60_000) % 60;
      const degrees = Math.floor(thousandths / 3_600_000);
      return `${degrees} ${minutes} ${seconds} ${value >= 0 ? positive : negative}`;
    },
  };
}

/** Degrees and minutes as they are, seconds in thousandths; NaN for anything else. */
function readPart(input: RdataInput, index: number, maximum: number): number {
  if (index < 2) {
    const value = parseInteger(input.text, input.start, input.end);
    return value <= (index === 0 ? maximum : 59) ? value : Number.NaN;
  }
  const value = readDecimal(input.word(), 3);
  return value < 60_000 ? value : Number.NaN;
}

/** A decimal number with up to so many places, in units of the last place; NaN for anything else. */
function readDecimal(text: string, places: number): number {
  const match = /^(\d*)(?:\.(\d*))?$/.exec(text);
  const [, whole = '', fraction = ''] = match ?? [];
  if (match === null || whole + fraction === '' || fraction.length > places) return Number.NaN;
  return Number(whole + fraction.padEnd(places, '0'));
}

const altitude: FieldKind = {
  holds: say('Meters, such as 12.50m.'),
  read: (input, output, field) => {
    input.take();
    const [, sign = '', meters = ''] = /^(-?)(.*?)m?$/.exec(input.word()) ?? [];
    const centimeters = readDecimal(meters, 2);
    const value = altitudeBase + (sign === '' ? centimeters : -centimeters);
    if (!(value >= 0 && value <= 0xffff_ffff))
      return say(
        'The {0} is a number of meters from -100000.00 to 42849672.95, such as 120m; “{1}” is none.',
        field.name,
        input.word(),
      );
    output.u32(value);
    return undefined;
  },
  present: (wire) => {
    const value = wire.number(4);
    return value === undefined ? undefined : `${((value - altitudeBase) / 100).toFixed(2)}m`;
  },
};

/** A size or precision in meters, kept as one digit and an exponent of ten (RFC 1876 2). */
function precision(at: number): FieldKind {
  return {
    holds: say('Meters, such as 10m; it may be missing.'),
    isOptional: true,
    read: (input, output, field) => {
      if (!input.take()) return undefined;
      const centimeters = readDecimal(/^(.*?)m?$/.exec(input.word())?.[1] ?? '', 2);
      if (!(centimeters <= 9_000_000_099))
        return say(
          'The {0} is a number of meters from 0 to 90000000.00, such as 10m; “{1}” is none.',
          field.name,
          input.word(),
        );
      const digits = String(centimeters);
      output.bytes[at] = (Number(digits.charAt(0)) << 4) | (digits.length - 1);
      return undefined;
    },
    present: (wire) => presentPrecision(wire, at),
  };
}

function presentPrecision(wire: RdataReader, at: number): string | undefined {
  const octet = wire.bytes[at] ?? 0xff;
  const digit = octet >> 4;
  const exponent = octet & 0xf;
  if (digit > 9 || exponent > 9 || (digit === 0 && exponent > 0)) return undefined;
  const centimeters = digit * 10 ** exponent;
  return exponent > 1 ? `${centimeters / 100}m` : `${(centimeters / 100).toFixed(2)}m`;
}

/** The version and the three precisions stand before the place in wire format. */
function afterHead(kind: FieldKind): FieldKind {
  return {
    holds: kind.holds,
    read: (input, output, field: Field) => {
      output.u8(0);
      for (const octet of defaultPrecisions) output.u8(octet);
      return kind.read(input, output, field);
    },
    present: (wire) => {
      const version = wire.number(4);
      return version === undefined || version > 0xff_ffff ? undefined : kind.present(wire);
    },
  };
}

/** RFC 1876 2, 3 */
export const loc: RdataFormat = {
  type: 29,
  isForeign: (octets) => (octets[0] ?? 0) !== 0,
  fields: [
    { name: 'latitude', kind: afterHead(angle('N', 'S', 90)) },
    { name: 'longitude', kind: angle('E', 'W', 180) },
    { name: 'altitude', kind: altitude },
    { name: 'size', kind: precision(1) },
    { name: 'horizontal precision', kind: precision(2) },
    { name: 'vertical precision', kind: precision(3) },
  ],
};
