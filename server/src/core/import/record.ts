import { isName, NameTable } from '../dns/name';
import { isMetaType } from '../dns/rdata/formats';
import { RdataInput } from '../dns/rdata/input';
import { maximumTtl } from '../dns/ttl';
import { asciiName } from '../dns/unicode';
import { findType, typeMnemonic } from '../syntax/mnemonics';
import { scan } from '../syntax/scanner';
import { nextField } from '../syntax/syntax';
import { canonicalFields } from '../zone/canonical';

/** What a reader takes for a record; whether it is one is found out by `RecordReader`. */
export interface Candidate {
  /** Absolute, with or without the final dot. */
  readonly owner: string;
  /** Seconds. */
  readonly ttl?: number | undefined;
  /** A mnemonic, in any letters. */
  readonly type: string;
  /** As in a zone file, its names absolute with or without the final dot. */
  readonly rdata: string;
}

/** A record of somebody’s output, in canonical form (RFC 4034 6.2). */
export interface ImportedRecord {
  /** Absolute, with the final dot. */
  readonly owner: string;
  /** Seconds; undefined where the text has none. */
  readonly ttl: number | undefined;
  readonly type: number;
  readonly rdata: string;
}

/** Longer RDATA is none: 65,535 octets, each escaped, and blanks and quotes. */
const longestRdata = 300_000;

/** A name as people and tools write it: nothing that belongs to a sentence, an address or a URL. */
const nameForm = /^(?:[\p{L}\p{M}\p{N}_*/.-]|\\\d{3}|\\[^\d\s])+$/u;

/** Makes records of what looks like some; all are of one name table. */
export class RecordReader {
  readonly #names = new NameTable();
  readonly #input = new RdataInput(this.#names);

  /** Undefined where it is no sound record of the class IN. */
  read({ owner, ttl, type, rdata }: Candidate): ImportedRecord | undefined {
    const number = findType(type, 0, type.length);
    const name = this.#readOwner(owner);
    if (number < 0 || isMetaType(number) || name === undefined) return undefined;
    const text = this.#readRdata(number, rdata);
    if (text === undefined) return undefined;
    const isSound = ttl !== undefined && Number.isInteger(ttl) && ttl >= 0 && ttl <= maximumTtl;
    return { owner: name, ttl: isSound ? ttl : undefined, type: number, rdata: text };
  }

  #readOwner(text: string): string | undefined {
    if (!isNameForm(text)) return undefined;
    const ascii = asciiName(text);
    const name = this.#names.read(ascii, 0, ascii.length, this.#names.root);
    return isName(name) ? this.#names.text(name) : undefined;
  }

  #readRdata(type: number, rdata: string): string | undefined {
    if (rdata.length > longestRdata) return undefined;
    // What follows the type is scanned as it would stand in a zone file, and must stay one entry.
    const syntax = scan(`x ${typeMnemonic(type)} ${rdata.replaceAll('(root)', '.')}`);
    if (syntax.entryCount !== 1 || syntax.errors.count > 0) return undefined;
    const end = syntax.entryTokens.get(1);
    const token = nextField(syntax, nextField(syntax, 1, end) + 1, end);
    this.#input.open(syntax, token, end, this.#names.root);
    return canonicalFields(this.#input, syntax, end, type);
  }
}

/** True for what can be a name in somebody’s output; an address is none. */
export function isNameForm(text: string): boolean {
  return text.length <= 1024 && nameForm.test(text) && !/^[\d.]+$/.test(text.replace(/^\.$/, 'x'));
}
