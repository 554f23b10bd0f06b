import { findType, typeMnemonic } from '../syntax/mnemonics';
import type { Candidate } from './record';
import {
  absoluteOwner,
  absoluteTarget,
  composeRdata,
  type Domain,
  quoteText,
  readTtl,
} from './values';

type Fields = ReadonlyMap<string, unknown>;

/** Arrays and objects that lie deeper are none of an answer. */
const deepest = 12;

/** The value of a JSON text; undefined where it is none. */
export function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Finds the records in what APIs of DNS hosters answer: Cloudflare, Route 53, Google Cloud DNS, Azure,
 * Hetzner, DigitalOcean, PowerDNS, and DNS over HTTPS as JSON. An object with a name and a type is a
 * record or an RRset; whatever lies around them does not matter.
 */
export class JsonReader {
  readonly found: Candidate[] = [];
  /** True once a record was left out because its owner is relative to a domain that nobody said. */
  needsOwner = false;
  readonly #domain: Domain;

  constructor(domain: Domain) {
    this.#domain = domain;
  }

  read(value: unknown, depth = 0): void {
    if (typeof value !== 'object' || value === null || depth > deepest) return;
    if (Array.isArray(value)) {
      for (const each of value) this.read(each, depth + 1);
      return;
    }
    const fields = fieldsOf(value);
    if (this.#readRecord(fields)) return;
    for (const each of fields.values()) this.read(each, depth + 1);
  }

  /** False where the object is no record. */
  #readRecord(fields: Fields): boolean {
    const type = typeOf(fields.get('type'));
    const name = textOf(fields.get('fqdn')) ?? textOf(fields.get('name'));
    if (type === undefined || name === undefined) return false;
    const properties = fields.get('properties');
    const own = isObject(properties) ? new Map([...fields, ...fieldsOf(properties)]) : fields;
    const fqdn = textOf(own.get('fqdn')) ?? name;
    const domain = this.#domain ?? textOf(own.get('zone_name'));
    const owner = absoluteOwner(decimalEscapes(fqdn), domain);
    if (owner === undefined) {
      this.needsOwner ||= domain === undefined;
      return true;
    }
    const ttl = ttlOf(own);
    for (const rdata of rdatasOf(type, own, domain)) {
      if (rdata === undefined) this.needsOwner ||= domain === undefined;
      else this.found.push({ owner, ttl, type, rdata });
    }
    return true;
  }
}

/** Route 53 writes octal escapes, such as `\052` for the asterisk; zone files have decimal ones. */
function decimalEscapes(name: string): string {
  return name.replace(/\\([0-3][0-7]{2})/g, (_, digits: string) => {
    const octet = Number.parseInt(digits, 8);
    return octet === 0x2a ? '*' : `\\${String(octet).padStart(3, '0')}`;
  });
}

/** Cloudflare means “automatic” by 1. */
function ttlOf(fields: Fields): number | undefined {
  const ttl = textOf(fields.get('ttl'));
  return ttl === undefined || ttl === '1' ? undefined : readTtl(ttl);
}

/** The RDATA of a record, or of each of an RRset; undefined where only the domain would tell a name. */
function rdatasOf(type: string, fields: Fields, domain: Domain): readonly (string | undefined)[] {
  const azure = azureRdatas(type, fields, domain);
  if (azure.length > 0) return azure;
  const list = ['resourcerecords', 'rrdatas', 'records', 'answers', 'values'].flatMap((key) => {
    const value = fields.get(key);
    return Array.isArray(value) ? (value as readonly unknown[]) : [];
  });
  const entries = list.length > 0 ? list : [Object.fromEntries(fields)];
  return entries.flatMap((each) => {
    const cells = cellsOf(each);
    return cells === undefined ? [] : [composeRdata(type, cells, domain)];
  });
}

function cellsOf(entry: unknown): Parameters<typeof composeRdata>[1] | undefined {
  if (typeof entry === 'string') return { value: entry };
  if (!isObject(entry)) return undefined;
  const fields = fieldsOf(entry);
  if (fields.get('disabled') === true) return undefined;
  const data = fields.get('data');
  const parts = isObject(data) ? new Map([...fields, ...fieldsOf(data)]) : fields;
  const value = ['target', 'content', 'value', 'data', 'rdata', 'address']
    .map((key) => textOf(parts.get(key)))
    .find((text) => text !== undefined);
  if (value === undefined) return undefined;
  const number = (key: string): string | undefined => textOf(parts.get(key));
  return {
    value: value.trim(),
    preference: number('priority') ?? number('preference'),
    weight: number('weight'),
    port: number('port'),
  };
}

/** Which fields Azure's records have, in the order of RDATA; names are those that end with “name” or are marked. */
const azureFields: Readonly<Record<string, readonly string[]>> = {
  A: ['ipv4address'],
  AAAA: ['ipv6address'],
  MX: ['preference', '>exchange'],
  NS: ['>nsdname'],
  PTR: ['>ptrdname'],
  CNAME: ['>cname'],
  SRV: ['priority', 'weight', 'port', '>target'],
  CAA: ['flags', 'tag', '"value'],
  SOA: ['>host', '>email', 'serialnumber', 'refreshtime', 'retrytime', 'expiretime', 'minimumttl'],
};

function azureRdatas(
  type: string,
  fields: Fields,
  domain: Domain,
): readonly (string | undefined)[] {
  const key = type.toLowerCase();
  const value = fields.get(`${key}records`) ?? fields.get(`${key}record`);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((each): readonly (string | undefined)[] => {
    if (!isObject(each)) return [];
    const entry = fieldsOf(each);
    if (type === 'TXT') return textsOf(entry.get('value'));
    const wanted = azureFields[type];
    if (wanted === undefined) return [];
    const parts = wanted.map((mark) => {
      const text = textOf(entry.get(mark.replace(/^[>"]/, '')));
      if (text === undefined || !/^[>"]/.test(mark)) return text;
      return mark.startsWith('"') ? quoteText(text) : absoluteTarget(text, domain);
    });
    return parts.includes(undefined) ? [undefined] : [parts.join(' ')];
  });
}

function textsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const strings = value.filter((each) => typeof each === 'string').map(quoteText);
  return strings.length > 0 ? [strings.join(' ')] : [];
}

/** The mnemonic of a type: as such, by its number, or at the end of what Azure calls it. */
function typeOf(value: unknown): string | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) && value > 0 && value < 0x1_0000
      ? typeMnemonic(value)
      : undefined;
  if (typeof value !== 'string' || value.length > 60) return undefined;
  const word = value.slice(value.lastIndexOf('/') + 1).toUpperCase();
  return findType(word, 0, word.length) < 0 ? undefined : word;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of an object by their names in small letters: each API has habits of its own. */
function fieldsOf(value: object): Fields {
  return new Map(Object.entries(value).map(([key, each]) => [key.toLowerCase(), each as unknown]));
}
