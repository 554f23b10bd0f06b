import type { RdataFormat } from '../dns/rdata/field';
import { findRdataFormat } from '../dns/rdata/formats';
import { typeMnemonic } from '../syntax/mnemonics';
import { type Message, say } from '../text/message';
import type { Zone } from '../zone/zone';
import { findCursor } from './cursor';
import { typeWords } from './typeWords';

/** One field of RDATA, as the RFC names it. */
export interface SignatureField {
  /** Where its name stands in the label. */
  readonly start: number;
  readonly end: number;
  /** Sentences: what it means, and what is written there. */
  readonly documentation: readonly Message[];
}

/** What RDATA is made of, and where in it the cursor is. */
export interface Signature {
  /** The type and its fields: “MX preference exchange”. */
  readonly label: string;
  readonly documentation: readonly Message[];
  readonly fields: readonly SignatureField[];
  /** The field that the cursor is in. */
  readonly active: number;
}

/** The fields of the record that is being written; undefined outside of RDATA. */
export function findSignature(zone: Zone, offset: number): Signature | undefined {
  const position = findCursor(zone, offset)?.position;
  if (position?.kind !== 'rdata') return undefined;
  const format = findRdataFormat(position.type);
  if (format === undefined || format.isGenericOnly) return undefined;
  return { ...describe(format), active: position.field };
}

function describe({ type, fields }: RdataFormat): Omit<Signature, 'active'> {
  let label = typeMnemonic(type);
  const described = fields.map(({ name, kind, meaning }): SignatureField => {
    const shown = kind.isOptional === true ? `[${name}]` : `‹${name}›`;
    const start = label.length + 1;
    label += ` ${shown}`;
    const documentation = meaning === undefined ? [kind.holds] : [meaning, kind.holds];
    return { start, end: label.length, documentation };
  });
  const words = typeWords(type);
  const documentation = words === undefined ? [] : [words.purpose, say('{0}', words.source)];
  return { label, documentation, fields: described };
}
