import type { Message } from '../../text/message';
import type { TextEdit } from '../../text/span';
import type { Zone } from '../../zone/zone';
import type { Stretch } from '../format/edits';

/** A change of how a zone is written; what it says stays the same. */
export interface Refactoring {
  /** What it is called in the settings of editors, in camel case. */
  readonly name: string;
  readonly title: Message;
  readonly edits: readonly TextEdit[];
  /** Why it can't be done here; then there are no edits. */
  readonly reason?: Message;
}

/** What can be rewritten where a stretch of the file that was opened begins. */
export type FindRefactorings = (zone: Zone, stretch: Stretch) => readonly Refactoring[];

/** An editor is slow with more edits, and a person does not look at them. */
export const mostEdits = 5000;
