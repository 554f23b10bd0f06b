import { type AbsoluteName, NameTable } from '../dns/name';
import type { Block } from '../syntax/block';
import { type BlockChange, BlockStore } from '../syntax/blockStore';
import { ErrorList, type Syntax, type SyntaxProblem } from '../syntax/syntax';
import type { FileIndex } from '../text/span';
import type { BlockFindings, NestedBlock } from './blockFindings';
import { expectNames, nothingIncluded, type ZoneOptions } from './build';
import { commonRows, LiveBlock, type RecordRows } from './liveBlock';
import { NameIndex } from './nameIndex';
import { findOrigin, maximumEntries } from './origin';
import { Elsewhere } from './otherZones';
import { EntryReader } from './read';
import { firstState, isSameState, type ReadState } from './readState';
import { RecordTable } from './recordTable';
import { TypeBit, typeBit } from './typeBits';
import {
  type BlockIgnores,
  type BlockIndex,
  type OriginChange,
  type RecordIndex,
  Zone,
  type ZoneBlocks,
  type ZoneErrors,
} from './zone';

/** What large zones have about; the table of records grows where it is too much. */
const charactersPerRecord = 65;

/** A text that was read: a block of the file, or what a directive in it adds. */
interface Part {
  readonly syntax: Syntax;
  readonly found: () => BlockFindings;
  readonly host: LiveBlock;
}

/** Blocks that an edit brings at once; more are read one after the other, in steps. */
const mostAtOnce = 16;

/**
 * A zone whose file is being edited. An edit reads the blocks that it touches, and the following
 * ones as far as an $ORIGIN, a $TTL or an owner reaches; at the end the zone is the one that reading
 * the whole file would give.
 *
 * `step` does the work in small parts; until there is none left, the last Zone must not be asked.
 */
export class LiveZone implements ZoneBlocks {
  readonly store: BlockStore;
  readonly #options: ZoneOptions;
  readonly #names: NameTable;
  readonly #records: RecordTable;
  readonly #index: NameIndex;
  readonly #scratch = new RecordTable(1024);
  readonly #reader: EntryReader;
  readonly #elsewhere: Elsewhere | undefined;
  /** By number. */
  readonly #blocks: (Part | undefined)[] = [];
  readonly #liveBlocks = new WeakMap<Block, LiveBlock>();
  readonly #freeBlocks: BlockIndex[] = [];
  readonly #freeRecords: RecordIndex[] = [];
  readonly #withErrors = new Set<LiveBlock>();
  readonly #unread = new Set<LiveBlock>();
  readonly #withNested = new Set<LiveBlock>();
  readonly #withIgnores = new Set<LiveBlock>();
  /** How many records that could not be read each name has. */
  readonly #flawedOwners = new Map<AbsoluteName, number>();
  /** Blocks that are to be read, perhaps again. */
  readonly #dirty = new Set<LiveBlock>();
  /** No block from this one on has been read. */
  #readUpTo = 0;
  #origin: AbsoluteName;
  /** Undefined as long as nobody has seen the zone: then all of it is new. */
  #changed: Set<AbsoluteName> | undefined;

  constructor(text: string, options: ZoneOptions = {}, blockLength?: number) {
    this.#options = options;
    this.#records = new RecordTable(Math.ceil(text.length / charactersPerRecord));
    const expectedNames = expectNames(text.length);
    this.#names = new NameTable(expectedNames);
    this.#index = new NameIndex(this.#names, this.#records, expectedNames);
    this.#elsewhere = options.others && new Elsewhere(this.#names, options.others);
    this.store = new BlockStore(text, 0, blockLength);
    this.#reader = new EntryReader(this.#names, this.#scratch, {
      newBlock: () => this.#freeBlocks.pop() ?? this.#blocks.push(undefined) - 1,
      include: options.include ?? nothingIncluded,
    });
    this.#origin = findOrigin(this.store.blocks, this.#names, options);
    for (const block of this.store.blocks) this.#adopt(block);
    this.#touch(this.store.blocks[0]);
  }

  get isSettled(): boolean {
    return this.#dirty.size === 0;
  }

  /** The zone; only to be asked as long as nothing is edited, and when all steps are done. */
  zone(): Zone {
    const last = this.#liveOf(this.store.blocks.at(-1));
    return new Zone({
      blocks: this,
      names: this.#names,
      records: this.#records,
      index: this.#index,
      origin: this.#origin,
      soaOwner: last?.after?.apex ?? -1,
      classNumber: last?.after?.classNumber ?? -1,
      hasUnreadParts: this.#unread.size > 0,
      elsewhere: this.#elsewhere,
    });
  }

  /** The names whose records changed, or that exist or no longer do, since this was last asked. */
  takeChanges(): ReadonlySet<AbsoluteName> {
    const changed = this.#changed ?? new Set();
    this.#changed = new Set();
    return changed;
  }

  /** Replaces the text from `start` to `end`; the zone is settled again when all steps are done. */
  edit(start: number, end: number, text: string): void {
    const change = this.store.edit(start, end, text);
    const removed = change.removed.flatMap((block) => this.#liveOf(block) ?? []);
    for (const live of removed) this.#dirty.delete(live);
    const added = change.added.map((block) => this.#adopt(block));
    if (change.order < this.#readUpTo) {
      const moved = this.#readUpTo + added.length - removed.length;
      this.#readUpTo = Math.max(moved, change.order + added.length);
    }
    const next = this.store.blocks[change.order + added.length];
    const before = this.#stateBefore(change.order);
    if (added.length > mostAtOnce || before === undefined) {
      this.#exchange(removed, [], undefined);
      this.#touch(change.added[0]);
    } else this.#exchange(removed, added, before);
    for (const live of removed) this.#drop(live);
    if (next !== undefined && !this.#isReadAfter(next)) this.#touch(next);
    this.#findOriginAgain(change);
  }

  /** Reads included files anew; the zone is settled again when all steps are done. */
  refreshIncludes(): void {
    for (const part of this.#blocks) {
      if (part === undefined || !part.found().hasIncludes) continue;
      part.host.before = undefined;
      this.#dirty.add(part.host);
    }
  }

  /** Does a small part of what is left to do; false where nothing is. */
  step(): boolean {
    const [live] = this.#dirty;
    if (live === undefined) return false;
    this.#dirty.delete(live);
    const before = this.#stateBefore(live.block.order);
    if (before === undefined) return true;
    if (live.before !== undefined && isSameState(live.before, before)) return true;
    if (live.block.order >= this.#readUpTo && live.before === undefined) this.#append(live, before);
    else this.#exchange([live], [live], before);
    const next = this.store.blocks[live.block.order + 1];
    if (next !== undefined && !this.#isReadAfter(next)) this.#touch(next);
    return true;
  }

  syntaxOf(block: BlockIndex): Syntax | undefined {
    return this.#blocks[block]?.syntax;
  }

  files(): readonly FileIndex[] {
    const nested = [...this.#withNested].flatMap(({ found }) => found.nested);
    return [...new Set([0, ...nested.map(({ syntax }) => syntax.file)])];
  }

  ofFile(file: FileIndex): readonly BlockIndex[] {
    if (file !== 0) return this.#includedBlocks(file).slice(0, 1);
    return this.store.blocks.flatMap((block) => this.#liveOf(block)?.id ?? []);
  }

  at(file: FileIndex, offset: number): BlockIndex | undefined {
    if (file !== 0) return this.#includedBlocks(file)[0];
    return this.#liveOf(this.store.blockAt(offset))?.id;
  }

  after(block: BlockIndex): BlockIndex | undefined {
    const part = this.#blocks[block];
    if (part === undefined || part.host.id !== block) return undefined;
    return this.#liveOf(this.store.blocks[part.host.block.order + 1])?.id;
  }

  firstRecord(): RecordIndex {
    for (const block of this.store.blocks) {
      const record = this.#liveOf(block)?.records[0];
      if (record !== undefined) return record;
    }
    return -1;
  }

  nestedIn(block: BlockIndex): readonly BlockIndex[] {
    return (this.#blocks[block]?.found().nested ?? []).map((nested) => nested.block);
  }

  recordsOf(block: BlockIndex): readonly RecordIndex[] {
    const host = this.#blocks[block]?.host;
    if (host === undefined) return [];
    if (host.found.nested.length === 0) return [...host.records];
    return [...host.records].filter((record) => this.#records.blocks.get(record) === block);
  }

  originsOf(block: BlockIndex): readonly OriginChange[] {
    return this.#blocks[block]?.found().origins ?? [];
  }

  flawedEntriesOf(block: BlockIndex): ReadonlySet<number> {
    return this.#blocks[block]?.found().flawedEntries ?? new Set();
  }

  errors(): ZoneErrors {
    const inOrder = [...this.#withErrors].sort((a, b) => a.block.order - b.block.order);
    const errors: SyntaxProblem[] = [];
    let count = 0;
    for (const live of inOrder) {
      if (errors.length < ErrorList.maximum) errors.push(...live.errors());
      count += live.errorCount;
    }
    errors.length = Math.min(errors.length, ErrorList.maximum);
    return { errors, omitted: count - errors.length };
  }

  ignores(): readonly BlockIgnores[] {
    return [...this.#withIgnores].flatMap(({ id, found }) =>
      [{ block: id, found }, ...found.nested].flatMap(({ block, found: { ignores } }) =>
        ignores.length > 0 ? [{ block, comments: ignores }] : [],
      ),
    );
  }

  #adopt(block: Block): LiveBlock {
    const live = new LiveBlock(block, this.#freeBlocks.pop() ?? this.#blocks.length);
    this.#blocks[live.id] = { syntax: block, found: () => live.found, host: live };
    this.#liveBlocks.set(block, live);
    return live;
  }

  /** Blocks of an included file: one for each time that it is included. */
  #includedBlocks(file: FileIndex): readonly BlockIndex[] {
    return this.#blocks.flatMap((part, id) =>
      part?.syntax.file === file && part.syntax.generatedBy === undefined ? [id] : [],
    );
  }

  #dropNested(nested: readonly NestedBlock[]): void {
    for (const { block } of nested) {
      this.#blocks[block] = undefined;
      this.#freeBlocks.push(block);
    }
  }

  #drop(live: LiveBlock): void {
    this.#dropNested(live.found.nested);
    this.#withErrors.delete(live);
    this.#unread.delete(live);
    this.#withNested.delete(live);
    this.#withIgnores.delete(live);
    this.#blocks[live.id] = undefined;
    this.#freeBlocks.push(live.id);
  }

  #liveOf(block: Block | undefined): LiveBlock | undefined {
    return block === undefined ? undefined : this.#liveBlocks.get(block);
  }

  #touch(block: Block | undefined): void {
    const live = this.#liveOf(block);
    if (live !== undefined) this.#dirty.add(live);
  }

  /** What a block is to be read with; undefined while the one before it was not read. */
  #stateBefore(order: number): ReadState | undefined {
    if (order === 0) return firstState(this.#origin);
    return this.#liveOf(this.store.blocks[order - 1])?.after;
  }

  #isReadAfter(block: Block): boolean {
    const live = this.#liveOf(block);
    const before = this.#stateBefore(block.order);
    if (live?.before === undefined || before === undefined) return false;
    return isSameState(live.before, before);
  }

  /** The SOA record and what stands above it tell the origin of the first entry. */
  #findOriginAgain(change: BlockChange): void {
    let entries = 0;
    for (const block of this.store.blocks.slice(0, change.order)) {
      entries += block.entryCount;
      if (entries > maximumEntries) return;
    }
    const origin = findOrigin(this.store.blocks, this.#names, this.#options);
    if (origin === this.#origin) return;
    this.#origin = origin;
    this.#touch(this.store.blocks[0]);
  }

  #read(live: LiveBlock, before: ReadState): void {
    this.#reader.state = before;
    const found = this.#reader.read(live.block.passing(), live.id);
    live.keep(before, this.#reader.state, found);
    for (const { block, syntax, found: own } of found.nested)
      this.#blocks[block] = { syntax, found: () => own, host: live };
    if (live.errorCount > 0) this.#withErrors.add(live);
    else this.#withErrors.delete(live);
    if (found.isPartial) this.#unread.add(live);
    else this.#unread.delete(live);
    if (found.nested.length > 0) this.#withNested.add(live);
    else this.#withNested.delete(live);
    if (found.hasIgnores) this.#withIgnores.add(live);
    else this.#withIgnores.delete(live);
  }

  /** Reads a block that comes after all that was read. */
  #append(live: LiveBlock, before: ReadState): void {
    this.#scratch.clear();
    this.#read(live, before);
    const records = new Int32Array(this.#scratch.length);
    for (let row = 0; row < this.#scratch.length; row++) {
      const record = this.#keepRow(row);
      const owner = this.#records.owners.get(record) as AbsoluteName;
      this.#index.append(owner, record, typeBit(this.#records.types.get(record)));
      this.#changed?.add(owner);
      this.#noteNamer(record, 1);
      records[row] = record;
    }
    live.records = records;
    for (const owner of flawedOwnersOf([live])) {
      this.#countFlawed(owner, 1);
      this.#index.addTypes(owner, TypeBit.other);
      this.#changed?.add(owner);
    }
    this.#readUpTo = live.block.order + 1;
  }

  /** Puts the records of some blocks into the place of others', and keeps those that are the same. */
  #exchange(
    removed: readonly LiveBlock[],
    added: readonly LiveBlock[],
    before: ReadState | undefined,
  ): void {
    const old = rowsOf(removed, this.#records);
    const flawedBefore = flawedOwnersOf(removed);
    const nestedBefore = removed.flatMap(({ found }) => found.nested);
    const originsBefore = originsOf(removed);
    this.#scratch.clear();
    const counts = this.#readAll(added, before);
    const rows = Array.from({ length: this.#scratch.length }, (_, row) => row);
    const now = { records: this.#scratch, rows, blocks: syntaxesOf(added) };
    const isSameOrigin = originsBefore === originsOf(added);
    const { atStart, atEnd } = isSameOrigin ? commonRows(old, now) : { atStart: 0, atEnd: 0 };
    const gone = old.rows.slice(atStart, old.rows.length - atEnd);
    const records = rows.map((row) => {
      if (row < atStart) return this.#keepRow(row, old.rows[row]);
      const fromEnd = rows.length - row;
      return this.#keepRow(row, fromEnd <= atEnd ? old.rows[old.rows.length - fromEnd] : undefined);
    });
    const come = records.slice(atStart, records.length - atEnd);
    let from = 0;
    added.forEach((live, index) => {
      const count = counts[index] ?? 0;
      live.records = Int32Array.from(records.slice(from, from + count));
      from += count;
    });
    this.#relink(gone, come, records, this.#exchangeFlawed(flawedBefore, added));
    for (const record of come) this.#noteNamer(record, 1);
    for (const record of gone) {
      this.#noteNamer(record, -1);
      // Nobody is to take it for a record.
      this.#records.targets.set(record, -1);
      this.#freeRecords.push(record);
    }
    // Those of blocks that go are dropped with them.
    if (removed.length > 0 && removed[0] === added[0]) this.#dropNested(nestedBefore);
  }

  /** Reads blocks one after the other; gives how many records each has. */
  #readAll(added: readonly LiveBlock[], before: ReadState | undefined): readonly number[] {
    let state = before;
    return added.map((live) => {
      const from = this.#scratch.length;
      if (state === undefined) return 0;
      this.#read(live, state);
      state = live.after;
      this.#readUpTo = Math.max(this.#readUpTo, live.block.order + 1);
      return this.#scratch.length - from;
    });
  }

  #keepRow(row: number, record = this.#freeRecords.pop() ?? this.#records.extend()): RecordIndex {
    this.#records.copyRow(record, this.#scratch, row);
    return record;
  }

  /** Whom a record names, is another one's business, too. */
  #noteNamer(record: RecordIndex, by: number): void {
    const target = this.#index.countNamer(record, by);
    if (target !== undefined) this.#changed?.add(target);
  }

  #countFlawed(owner: AbsoluteName, by: number): void {
    const count = (this.#flawedOwners.get(owner) ?? 0) + by;
    if (count > 0) this.#flawedOwners.set(owner, count);
    else this.#flawedOwners.delete(owner);
  }

  /** Gives the owners whose records that could not be read may be others now. */
  #exchangeFlawed(
    before: readonly AbsoluteName[],
    added: readonly LiveBlock[],
  ): readonly AbsoluteName[] {
    const now = flawedOwnersOf(added);
    if (now.length === before.length && now.every((owner, index) => owner === before[index]))
      return [];
    for (const owner of before) this.#countFlawed(owner, -1);
    for (const owner of now) this.#countFlawed(owner, 1);
    return [...before, ...now];
  }

  /** Links the records of the owners that lost or gained one; `inOrder` are those of the blocks. */
  #relink(
    gone: readonly RecordIndex[],
    come: readonly RecordIndex[],
    inOrder: readonly RecordIndex[],
    further: readonly AbsoluteName[],
  ): void {
    const lost = new Set(gone);
    const gained = new Map<AbsoluteName, RecordIndex[]>();
    const touch = (owner: number): RecordIndex[] => {
      const known = gained.get(owner as AbsoluteName) ?? [];
      gained.set(owner as AbsoluteName, known);
      return known;
    };
    for (const owner of further) touch(owner);
    for (const record of gone) touch(this.#records.owners.get(record));
    for (const record of come) touch(this.#records.owners.get(record)).push(record);
    const places = new Map(inOrder.map((record, place) => [record, place]));
    for (const [owner, records] of gained) this.#relinkOwner(owner, records, lost, places);
  }

  #relinkOwner(
    owner: AbsoluteName,
    gained: readonly RecordIndex[],
    lost: ReadonlySet<RecordIndex>,
    places: ReadonlyMap<RecordIndex, number>,
  ): void {
    const chain: RecordIndex[] = [];
    const { nexts } = this.#records;
    for (let next = this.#index.headOf(owner); next > 0; next = nexts.get(next - 1)) {
      if (!lost.has(next - 1)) chain.push(next - 1);
    }
    if (gained.length > 0) {
      const orderOf = (record: RecordIndex): number =>
        this.#blocks[this.#records.blocks.get(record)]?.host.block.order ?? 0;
      const isBefore = (a: RecordIndex, b: RecordIndex): boolean => {
        const [placeOfA, placeOfB] = [places.get(a), places.get(b)];
        if (placeOfA !== undefined && placeOfB !== undefined) return placeOfA < placeOfB;
        return orderOf(a) < orderOf(b);
      };
      insertInOrder(chain, gained, isBefore);
    }
    const further = this.#flawedOwners.has(owner) ? TypeBit.other : 0;
    this.#changed?.add(owner);
    for (const name of this.#index.relink(owner, chain, further)) this.#changed?.add(name);
  }
}

/** Puts records, which are one after the other, into a chain. */
function insertInOrder(
  chain: RecordIndex[],
  records: readonly RecordIndex[],
  isBefore: (a: RecordIndex, b: RecordIndex) => boolean,
): void {
  const merged: RecordIndex[] = [];
  let next = 0;
  for (const record of chain) {
    for (let come = records[next]; come !== undefined && isBefore(come, record); ) {
      merged.push(come);
      come = records[++next];
    }
    merged.push(record);
  }
  for (; next < records.length; next++) merged.push(records[next] ?? 0);
  chain.length = 0;
  for (const record of merged) chain.push(record);
}

function rowsOf(blocks: readonly LiveBlock[], records: RecordTable): RecordRows {
  return {
    records,
    rows: blocks.flatMap((live) => [...live.records]),
    blocks: syntaxesOf(blocks),
  };
}

function syntaxesOf(blocks: readonly LiveBlock[]): RecordRows['blocks'] {
  const syntaxes = new Map<BlockIndex, { syntax: Syntax; found: BlockFindings }>();
  for (const { id, block, found } of blocks) {
    syntaxes.set(id, { syntax: block, found });
    for (const nested of found.nested) syntaxes.set(nested.block, nested);
  }
  return syntaxes;
}

function flawedOwnersOf(blocks: readonly LiveBlock[]): readonly AbsoluteName[] {
  return blocks.flatMap(({ found }) => [
    ...found.flawedOwners,
    ...found.nested.flatMap((nested) => nested.found.flawedOwners),
  ]);
}

/** The origins that blocks have, one after the other. */
function originsOf(blocks: readonly LiveBlock[]): string {
  const origins = blocks.flatMap(({ found }) => found.origins.map(({ origin }) => origin));
  return origins.filter((origin, index) => origin !== origins[index - 1]).join(' ');
}
