import zonefile from 'dns-zonefile';
import { maximumTtl, parseTtl } from '../core/dns/ttl';
import { scan } from '../core/syntax/scanner';
import { TokenKind } from '../core/syntax/syntax';
import { type Message, say } from '../core/text/message';
import {
  type JsonField,
  type JsonRecord,
  type JsonType,
  jsonTypes,
  type ZoneJson,
} from './zoneJson';

/** The text is no JSON, or none of a zone: nothing can be made of it. */
export class JsonProblem extends Error {
  readonly words: Message;

  constructor(words: Message) {
    super(words.template);
    this.words = words;
  }
}

/** Reads a zone in the dns-zonefile package's model; what does not hold is left out and told. */
export function readZoneJson(text: string): {
  readonly json: ZoneJson;
  readonly losses: readonly Message[];
} {
  const reader = new Reader();
  return { json: reader.read(parse(text)), losses: reader.losses };
}

/** Has the dns-zonefile package write zone text. */
export function writeZone(json: ZoneJson): string {
  const lists = jsonTypes.filter(({ key }) => key !== 'soa' && json[key] !== undefined);
  const template = [
    json.$origin === undefined ? '' : '{$origin}\n',
    json.$ttl === undefined ? '' : '{$ttl}\n',
    json.soa === undefined ? '' : soaTemplate,
    ...lists.map(({ key }) => `\n{${key}}`),
  ].join('');
  const text = generate(
    {
      // The generator wants an SOA record even where the template has no place for one.
      soa: {},
      ...Object.fromEntries(Object.entries(json).map(([key, value]) => [key, guard(value)])),
    },
    template,
  );
  return `${text.trim()}\n`;
}

/** The package's own types leave the template out and don't know that its texts may be numbers. */
const generate = zonefile.generate as (zone: unknown, template: string) => string;

const soaTemplate = `{name} {ttl}	IN	SOA	{mname}{rname}(
	{serial}; serial
	{refresh}; refresh
	{retry}; retry
	{expire}; expire
	{minimum}) ; minimum
`;

/**
 * The generator fills its template by String.replace, one type after the other: `$&` in a text would
 * be obeyed, and `{mx}` in a text would be taken for the place of the MX records. And it leaves a
 * TTL of 0 out unless it is a text.
 */
function guard(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(guard);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, guard(each)]));
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return value;
  return value
    .replace(/\\.|\{/gs, (pair) => (pair.endsWith('{') ? '\\123' : pair))
    .replaceAll('$', '$$$$');
}

function parse(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw new JsonProblem(say('it is no JSON'));
    throw error;
  }
  if (!isObject(value)) throw new JsonProblem(say('its JSON is no zone'));
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class Reader {
  readonly losses: Message[] = [];

  read(value: Readonly<Record<string, unknown>>): ZoneJson {
    const json: ZoneJson = {};
    for (const [key, part] of Object.entries(value)) {
      const type = jsonTypes.find((each) => each.key === key);
      if (key === '$origin' && isText('name', part)) json.$origin = part;
      else if (key === '$ttl' && secondsOf(part) >= 0) json.$ttl = secondsOf(part);
      else if (type?.key === 'soa') this.#readSoa(json, type, part);
      else if (type !== undefined && Array.isArray(part)) {
        json[key] = part.flatMap((each: unknown, index) =>
          this.#readRecord(type, each, `${key}[${index}]`),
        );
      } else this.losses.push(say('{0} is left out: the model does not know it.', key));
    }
    return json;
  }

  #readSoa(json: ZoneJson, type: JsonType, part: unknown): void {
    const [record] = this.#readRecord(type, part, 'soa');
    if (record !== undefined) json.soa = record;
  }

  #readRecord(type: JsonType, value: unknown, place: string): readonly JsonRecord[] {
    if (!isObject(value)) {
      this.losses.push(say('{0} is left out: it is no record.', place));
      return [];
    }
    const owner = value['name'] ?? '@';
    const record: JsonRecord = { name: isText('name', owner) ? owner : '@' };
    let flaw = isText('name', owner) ? undefined : 'name';
    for (const { name, kind } of type.fields) {
      const field = readField(kind, value[name]);
      if (field === undefined) flaw ??= name;
      else record[name] = field;
    }
    const ttl = value['ttl'];
    if (ttl !== undefined && ttl !== '') {
      if (secondsOf(ttl) < 0) flaw ??= 'ttl';
      record.ttl = secondsOf(ttl);
    }
    if (flaw !== undefined) {
      this.losses.push(say('{0} is left out: its {1} is missing or not sound.', place, flaw));
      return [];
    }
    this.#tellUnknown(type, value, place);
    return [record];
  }

  #tellUnknown(type: JsonType, value: Readonly<Record<string, unknown>>, place: string): void {
    const known = ['name', 'ttl', 'fullname', ...type.fields.map(({ name }) => name)];
    for (const key of Object.keys(value)) {
      if (!known.includes(key))
        this.losses.push(say('{0} is left out: the model does not know it.', `${place}.${key}`));
    }
  }
}

function readField(kind: JsonField['kind'], value: unknown): string | number | undefined {
  if (kind === 'ttl') return secondsOf(value) >= 0 ? secondsOf(value) : undefined;
  if (kind === 'number') {
    const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
    const isSound = typeof number === 'number' && Number.isInteger(number);
    return isSound && number >= 0 && number <= 0xffff_ffff ? number : undefined;
  }
  const text = typeof value === 'number' ? String(value) : value;
  return isText(kind, text) ? text : undefined;
}

/** Seconds; -1 where the value is no TTL. */
function secondsOf(value: unknown): number {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return -1;
  const seconds = parseTtl(text, 0, text.length);
  return seconds <= maximumTtl ? seconds : -1;
}

/** True for what stays inside its field, or its fields, when it is written into a zone file. */
function isText(kind: JsonField['kind'], value: unknown): value is string {
  if (typeof value !== 'string' || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(value.replaceAll('\t', ' ')))
    return false;
  const { entryCount, errors, tokenKinds, tokenStarts, tokenEnds } = scan(value);
  const isMany = kind === 'texts';
  if (entryCount !== 1 || errors.errors.length > 0 || tokenKinds.length === 0) return false;
  if (!isMany && (tokenKinds.length > 1 || tokenEnds.get(0) - tokenStarts.get(0) < value.length))
    return false;
  // A backslash at the end would take the blank after it.
  if (/(?<!\\)(?:\\\\)*\\$/.test(value)) return false;
  for (let token = 0; token < tokenKinds.length; token++) {
    const tokenKind = tokenKinds.get(token);
    if (tokenKind > (kind === 'name' ? TokenKind.word : TokenKind.quoted)) return false;
  }
  return true;
}
