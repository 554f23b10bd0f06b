import type { Block } from '../syntax/block';
import { ErrorList, type Syntax, type SyntaxProblem } from '../syntax/syntax';
import { BlockFindings } from './blockFindings';
import type { ReadState } from './readState';
import type { RecordTable } from './recordTable';
import type { BlockIndex } from './zone';

/** A block of a zone that is being edited, and what reading it gave. */
export class LiveBlock {
  readonly block: Block;
  readonly id: BlockIndex;
  /** Its records in order. */
  records = new Int32Array(0);
  /** What it was read with; undefined until it was read. */
  before: ReadState | undefined;
  /** What it leaves to the next one. */
  after: ReadState | undefined;
  found = new BlockFindings();
  /** Where the block was when it was read: spans in what was found count from there. */
  #foundAt = 0;

  constructor(block: Block, id: BlockIndex) {
    this.block = block;
    this.id = id;
  }

  keep(before: ReadState, after: ReadState, found: BlockFindings): void {
    this.before = before;
    this.after = after;
    this.found = found;
    this.#foundAt = this.block.base;
  }

  get errorCount(): number {
    return this.#errorLists().reduce((sum, list) => sum + list.count, 0);
  }

  /** Its errors where they are now, in order of their place, at most so many as a list takes. */
  errors(): readonly SyntaxProblem[] {
    const { base, file } = this.block;
    const move = (problem: SyntaxProblem, by: number): SyntaxProblem => {
      const { span } = problem;
      if (span.file !== file || by === 0) return problem;
      return { ...problem, span: { file, start: span.start + by, end: span.end + by } };
    };
    const [scanned, ...read] = this.#errorLists().map(({ errors }) => errors);
    const moved = [
      ...(scanned ?? []).map((problem) => move(problem, base)),
      ...read.flat().map((problem) => move(problem, base - this.#foundAt)),
    ];
    return moved
      .sort((a, b) => a.span.file - b.span.file || a.span.start - b.span.start)
      .slice(0, ErrorList.maximum);
  }

  #errorLists(): readonly ErrorList[] {
    return [this.block.errors, ...this.found.errorLists()];
  }
}

/** Rows of a record table and the blocks that they are from. */
export interface RecordRows {
  readonly records: RecordTable;
  readonly rows: readonly number[];
  readonly blocks: ReadonlyMap<
    BlockIndex,
    { readonly syntax: Syntax; readonly found: BlockFindings }
  >;
}

/** How many rows are the same at the start and at the end of two lists. */
export function commonRows(
  old: RecordRows,
  now: RecordRows,
): { readonly atStart: number; readonly atEnd: number } {
  const most = Math.min(old.rows.length, now.rows.length);
  let atStart = 0;
  while (atStart < most && isSameRecord(old, old.rows[atStart], now, now.rows[atStart])) atStart++;
  let atEnd = 0;
  while (
    atEnd < most - atStart &&
    isSameRecord(old, old.rows.at(-1 - atEnd), now, now.rows.at(-1 - atEnd))
  )
    atEnd++;
  return { atStart, atEnd };
}

/** True where two records are written alike and mean the same. */
function isSameRecord(old: RecordRows, a = -1, now: RecordRows, b = -1): boolean {
  const [left, right] = [old.records, now.records];
  return (
    left.owners.get(a) === right.owners.get(b) &&
    left.types.get(a) === right.types.get(b) &&
    left.ttls.get(a) === right.ttls.get(b) &&
    left.targets.get(a) === right.targets.get(b) &&
    left.facts.get(a) === right.facts.get(b) &&
    isSameEntry(old, a, now, b)
  );
}

function isSameEntry(old: RecordRows, a: number, now: RecordRows, b: number): boolean {
  const left = old.blocks.get(old.records.blocks.get(a));
  const right = now.blocks.get(now.records.blocks.get(b));
  if (left === undefined || right === undefined) return false;
  const [entryOfA, entryOfB] = [old.records.entries.get(a), now.records.entries.get(b)];
  if (left.found.flawedEntries.has(entryOfA) !== right.found.flawedEntries.has(entryOfB))
    return false;
  return entryText(left.syntax, entryOfA) === entryText(right.syntax, entryOfB);
}

function entryText({ text, entryStarts }: Syntax, entry: number): string {
  return text.slice(entryStarts.get(entry), entryStarts.get(entry + 1));
}
