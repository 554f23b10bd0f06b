import type { AbsoluteName } from '../dns/name';
import { ErrorList, type Syntax } from '../syntax/syntax';
import type { IgnoreComment } from './ignoreComment';
import type { BlockIndex, OriginChange } from './zone';

/** A text that a directive of a block adds. */
export interface NestedBlock {
  readonly block: BlockIndex;
  readonly syntax: Syntax;
  readonly found: BlockFindings;
}

/** What reading a block finds besides records. */
export class BlockFindings {
  readonly errors = new ErrorList();
  /** Where the origin changes, in order; the first is the one that the block starts with. */
  readonly origins: OriginChange[] = [];
  /** Owners of records that could not be read: nothing else should be blamed for missing them. */
  readonly flawedOwners: AbsoluteName[] = [];
  /** Entries that are no sound record or directive. */
  readonly flawedEntries = new Set<number>();
  /** What its directives add, also what is added by what they add. */
  readonly nested: NestedBlock[] = [];
  /** Comments that say which rules are to be quiet. */
  ignores: readonly IgnoreComment[] = [];
  /** True where it has a $INCLUDE. */
  hasIncludes = false;
  /** True where a part of the zone is not read here. */
  hasUnreadParts = false;

  /** True where a part of the zone is not read, here or in what its directives add. */
  get isPartial(): boolean {
    return this.hasUnreadParts || this.nested.some(({ found }) => found.hasUnreadParts);
  }

  /** True where it has comments that ignore a rule, or what its directives add has. */
  get hasIgnores(): boolean {
    return this.ignores.length > 0 || this.nested.some(({ found }) => found.ignores.length > 0);
  }

  /** Its own lists of errors and those of what its directives add. */
  errorLists(): readonly ErrorList[] {
    return [
      this.errors,
      ...this.nested.flatMap(({ syntax, found }) => [syntax.errors, found.errors]),
    ];
  }
}
