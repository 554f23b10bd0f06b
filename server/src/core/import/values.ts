import { writeUtf8 } from '../dns/labels';
import { isBelowPublicSuffix } from '../dns/publicSuffix';
import { presentText } from '../dns/rdata/kinds/strings';
import { parseTtl } from '../dns/ttl';

/** The domain that relative names are below: absolute, without the final dot; undefined if nobody said it. */
export type Domain = string | undefined;

/** Seconds in each unit that people write, in English and German; the first letters are enough. */
const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:s$|sec|sek)/i, 1],
  [/^(?:min|m$)/i, 60],
  [/^(?:h|std|stunde)/i, 3600],
  [/^(?:d|tag)/i, 86_400],
  [/^(?:w)/i, 604_800],
];

/** Seconds of a TTL as people write it: `3600`, `1h30m`, `1 Hour`, `5 Minuten`; undefined for others, such as `Auto`. */
export function readTtl(text: string): number | undefined {
  const seconds = parseTtl(text, 0, text.length);
  if (seconds >= 0) return seconds;
  const [, number = '', unit = ''] = /^(\d{1,9}) ?([\p{L}]{1,12})/u.exec(text) ?? [];
  const size = units.find(([form]) => form.test(unit))?.[1];
  return size === undefined ? undefined : Number(number) * size;
}

/** The absolute owner that a table of a zone’s records means; undefined where only the domain tells. */
export function absoluteOwner(text: string, domain: Domain): string | undefined {
  if (text.endsWith('.') && text !== '.') return text;
  if (domain === undefined) return text.includes('.') ? text : undefined;
  if (text === '' || text === '@') return domain;
  const isWhole = isAtOrBelow(text, domain) || isBelowPublicSuffix(text.toLowerCase());
  return isWhole ? text : `${text}.${domain}`;
}

/** The absolute name that RDATA in a table means: what has a dot is whole. */
export function absoluteTarget(text: string, domain: Domain): string | undefined {
  if (text.includes('.') || text === '(root)') return text;
  if (domain === undefined || text === '') return undefined;
  return text === '@' ? domain : `${text}.${domain}`;
}

function isAtOrBelow(name: string, domain: string): boolean {
  return `.${name.toLowerCase()}`.endsWith(`.${domain.toLowerCase()}`);
}

/** What a table or an object says beside owner and type. */
export interface Cells {
  readonly value: string;
  readonly preference?: string | undefined;
  readonly weight?: string | undefined;
  readonly port?: string | undefined;
}

/** The RDATA of a type as a zone file has it; undefined where a part of it is missing. */
export function composeRdata(type: string, cells: Cells, domain: Domain): string | undefined {
  const { value } = cells;
  if (type === 'TXT' || type === 'SPF') return quoteText(value);
  if (!endsWithName(type)) return value;
  const before = [cells.preference, cells.weight, cells.port].filter((cell) => cell !== undefined);
  const fields = value.split(/\s+/);
  const wanted = numbersBefore(type);
  const inValue = fields.slice(0, -1);
  // What stands in the value, too, is the value’s.
  const numbers = [...before.slice(0, Math.max(0, wanted - inValue.length)), ...inValue];
  const name = absoluteTarget(fields.at(-1) ?? '', domain);
  if (name === undefined) return undefined;
  if (wanted === 0) return fields.length === 1 ? name : undefined;
  return numbers.length === wanted ? `${numbers.join(' ')} ${name}` : undefined;
}

function numbersBefore(type: string): number {
  if (type === 'MX') return 1;
  return type === 'SRV' ? 3 : 0;
}

/** True for types whose RDATA ends with a name. */
export function endsWithName(type: string): boolean {
  return /^(?:MX|CNAME|NS|PTR|SRV|DNAME)$/.test(type);
}

/** A text as strings of a zone file, up to 255 octets each (RFC 1035 3.3); what has quotes keeps them. */
export function quoteText(text: string): string {
  if (/^\s*"/.test(text)) return text;
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes[length++] = point;
    else length = writeUtf8(bytes, length, point);
  }
  const strings: string[] = [];
  for (let start = 0; start === 0 || start < length; start += 255)
    strings.push(presentText(bytes.subarray(start, Math.min(length, start + 255))));
  return strings.join(' ');
}
