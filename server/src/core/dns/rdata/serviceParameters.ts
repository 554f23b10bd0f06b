import { type Message, say } from '../../text/message';
import type { FieldKind } from './field';
import type { RdataInput } from './input';
import {
  keyNames,
  type ParameterKey,
  presentValue,
  readRawValue,
  readValue,
} from './serviceValues';
import type { RdataReader, RdataWriter } from './wire';

/** One parameter in wire format, and the token that it was written with. */
interface Parameter {
  readonly key: number;
  readonly octets: Uint8Array;
  readonly token: number;
}

/** The keys of parameters in any order (RFC 9460 2.1); in wire format they are sorted. */
export const parameters: FieldKind = {
  holds: say('Parameters such as alpn=h2, as many as there are.'),
  isOptional: true,
  read: (input, output) => {
    const found: Parameter[] = [];
    while (input.take()) {
      const parameter = readParameter(input, output);
      if ('template' in parameter) return parameter;
      found.push(parameter);
    }
    found.sort((a, b) => a.key - b.key);
    const flaw = checkParameters(found, input);
    if (flaw !== undefined) return flaw;
    for (const { key, octets } of found) {
      output.u16(key);
      output.u16(octets.length);
      for (const octet of octets) output.u8(octet);
    }
    return undefined;
  },
  present: presentParameters,
};

/** Reads the token that was taken, and the quoted string that belongs to it. */
function readParameter(input: RdataInput, output: RdataWriter): Parameter | Message {
  const token = input.token;
  const word = input.word();
  const equals = word.indexOf('=');
  const keyText = equals < 0 ? word : word.slice(0, equals);
  const key = readKey(keyText);
  if (key === undefined)
    return say('A parameter such as alpn=h2 is expected here; “{0}” is none.', word);
  const isQuoted = equals === word.length - 1 && equals > 0 && input.isJoined;
  const valueStart = input.start + (equals < 0 ? word.length : equals + 1);
  if (isQuoted) input.take();
  const start = isQuoted ? input.start + 1 : valueStart;
  const end = isQuoted ? input.start + 1 + input.unquoted().length : input.end;
  const from = output.length;
  // Written with its number, a parameter's value is the octets themselves.
  const isPlain = keyNames[key] === keyText;
  const flaw = isPlain
    ? readValue(key, input.text, start, end, output)
    : readRawValue(key, input.text, start, end, output);
  const octets = output.bytes.slice(from, output.length);
  output.length = from;
  if (flaw === undefined) return { key, octets, token };
  input.flawToken = token;
  return flaw;
}

/** The number of a key: a name, or `key` and a number without leading zeros. */
function readKey(text: string): number | undefined {
  const named = keyNames.indexOf(text.toLowerCase() as ParameterKey);
  if (named >= 0) return named;
  const digits = /^key(0|[1-9]\d{0,4})$/.exec(text)?.[1];
  return digits !== undefined && Number(digits) <= 0xffff ? Number(digits) : undefined;
}

/** What is wrong with parameters that are in order of their keys (RFC 9460 7.1.1, 8). */
function checkParameters(found: readonly Parameter[], input: RdataInput): Message | undefined {
  const keys = new Set(found.map(({ key }) => key));
  for (const [index, { key, octets, token }] of found.entries()) {
    let flaw: Message | undefined;
    if (key === found[index - 1]?.key) flaw = say('{0} stands here twice.', presentKey(key));
    else if (key === 2 && !keys.has(1)) flaw = say('no-default-alpn needs alpn beside it.');
    else if (key === 0) flaw = checkMandatory(octets, keys);
    if (flaw === undefined) continue;
    input.point(token);
    return flaw;
  }
  return undefined;
}

function checkMandatory(octets: Uint8Array, keys: ReadonlySet<number>): Message | undefined {
  for (const key of readKeys(octets)) {
    if (key === 0) return say('mandatory does not name itself.');
    if (!keys.has(key)) return say('mandatory names {0}, which is not here.', presentKey(key));
  }
  return undefined;
}

function readKeys(octets: Uint8Array): readonly number[] {
  return Array.from(
    { length: octets.length >> 1 },
    (_, index) => ((octets[index * 2] ?? 0) << 8) | (octets[index * 2 + 1] ?? 0),
  );
}

function presentParameters(wire: RdataReader): string | undefined {
  const texts: string[] = [];
  const keys = new Set<number>();
  let mandatory: readonly number[] = [];
  let last = -1;
  while (wire.left > 0) {
    const key = wire.number(2);
    const length = wire.number(2);
    const octets = length === undefined ? undefined : wire.take(length);
    if (key === undefined || octets === undefined || key <= last) return undefined;
    if (key === 2 && !keys.has(1)) return undefined;
    if (key === 0) mandatory = readKeys(octets);
    const value = presentValue(key, octets);
    if (value === undefined) return undefined;
    texts.push(octets.length === 0 ? presentKey(key) : `${presentKey(key)}=${value}`);
    keys.add(key);
    last = key;
  }
  return mandatory.every((key) => key !== 0 && keys.has(key)) ? texts.join(' ') : undefined;
}

/** The key as name servers write it: they know `dohpath`, but write its number. */
export function presentKey(key: number): string {
  return (key === 7 ? undefined : keyNames[key]) ?? `key${key}`;
}
