import { type AbsoluteName, NameTable } from '../dns/name';
import type { Syntax } from '../syntax/syntax';
import type { FileIndex } from '../text/span';
import { NameIndex } from './nameIndex';
import { findOrigin } from './origin';
import { type BlockFindings, EntryReader, firstState } from './read';
import { RecordTable } from './recordTable';
import { TypeBit, typeBit } from './typeBits';
import {
  type BlockIndex,
  mergeErrors,
  type OriginChange,
  type RecordIndex,
  Zone,
  type ZoneBlocks,
  type ZoneErrors,
} from './zone';

/** What is known of a zone besides its text. */
export interface ZoneOptions {
  /** The origin that someone named; it wins over all that the text says. */
  readonly origin?: string | undefined;
  /** The origin that the file's own name carries; taken where the text says nothing. */
  readonly fallbackOrigin?: string | undefined;
}

/** Builds the zone of a file. Never fails. */
export function buildZone(file: Syntax, options: ZoneOptions = {}): Zone {
  const names = new NameTable();
  const records = new RecordTable(file.entryCount);
  const origin = findOrigin([file], names, options);
  const reader = new EntryReader(names, records);
  reader.state = firstState(origin);
  const found = reader.read(file, 0);
  const index = new NameIndex(names, records);
  for (let record = 0; record < records.length; record++)
    index.append(
      records.owners.get(record) as AbsoluteName,
      record,
      typeBit(records.types.get(record)),
    );
  for (const owner of found.flawedOwners) index.addTypes(owner, TypeBit.other);
  const { apex, classNumber } = reader.state;
  return new Zone({
    blocks: new WholeFiles([file], [found], records),
    names,
    records,
    index,
    origin,
    soaOwner: apex,
    classNumber,
    hasUnreadParts: found.hasUnreadParts,
  });
}

/** Files that were read at once, each of them one block. */
class WholeFiles implements ZoneBlocks {
  readonly #files: readonly Syntax[];
  readonly #found: readonly BlockFindings[];
  readonly #records: RecordTable;
  #recordsByBlock: readonly RecordIndex[][] | undefined;

  constructor(files: readonly Syntax[], found: readonly BlockFindings[], records: RecordTable) {
    this.#files = files;
    this.#found = found;
    this.#records = records;
  }

  syntaxOf(block: BlockIndex): Syntax | undefined {
    return this.#files[block];
  }

  ofFile(file: FileIndex): readonly BlockIndex[] {
    return this.#files.flatMap((each, block) => (each.file === file ? [block] : []));
  }

  at(file: FileIndex): BlockIndex | undefined {
    return this.ofFile(file)[0];
  }

  after(): undefined {
    return undefined;
  }

  recordsOf(block: BlockIndex): readonly RecordIndex[] {
    this.#recordsByBlock ??= this.#sortRecords();
    return this.#recordsByBlock[block] ?? [];
  }

  originsOf(block: BlockIndex): readonly OriginChange[] {
    return this.#found[block]?.origins ?? [];
  }

  flawedEntriesOf(block: BlockIndex): ReadonlySet<number> {
    return this.#found[block]?.flawedEntries ?? new Set();
  }

  errors(): ZoneErrors {
    return mergeErrors([
      ...this.#files.map(({ errors }) => errors),
      ...this.#found.map(({ errors }) => errors),
    ]);
  }

  #sortRecords(): readonly RecordIndex[][] {
    const sorted: RecordIndex[][] = this.#files.map(() => []);
    for (let record = 0; record < this.#records.length; record++)
      sorted[this.#records.blocks.get(record)]?.push(record);
    return sorted;
  }
}
