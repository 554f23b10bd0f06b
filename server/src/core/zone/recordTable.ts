import { IntList } from '../text/intList';

/** Columns of the record table; a row is a record. */
export class RecordTable {
  readonly owners: IntList;
  readonly types: IntList;
  /** Seconds, -1 where the zone does not say. */
  readonly ttls: IntList;
  /** The block that the record stands in. */
  readonly blocks: IntList;
  /** The entry of its block. */
  readonly entries: IntList;
  readonly typeTokens: IntList;
  /** The first RDATA token. */
  readonly rdataTokens: IntList;
  /** The name in RDATA that the zone indexes (exchange, canonical name …), -1 for none. */
  readonly targets: IntList;
  readonly targetTokens: IntList;
  /**
   * What rules ask of many records, by type: the preference of an MX record, the address of an A
   * record as a number of 32 bits, with a sign, the TextFacts of a TXT record. -1 for other types,
   * where it is not sound, and for the address 255.255.255.255.
   */
  readonly facts: IntList;
  /** The next record of the same owner plus one, 0 for none; those who link records see to it. */
  readonly nexts: IntList;

  /** `capacity` is about how many records there will be: growing costs a copy. */
  constructor(capacity: number) {
    this.owners = new IntList(capacity);
    this.types = new IntList(capacity);
    this.ttls = new IntList(capacity);
    this.blocks = new IntList(capacity);
    this.entries = new IntList(capacity);
    this.typeTokens = new IntList(capacity);
    this.rdataTokens = new IntList(capacity);
    this.targets = new IntList(capacity);
    this.targetTokens = new IntList(capacity);
    this.facts = new IntList(capacity);
    this.nexts = new IntList(capacity);
  }

  get length(): number {
    return this.owners.length;
  }

  /** Adds an empty row; gives its number. */
  extend(): number {
    const row = this.length;
    for (const column of this.#lists()) column.push(0);
    this.nexts.extend(row + 1);
    return row;
  }

  /** Copies a row of another table, but not whom it is linked with. */
  copyRow(row: number, from: RecordTable, fromRow: number): void {
    this.owners.set(row, from.owners.get(fromRow));
    this.types.set(row, from.types.get(fromRow));
    this.ttls.set(row, from.ttls.get(fromRow));
    this.blocks.set(row, from.blocks.get(fromRow));
    this.entries.set(row, from.entries.get(fromRow));
    this.typeTokens.set(row, from.typeTokens.get(fromRow));
    this.rdataTokens.set(row, from.rdataTokens.get(fromRow));
    this.targets.set(row, from.targets.get(fromRow));
    this.targetTokens.set(row, from.targetTokens.get(fromRow));
    this.facts.set(row, from.facts.get(fromRow));
  }

  clear(): void {
    for (const column of [...this.#lists(), this.nexts]) column.truncate(0);
  }

  /** The values of each column that is read, where they lie. */
  get columns(): readonly Int32Array[] {
    return this.#lists().map((list) => list.values);
  }

  /** Adds rows, by column. */
  addAll(columns: readonly Int32Array[]): void {
    for (const [number, list] of this.#lists().entries())
      list.append(columns[number] ?? new Int32Array(0));
  }

  /** In the order of `columns`. */
  #lists(): readonly IntList[] {
    const { owners, types, ttls, blocks, entries, typeTokens } = this;
    const { rdataTokens, targets, targetTokens, facts } = this;
    return [
      owners,
      types,
      ttls,
      blocks,
      entries,
      typeTokens,
      rdataTokens,
      targets,
      targetTokens,
      facts,
    ];
  }
}
