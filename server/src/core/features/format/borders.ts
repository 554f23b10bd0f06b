import { joinWidths, widthIn } from './cells';
import { type BorderGroups, countJoined, mayAlign } from './fields';
import { Slot } from './lines';
import type { PartFacts, PartShape } from './part';

/** Something that several parts have pieces of: the first part and the last one. */
interface Crossing {
  readonly from: number;
  readonly to: number;
}

/** By part: true where its first block goes on from a part before. */
export function findJoins(facts: readonly PartFacts[]): readonly boolean[] {
  let isOpen = false;
  return facts.map(({ blockCount, startsBlock, endsBlock }) => {
    const joins = isOpen && !startsBlock;
    isOpen = blockCount > 0 ? !endsBlock : joins;
    return joins && blockCount > 0;
  });
}

/** By part: what its first and its last piece are a part of. */
export interface AtBorders {
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** By part: the fields of its `Border`. */
export interface Borders extends AtBorders {
  readonly owner: readonly number[];
}

/** By part: the widths that it takes from outside. */
export function findBorders(
  facts: readonly PartFacts[],
  shapes: readonly PartShape[],
  joins: readonly boolean[],
): Borders {
  const first = shapes.map((shape) => shape.first);
  const last = shapes.map((shape) => shape.last);
  const blockCounts = facts.map(({ blockCount }) => blockCount);
  for (const { from, to } of crossings(blockCounts, joins)) {
    const pieces = shapes.slice(from, to + 1);
    const widths = joinWidths(
      pieces.map(({ firstCounts, lastCounts }, index) => (index === 0 ? lastCounts : firstCounts)),
    );
    setCrossing(blockCounts, { from, to }, first, last, widths);
  }
  return { first, last, owner: findOwners(shapes, first, last) };
}

/**
 * By part: the width of the owners in the blocks before it; where there are none, of the file's
 * first ones.
 */
function findOwners(
  shapes: readonly PartShape[],
  firstWidths: readonly number[],
  lastWidths: readonly number[],
): readonly number[] {
  let owner = 0;
  const before: number[] = [];
  let leading = 0;
  for (const [part, { firstOwner, lastOwner }] of shapes.entries()) {
    const first = widthIn(firstWidths[part] ?? 0, Slot.owner);
    const last = widthIn(lastWidths[part] ?? 0, Slot.owner);
    before.push(owner);
    leading ||= first || firstOwner || last;
    owner = last || lastOwner || first || owner;
  }
  return before.map((width) => width || leading);
}

/**
 * By part: how many fields are aligned in its first and in its last group, -1 where they do not
 * cross the border.
 */
export function findAligned(
  facts: readonly PartFacts[],
  groups: readonly (BorderGroups | undefined)[],
): AtBorders {
  const joins = findGroupJoins(facts, groups);
  const counts = groups.map((each) => (each === undefined ? 0 : each.first === each.last ? 1 : 2));
  const first = groups.map(() => -1);
  const last = groups.map(() => -1);
  for (const { from, to } of crossings(counts, joins)) {
    const pieces = groups
      .slice(from, to + 1)
      .flatMap((each, index) => (each === undefined ? [] : index === 0 ? each.last : each.first));
    setCrossing(counts, { from, to }, first, last, countJoined(pieces));
  }
  return { first, last };
}

/** By part: true where its first group goes on from a part before. */
function findGroupJoins(
  facts: readonly PartFacts[],
  groups: readonly (BorderGroups | undefined)[],
): readonly boolean[] {
  /** The type of the group that may go on. */
  let open: number | undefined;
  return facts.map(({ blockCount, startsBlock, endsBlock }, part) => {
    const group = groups[part];
    if (startsBlock) open = undefined;
    const joins = group?.isInFirstBlock === true && group.first.type === open;
    if (group === undefined) {
      // Its records are not sound, but they have blocks.
      if (endsBlock || blockCount > 1) open = undefined;
    } else {
      const goesOn = !endsBlock && group.isInLastBlock && mayAlign(group.last.type);
      open = goesOn ? group.last.type : undefined;
    }
    return joins;
  });
}

/** Finds what crosses borders, given how many pieces each part has and which join those before. */
function* crossings(counts: readonly number[], joins: readonly boolean[]): Generator<Crossing> {
  let from = -1;
  let to = -1;
  for (const [part, count] of counts.entries()) {
    if (count === 0) continue;
    const isJoined = joins[part] === true;
    if (isJoined) to = part;
    if (isJoined && count === 1) continue;
    if (from < to) yield { from, to };
    from = part;
    to = part;
  }
  if (from < to) yield { from, to };
}

/** Says what is known of all pieces to the parts that have them. */
function setCrossing(
  counts: readonly number[],
  { from, to }: Crossing,
  first: number[],
  last: number[],
  value: number,
): void {
  for (let part = from; part <= to; part++) {
    const isSingle = counts[part] === 1;
    if (part > from || isSingle) first[part] = value;
    if (part < to || isSingle) last[part] = value;
  }
}
