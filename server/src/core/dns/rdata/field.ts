import type { Message } from '../../text/message';

/**
 * The kinds of RDATA fields. What each accepts is in validate.ts.
 *
 * `strings` takes all fields that are left, each a character-string; only the last field can.
 */
export type FieldKind = 'u8' | 'u16' | 'u32' | 'ttl' | 'name' | 'ipv4' | 'ipv6' | 'strings';

/** One field, named as in the RFC that defines the type. */
export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
}

/** What is known of a record type's RDATA. */
export interface RdataFormat {
  readonly type: number;
  readonly fields: readonly Field[];
  /** The field whose name the zone indexes: the exchange, the name server, the canonical name. */
  readonly target?: number;
  /** Words a flaw better than the general sentence does; undefined leaves it to that. */
  readonly explain?: (fields: readonly string[]) => Message | undefined;
}
