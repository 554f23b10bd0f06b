import type { Candidate } from './record';
import { TableReader } from './tables';
import type { Domain } from './values';

/** Reads records that are lists of `field : value`, as Resolve-DnsName of PowerShell prints addresses. */
export class ListReader {
  readonly #found: Candidate[];
  readonly #domain: Domain;
  #fields: (readonly [string, string])[] = [];

  /** What looks like a record goes to `found`. */
  constructor(found: Candidate[], domain: Domain) {
    this.#found = found;
    this.#domain = domain;
  }

  /** Takes one line; false where it is no field. Any other line ends the record. */
  read(line: string): boolean {
    const [, name, value = ''] = /^([A-Za-z][A-Za-z0-9]{1,19}) +: (.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      this.#fields.push([name, value]);
      return true;
    }
    const fields = this.#fields;
    this.#fields = [];
    if (fields.length < 2) return false;
    const table = new TableReader(this.#found, this.#domain);
    if (table.read(fields.map(([field]) => field))) table.read(fields.map(([, value]) => value));
    return false;
  }
}
