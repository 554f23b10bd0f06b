/** A record of the model; `ttl` in seconds. */
export interface JsonRecord {
  name: string;
  ttl?: number;
  [field: string]: string | number;
}

/** What a field of a record holds. */
export interface JsonField {
  readonly name: string;
  /**
   * A number; a name, as it stands in the zone file; one word; or all fields that are left, as they
   * stand there: joined by blanks, or without them where they are one value.
   */
  readonly kind: 'number' | 'ttl' | 'name' | 'word' | 'texts' | 'joined';
}

export interface JsonType {
  /** The key of the model: the type in lower case. */
  readonly key: string;
  readonly fields: readonly JsonField[];
}

/** The types of the dns-zonefile package's model, their fields in the order of RDATA. */
export const jsonTypes: readonly JsonType[] = [
  {
    key: 'soa',
    fields: [
      { name: 'mname', kind: 'name' },
      { name: 'rname', kind: 'name' },
      { name: 'serial', kind: 'number' },
      { name: 'refresh', kind: 'ttl' },
      { name: 'retry', kind: 'ttl' },
      { name: 'expire', kind: 'ttl' },
      { name: 'minimum', kind: 'ttl' },
    ],
  },
  { key: 'ns', fields: [{ name: 'host', kind: 'name' }] },
  { key: 'a', fields: [{ name: 'ip', kind: 'word' }] },
  { key: 'aaaa', fields: [{ name: 'ip', kind: 'word' }] },
  { key: 'cname', fields: [{ name: 'alias', kind: 'name' }] },
  {
    key: 'mx',
    fields: [
      { name: 'preference', kind: 'number' },
      { name: 'host', kind: 'name' },
    ],
  },
  { key: 'ptr', fields: [{ name: 'host', kind: 'name' }] },
  { key: 'txt', fields: [{ name: 'txt', kind: 'texts' }] },
  {
    key: 'srv',
    fields: [
      { name: 'priority', kind: 'number' },
      { name: 'weight', kind: 'number' },
      { name: 'port', kind: 'number' },
      { name: 'target', kind: 'name' },
    ],
  },
  { key: 'spf', fields: [{ name: 'data', kind: 'texts' }] },
  {
    key: 'caa',
    fields: [
      { name: 'flags', kind: 'number' },
      { name: 'tag', kind: 'word' },
      { name: 'value', kind: 'texts' },
    ],
  },
  {
    key: 'ds',
    fields: [
      { name: 'key_tag', kind: 'word' },
      { name: 'algorithm', kind: 'word' },
      { name: 'digest_type', kind: 'word' },
      { name: 'digest', kind: 'joined' },
    ],
  },
];

/** A zone in the dns-zonefile package's model. */
export interface ZoneJson {
  $origin?: string;
  /** Seconds. */
  $ttl?: number;
  soa?: JsonRecord;
  [type: string]: JsonRecord | JsonRecord[] | string | number | undefined;
}
