import { type AbsoluteName, NameTable } from '../dns/name';
import { PlainEngine } from '../plain/engine';
import { PlainReader } from '../plain/plainReader';
import { longText } from '../syntax/scanner';
import { ErrorList, type Syntax } from '../syntax/syntax';
import type { FileIndex } from '../text/span';
import type { BlockFindings } from './blockFindings';
import type { FindInclusion } from './includes';
import { NameIndex } from './nameIndex';
import { findOrigin } from './origin';
import { Elsewhere, type OtherZones } from './otherZones';
import { EntryReader } from './read';
import { firstState, type ReadState } from './readState';
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

/** What is known of a zone's origin besides its text. */
export interface OriginOptions {
  /** The origin that someone named; it wins over all that the text says. */
  readonly origin?: string | undefined;
  /** The origin that the file's own name carries; taken where the text says nothing. */
  readonly fallbackOrigin?: string | undefined;
}

/** What is known of a zone besides its text. */
export interface ZoneOptions extends OriginOptions {
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
  plainFrom: number = longText,
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
  const index = new NameIndex(names, records, expectNames(file.text.length));
  const parts = [{ syntax: file, found }];
  return finishZone({ names, records, index, origin, parts }, reader.state, options.others);
}

/** What was read of a file: as one block, or as several, in which no directive adds blocks. */
export interface ReadFile {
  readonly names: NameTable;
  readonly records: RecordTable;
  /** Of the first records, or of none yet. */
  readonly index: NameIndex;
  /** What the first entry was read with. */
  readonly origin: AbsoluteName;
  /** By number of the block. */
  readonly parts: readonly ReadPart[];
}

/** A block and what reading it found. */
export interface ReadPart {
  readonly syntax: Syntax;
  readonly found: BlockFindings;
}

/** The zone of a file that left a state. */
export function finishZone(
  { names, records, index, origin, parts }: ReadFile,
  state: ReadState,
  others?: OtherZones,
): Zone {
  index.appendAll();
  const all = parts.flatMap(({ found }) => [found, ...found.nested.map((nested) => nested.found)]);
  for (const { flawedOwners } of all)
    for (const owner of flawedOwners) index.addTypes(owner, TypeBit.other);
  return new Zone({
    blocks: new WholeFiles(parts, records),
    names,
    records,
    index,
    origin,
    soaOwner: state.apex,
    classNumber: state.classNumber,
    hasUnreadParts: parts.some(({ found }) => found.isPartial),
    elsewhere: others && new Elsewhere(names, others),
  });
}

/** About how many names a zone has, by its file's length; large ones have one in some seventy characters. */
export function expectNames(length: number): number {
  return Math.ceil(length / 68);
}

/** Files that were read at once: the one that was opened in a few parts, each other one a block. */
class WholeFiles implements ZoneBlocks {
  /** By number. */
  readonly #blocks: ReadPart[];
  readonly #partCount: number;
  readonly #records: RecordTable;
  #recordsByBlock: readonly RecordIndex[][] | undefined;

  constructor(parts: readonly ReadPart[], records: RecordTable) {
    this.#blocks = [...parts];
    this.#partCount = parts.length;
    for (const nested of parts.flatMap(({ found }) => found.nested))
      this.#blocks[nested.block] = nested;
    this.#records = records;
  }

  syntaxOf(block: BlockIndex): Syntax | undefined {
    return this.#blocks[block]?.syntax;
  }

  files(): readonly FileIndex[] {
    return [...new Set(this.#blocks.map(({ syntax }) => syntax.file))];
  }

  ofFile(file: FileIndex): readonly BlockIndex[] {
    const first = this.#blocks.findIndex(
      ({ syntax }) => syntax.file === file && syntax.generatedBy === undefined,
    );
    if (first < 0) return [];
    return first > 0 ? [first] : Array.from({ length: this.#partCount }, (_, part) => part);
  }

  at(file: FileIndex, offset: number): BlockIndex | undefined {
    const blocks = this.ofFile(file);
    return blocks.findLast((block) => (this.syntaxOf(block)?.base ?? 0) <= offset) ?? blocks[0];
  }

  after(block: BlockIndex): BlockIndex | undefined {
    return block + 1 < this.#partCount ? block + 1 : undefined;
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
    const parts = this.#blocks.slice(0, this.#partCount);
    return mergeErrors([
      ...parts.map(({ syntax }) => errorsInFile(syntax)),
      ...parts.flatMap(({ found }) => found.errorLists()),
    ]);
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

/** What scanning found, its spans counted from the start of the file. */
function errorsInFile({ errors, base }: Syntax): ErrorList {
  if (base === 0) return errors;
  const moved = new ErrorList();
  for (const { span, message, rule } of errors.errors)
    moved.add({ ...span, start: span.start + base, end: span.end + base }, message, rule);
  return moved;
}
