import { NameTable } from '../dns/name';
import { PlainEngine, shortestPlain } from '../plain/engine';
import { PlainReader } from '../plain/plainReader';
import { longText } from '../syntax/scanner';
import type { Syntax } from '../syntax/syntax';
import type { FileIndex } from '../text/span';
import type { NestedBlock } from './blockFindings';
import type { FindInclusion } from './includes';
import { NameIndex } from './nameIndex';
import { findOrigin } from './origin';
import { Elsewhere, type OtherZones } from './otherZones';
import { EntryReader } from './read';
import { firstState } from './readState';
import { RecordTable } from './recordTable';
import { TypeBit } from './typeBits';
import {
  type BlockIgnores,
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
  /** Without it nothing is known of included files. */
  readonly include?: FindInclusion | undefined;
  /** Without it nothing is known of names in other zones. */
  readonly others?: OtherZones | undefined;
}

/** Where no included file is read. */
export const nothingIncluded: FindInclusion = () => ({ kind: 'unread' });

/** Builds the zone of a file. Never fails. Long files are read quickly, to the same result. */
export function buildZone(
  file: Syntax,
  options: ZoneOptions = {},
  plainFrom = shortestPlain,
): Zone {
  const engine = file.text.length < plainFrom ? undefined : PlainEngine.create();
  const names = new NameTable(
    expectNames(file.text.length),
    engine && ((labels, nodes, slots) => engine.makeParts(labels, nodes, slots)),
  );
  const records = new RecordTable(file.entryCount);
  const origin = findOrigin([file], names, options);
  let blockCount = 1;
  const sources = {
    newBlock: () => blockCount++,
    include: options.include ?? nothingIncluded,
  };
  const plain = engine && new PlainReader(engine, file, names, records);
  const reader = new EntryReader(names, records, sources, plain);
  reader.state = firstState(origin);
  const found = reader.read(file, 0);
  // Of a long text the names stay where they are: a copy would be as large.
  if (engine !== undefined && file.text.length < longText) {
    names.moveOut();
    engine.release();
  }
  const index = new NameIndex(names, records, expectNames(file.text.length));
  index.appendAll();
  for (const { flawedOwners } of [found, ...found.nested.map((nested) => nested.found)])
    for (const owner of flawedOwners) index.addTypes(owner, TypeBit.other);
  const { apex, classNumber } = reader.state;
  return new Zone({
    blocks: new WholeFiles({ syntax: file, found }, records),
    names,
    records,
    index,
    origin,
    soaOwner: apex,
    classNumber,
    hasUnreadParts: found.isPartial,
    elsewhere: options.others && new Elsewhere(names, options.others),
  });
}

/** About how many names a zone has, by its file's length; large ones have one in some seventy characters. */
export function expectNames(length: number): number {
  return Math.ceil(length / 68);
}

type ReadBlock = Pick<NestedBlock, 'syntax' | 'found'>;

/** Files that were read at once, each of them one block. */
class WholeFiles implements ZoneBlocks {
  readonly #opened: ReadBlock;
  /** By number. */
  readonly #blocks: ReadBlock[];
  readonly #records: RecordTable;
  #recordsByBlock: readonly RecordIndex[][] | undefined;

  constructor(opened: ReadBlock, records: RecordTable) {
    this.#opened = opened;
    this.#blocks = [opened];
    for (const nested of opened.found.nested) this.#blocks[nested.block] = nested;
    this.#records = records;
  }

  syntaxOf(block: BlockIndex): Syntax | undefined {
    return this.#blocks[block]?.syntax;
  }

  files(): readonly FileIndex[] {
    return [...new Set(this.#blocks.map(({ syntax }) => syntax.file))];
  }

  ofFile(file: FileIndex): readonly BlockIndex[] {
    const block = this.at(file);
    return block === undefined ? [] : [block];
  }

  at(file: FileIndex): BlockIndex | undefined {
    const block = this.#blocks.findIndex(
      ({ syntax }) => syntax.file === file && syntax.generatedBy === undefined,
    );
    return block < 0 ? undefined : block;
  }

  after(): undefined {
    return undefined;
  }

  nestedIn(block: BlockIndex): readonly BlockIndex[] {
    return (this.#blocks[block]?.found.nested ?? []).map((nested) => nested.block);
  }

  firstRecord(): RecordIndex {
    return this.#records.length > 0 ? 0 : -1;
  }

  recordsOf(block: BlockIndex): readonly RecordIndex[] {
    this.#recordsByBlock ??= this.#sortRecords();
    return this.#recordsByBlock[block] ?? [];
  }

  originsOf(block: BlockIndex): readonly OriginChange[] {
    return this.#blocks[block]?.found.origins ?? [];
  }

  flawedEntriesOf(block: BlockIndex): ReadonlySet<number> {
    return this.#blocks[block]?.found.flawedEntries ?? new Set();
  }

  errors(): ZoneErrors {
    const { syntax, found } = this.#opened;
    return mergeErrors([syntax.errors, ...found.errorLists()]);
  }

  ignores(): readonly BlockIgnores[] {
    return this.#blocks.flatMap(({ found }, block) =>
      found.ignores.length > 0 ? [{ block, comments: found.ignores }] : [],
    );
  }

  #sortRecords(): readonly RecordIndex[][] {
    const sorted: RecordIndex[][] = this.#blocks.map(() => []);
    for (let record = 0; record < this.#records.length; record++)
      sorted[this.#records.blocks.get(record)]?.push(record);
    return sorted;
  }
}
