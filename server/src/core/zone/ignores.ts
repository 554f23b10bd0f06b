import type { AbsoluteName } from '../dns/name';
import type { Syntax } from '../syntax/syntax';
import type { FileIndex, Span } from '../text/span';
import { findTarget, type IgnoreComment, type IgnoredEntry } from './ignoreComment';
import type { BlockIndex, EntryPlace, RecordIndex, Zone } from './zone';

/** The entry that a comment speaks for. */
export interface IgnorePlace extends IgnoredEntry {
  readonly block: BlockIndex;
  /** Where it starts in its file. */
  readonly offset: number;
}

/** An ignore comment in its zone. */
export interface Ignore {
  readonly comment: IgnoreComment;
  readonly block: BlockIndex;
  readonly syntax: Syntax;
  /** What it speaks for: the whole file, an entry, or nothing. */
  readonly target: 'file' | 'nothing' | IgnorePlace;
  /** Names what it speaks for as long as that stays what it is, wherever edits move it. */
  readonly key: string;
  /** Whose findings may be in the entry that it speaks for. */
  readonly owner: AbsoluteName | undefined;
}

/**
 * The rules that comments for one place name, with one of these comments for each block that the place
 * is in: both comments and findings may be many.
 */
type IgnoredRules = Map<string, Map<BlockIndex, Ignore>>;

/** What the comments of a zone say about rules. A finding is ignored where its span starts. */
export class Ignores {
  readonly all: readonly Ignore[];
  readonly #zone: Zone;
  readonly #byFile = new Map<FileIndex, IgnoredRules>();
  /** By file and start of the entry. */
  readonly #byEntry = new Map<FileIndex, Map<number, IgnoredRules>>();

  constructor(zone: Zone) {
    this.#zone = zone;
    const following = new FollowingEntries(zone);
    this.all = zone.blocks.ignores().flatMap((each) => placeComments(zone, each, following));
    for (const ignore of this.all) this.#index(ignore);
  }

  /** True where a comment ignores a rule at a span; `note` is told the keys of all that do. */
  hides(rule: string, { file, start }: Span, note: (key: string) => void): boolean {
    if (this.all.length === 0) return false;
    const found = [this.#byFile.get(file), this.#ofEntry(file, start)].flatMap((rules) => [
      ...(rules?.get(rule)?.values() ?? []),
    ]);
    for (const ignore of found) note(keyOfRule(ignore, rule));
    return found.length > 0;
  }

  #ofEntry(file: FileIndex, start: number): IgnoredRules | undefined {
    const entries = this.#byEntry.get(file);
    const place = entries === undefined ? undefined : this.#zone.entryAt(file, start);
    return place === undefined ? undefined : entries?.get(startOf(place));
  }

  #index(ignore: Ignore): void {
    const { target, syntax, comment } = ignore;
    if (target === 'nothing') return;
    const rules = this.#rulesAt(syntax.file, target);
    const block = target === 'file' ? 0 : target.block;
    for (const { id } of comment.rules)
      rules.set(id, (rules.get(id) ?? new Map<BlockIndex, Ignore>()).set(block, ignore));
  }

  #rulesAt(file: FileIndex, target: 'file' | IgnorePlace): IgnoredRules {
    if (target === 'file') {
      const ofFile: IgnoredRules = this.#byFile.get(file) ?? new Map();
      this.#byFile.set(file, ofFile);
      return ofFile;
    }
    const entries = this.#byEntry.get(file) ?? new Map<number, IgnoredRules>();
    this.#byEntry.set(file, entries);
    const ofEntry: IgnoredRules = entries.get(target.offset) ?? new Map();
    entries.set(target.offset, ofEntry);
    return ofEntry;
  }
}

/** Names a rule in a comment, for as long as what the comment speaks for stays what it is. */
export function keyOfRule({ key }: Ignore, rule: string): string {
  return `${rule} ${key}`;
}

function startOf({ syntax, entry }: EntryPlace): number {
  return syntax.base + syntax.entryStarts.get(entry);
}

function placeComments(
  zone: Zone,
  { block, comments }: { readonly block: BlockIndex; readonly comments: readonly IgnoreComment[] },
  following: FollowingEntries,
): readonly Ignore[] {
  const syntax = zone.blocks.syntaxOf(block);
  if (syntax === undefined) return [];
  const firstRecord = comments.some(({ isForFile }) => isForFile)
    ? findFirstRecord(zone, syntax.file, block)
    : Number.POSITIVE_INFINITY;
  return comments.map((comment): Ignore => {
    const common = { comment, block, syntax };
    if (comment.isForFile) {
      const target = syntax.base + comment.start < firstRecord ? 'file' : 'nothing';
      return { ...common, target, key: `file ${syntax.file}`, owner: undefined };
    }
    const target = placeTarget(block, syntax, comment, following);
    if (target === undefined) return { ...common, target: 'nothing', key: '', owner: undefined };
    return { ...common, target, ...keyOf(zone, target, syntax.file) };
  });
}

/** The entry that a comment stands in or directly before, perhaps in a later block. */
function placeTarget(
  block: BlockIndex,
  { base }: Syntax,
  { target }: IgnoreComment,
  following: FollowingEntries,
): IgnorePlace | undefined {
  if (target === 'beyond') return following.behind(block);
  return target === 'nothing' ? undefined : { ...target, block, offset: base + target.start };
}

/** The entries that the comments at the ends of blocks speak for, each looked for once. */
class FollowingEntries {
  readonly #zone: Zone;
  readonly #behind = new Map<BlockIndex, IgnorePlace | undefined>();

  constructor(zone: Zone) {
    this.#zone = zone;
  }

  /** The first entry behind a block, where only comment lines precede it. */
  behind(block: BlockIndex): IgnorePlace | undefined {
    const { blocks } = this.#zone;
    const passed: BlockIndex[] = [];
    let found: IgnorePlace | undefined;
    for (let at: BlockIndex | undefined = block; at !== undefined; ) {
      if (this.#behind.has(at)) {
        found = this.#behind.get(at);
        break;
      }
      passed.push(at);
      at = blocks.after(at);
      const syntax = at === undefined ? undefined : blocks.syntaxOf(at);
      const target = syntax === undefined ? 'nothing' : findTarget(syntax, 0);
      if (target === 'beyond') continue;
      if (at !== undefined && syntax !== undefined && target !== 'nothing')
        found = { ...target, block: at, offset: syntax.base + target.start };
      break;
    }
    for (const each of passed) this.#behind.set(each, found);
    return found;
  }
}

function keyOf(zone: Zone, place: IgnorePlace, file: FileIndex): Pick<Ignore, 'key' | 'owner'> {
  const { block, entry, directive } = place;
  if (directive !== undefined) return { key: `directive ${file} ${directive}`, owner: undefined };
  const record = recordFrom(zone, place);
  if (record === undefined) return { key: 'no record', owner: undefined };
  const isOwn =
    zone.records.blocks.get(record) === block && zone.records.entries.get(record) === entry;
  return { key: `${isOwn ? 'record' : 'above'} ${record}`, owner: zone.ownerOf(record) };
}

/** The record in an entry; of an entry that could not be read, the next one, which may inherit its owner. */
function recordFrom(zone: Zone, { block, entry }: IgnorePlace): RecordIndex | undefined {
  let from = entry;
  for (let at: number | undefined = block; at !== undefined; at = zone.blocks.after(at)) {
    const records = zone.blocks.recordsOf(at);
    let low = 0;
    let high = records.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (zone.records.entries.get(records[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    if (low < records.length) return records[low];
    from = 0;
  }
  return undefined;
}

/** Where the first record of a file starts. */
export function findFirstRecord(zone: Zone, file: FileIndex, block: BlockIndex): number {
  const blocks = zone.blocks.ofFile(file);
  // A file that is included twice is one block each time.
  for (const at of blocks.includes(block) ? blocks : [block]) {
    const [record] = zone.blocks.recordsOf(at);
    if (record !== undefined) return zone.entrySpan(record).start;
  }
  return Number.POSITIVE_INFINITY;
}
