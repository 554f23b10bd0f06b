import { isDigit } from '../../syntax/characters';
import { type Message, say } from '../../text/message';
import { presentIPv4, presentIPv6, readIPv4, readIPv6 } from '../address';
import { decodeBase64, presentBase64 } from './kinds/encodings';
import { presentText, readText } from './kinds/strings';
import { parseInteger } from './validate';
import { RdataReader, type RdataWriter } from './wire';

/** The keys that have a name, in order of their numbers (IANA, Service Parameter Keys). */
export const keyNames = [
  'mandatory',
  'alpn',
  'no-default-alpn',
  'port',
  'ipv4hint',
  'ech',
  'ipv6hint',
  'dohpath',
] as const;

export type ParameterKey = (typeof keyNames)[number];

/** A parameter's value: its text becomes octets, octets become text; undefined where they are wrong. */
interface ValueKind {
  readonly read: (text: string, start: number, end: number, output: RdataWriter) => boolean;
  readonly present: (octets: Uint8Array) => string | undefined;
  /** What the value is, in one example. */
  readonly example: string;
}

/** Reads the value of a parameter that is written with its name (RFC 9460 7). */
export function readValue(
  key: number,
  text: string,
  start: number,
  end: number,
  output: RdataWriter,
): Message | undefined {
  const kind = kinds[key];
  if (kind === undefined) return readRawValue(key, text, start, end, output);
  return kind.read(text, start, end, output) ? undefined : sayNoValue(key, text, start, end);
}

/** Reads a value that is written as its octets, as after `key65000=`. */
export function readRawValue(
  key: number,
  text: string,
  start: number,
  end: number,
  output: RdataWriter,
): Message | undefined {
  const from = output.length;
  const flaw = readText(text, start, end, output);
  if (flaw !== undefined) return flaw;
  const value = presentValue(key, output.bytes.subarray(from, output.length));
  return value === undefined ? sayNoValue(key, text, start, end) : undefined;
}

/** The value's text as name servers write it; undefined where the key does not take the octets. */
export function presentValue(key: number, octets: Uint8Array): string | undefined {
  return (kinds[key]?.present ?? presentText)(octets);
}

function sayNoValue(key: number, text: string, start: number, end: number): Message {
  const name = keyNames[key] ?? '';
  const value = text.slice(start, end);
  if (key === 2) return say('{0} takes no value; “{1}” is one.', name, value);
  return say(
    '{0} takes a value such as {1}; “{2}” is none.',
    name,
    kinds[key]?.example ?? '',
    value,
  );
}

/** Reads what stands between commas; false for nothing between two. */
function readList(
  text: string,
  start: number,
  end: number,
  read: (from: number, to: number) => boolean,
): boolean {
  for (let from = start; ; ) {
    const comma = text.indexOf(',', from);
    const to = comma < 0 || comma > end ? end : comma;
    if (from === to || !read(from, to)) return false;
    if (to === end) return true;
    from = to + 1;
  }
}

/** Addresses of one family, separated by commas. */
function hints(size: 4 | 16, example: string): ValueKind {
  return {
    example,
    read: (text, start, end, output) =>
      readList(text, start, end, (from, to) => {
        const read = size === 4 ? readIPv4 : readIPv6;
        if (!read(text, from, to, output.bytes, output.length)) return false;
        output.length += size;
        return true;
      }),
    present: (octets) => {
      if (octets.length === 0 || octets.length % size !== 0) return undefined;
      const present = size === 4 ? presentIPv4 : presentIPv6;
      return Array.from({ length: octets.length / size }, (_, index) =>
        present(octets.subarray(index * size, (index + 1) * size)),
      ).join(',');
    },
  };
}

const mandatory: ValueKind = {
  example: 'alpn,port',
  read: (text, start, end, output) => {
    const keys = new Set<number>();
    const isSound = readList(text, start, end, (from, to) => {
      const word = text.slice(from, to);
      const named = keyNames.indexOf(word.toLowerCase() as ParameterKey);
      const number = Number(/^key(0|[1-9]\d{0,4})$/.exec(word)?.[1] ?? Number.NaN);
      const key = named >= 0 ? named : number;
      if (!(key <= 0xffff) || keys.has(key)) return false;
      keys.add(key);
      return true;
    });
    for (const key of [...keys].sort((a, b) => a - b)) output.u16(key);
    return isSound;
  },
  present: (octets) => {
    if (octets.length === 0 || octets.length % 2 !== 0) return undefined;
    const names: string[] = [];
    let last = -1;
    for (let i = 0; i < octets.length; i += 2) {
      const key = ((octets[i] ?? 0) << 8) | (octets[i + 1] ?? 0);
      if (key <= last) return undefined;
      last = key;
      names.push((key === 7 ? undefined : keyNames[key]) ?? `key${key}`);
    }
    return names.join(',');
  },
};

/** Protocols, separated by commas; a comma within one is escaped (RFC 9460 A.1). */
const alpn: ValueKind = {
  example: 'h2,h3',
  read: (text, start, end, output) => {
    const from = output.length;
    if (readText(text, start, end, output) !== undefined) return false;
    const octets = output.bytes.slice(from, output.length);
    output.length = from;
    let lengthAt = output.length++;
    for (let i = 0; i <= octets.length; i++) {
      const octet = octets[i];
      if (octet === 0x2c || octet === undefined) {
        const length = output.length - lengthAt - 1;
        if (length === 0 || length > 255) return false;
        output.bytes[lengthAt] = length;
        if (octet !== undefined) lengthAt = output.length++;
      } else if (octet !== 0x5c) output.u8(octet);
      else if (++i < octets.length) output.u8(octets[i] ?? 0);
      else return false;
    }
    return true;
  },
  present: (octets) => {
    const wire = new RdataReader(octets);
    const protocols: string[] = [];
    while (wire.left > 0) {
      const protocol = wire.take(wire.number(1) ?? 0);
      if (protocol === undefined || protocol.length === 0) return undefined;
      protocols.push(presentProtocol(protocol));
    }
    return protocols.length === 0 ? undefined : `"${protocols.join(',')}"`;
  },
};

/** One protocol, escaped twice: for the list, and for the string that holds it. */
function presentProtocol(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) {
    if (octet <= 0x20 || octet >= 0x7f) text += `\\${String(octet).padStart(3, '0')}`;
    else if (octet === 0x22) text += '\\"';
    else if (octet === 0x2c) text += '\\\\,';
    else if (octet === 0x5c) text += '\\\\\\\\';
    else text += String.fromCharCode(octet);
  }
  return text;
}

const none: ValueKind = {
  example: '',
  read: (_text, start, end) => start === end,
  present: (octets) => (octets.length === 0 ? '' : undefined),
};

const port: ValueKind = {
  example: '443',
  read: (text, start, end, output) => {
    const number = isDigit(text.charCodeAt(start)) ? parseInteger(text, start, end) : 0x1_0000;
    if (number > 0xffff) return false;
    output.u16(number);
    return true;
  },
  present: (octets) =>
    octets.length === 2 ? String(((octets[0] ?? 0) << 8) | (octets[1] ?? 0)) : undefined,
};

const ech: ValueKind = {
  example: 'AEX+DQ==',
  read: (text, start, end, output) => decodeBase64(text, start, end, output),
  present: presentBase64,
};

/** A path with an expression for the variable `dns` in it (RFC 9461 5, RFC 6570). */
const dohpath: ValueKind = {
  example: '/dns-query{?dns}',
  read: (text, start, end, output) => {
    const from = output.length;
    return (
      readText(text, start, end, output) === undefined &&
      isTemplate(output.bytes.subarray(from, output.length))
    );
  },
  present: (octets) => (isTemplate(octets) ? presentText(octets) : undefined),
};

const variable = String.raw`(?:\w|%[0-9a-f]{2})(?:\.?(?:\w|%[0-9a-f]{2}))*(?::[1-9]\d{0,3}|\*)?`;
const template = new RegExp(
  String.raw`^/(?:[^{%]|%[0-9a-f]{2}|\{[+#./;?&]?${variable}(?:,${variable})*\})*$`,
  'is',
);

function isTemplate(octets: Uint8Array): boolean {
  const text = String.fromCharCode(...octets);
  return template.test(text) && /\{[^}]*\bdns\b[^}]*\}/.test(text) && isUtf8(octets);
}

function isUtf8(octets: Uint8Array): boolean {
  const escaped = Array.from(octets, (octet) => `%${octet.toString(16).padStart(2, '0')}`);
  try {
    decodeURIComponent(escaped.join(''));
    return true;
  } catch {
    return false;
  }
}

/** By the number of the key. */
const kinds: readonly ValueKind[] = [
  mandatory,
  alpn,
  none,
  port,
  hints(4, '192.0.2.1,192.0.2.2'),
  ech,
  hints(16, '2001:db8::1'),
  dohpath,
];
