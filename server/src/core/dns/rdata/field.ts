import type { Message } from '../../text/message';
import type { RdataInput } from './input';
import type { RdataReader, RdataWriter } from './wire';

/**
 * What a field's text looks like and which octets it stands for: both directions at one place, so
 * that generic and plain RDATA (RFC 3597 5) can't be judged differently.
 */
export interface FieldKind {
  /** What is written there, with its range and unit, in a sentence. */
  readonly holds: Message;
  /**
   * Takes the field's tokens and writes its octets; gives what is wrong with the token that was
   * taken last. Called with a token to take, unless the field is optional.
   */
  readonly read: (input: RdataInput, output: RdataWriter, field: Field) => Message | undefined;
  /** Gives the field's text in canonical form, '' for none; undefined where the octets are wrong. */
  readonly present: (wire: RdataReader) => string | undefined;
  /** True for a field that may be missing; only what follows it may be missing too. */
  readonly isOptional?: boolean;
}

/** One field, named as in the RFC that defines the type. */
export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  /** What it means, in a sentence or two, where its name does not say it. */
  readonly meaning?: Message;
}

/** What is known of a record type's RDATA. */
export interface RdataFormat {
  readonly type: number;
  readonly fields: readonly Field[];
  /** The field whose name the zone indexes: the exchange, the name server, the canonical name. */
  readonly target?: number;
  /** True for a type that has no text of its own, only that of RFC 3597 5. */
  readonly isGenericOnly?: true;
  /** True for octets of a version or kind that the text can't say; they stay generic. */
  readonly isForeign?: (octets: Uint8Array) => boolean;
  /** True for a type that name servers no longer load. */
  readonly isObsolete?: true;
  /** Words a flaw better than the general sentence does; undefined leaves it to that. */
  readonly explain?: (fields: readonly string[]) => Message | undefined;
}
