import assert from 'node:assert/strict';
import {
  findRenameTarget,
  readRenaming,
  renameInZone,
} from '../../server/src/core/features/names/rename';
import type { Message } from '../../server/src/core/text/message';
import { wordMessage } from '../../server/src/core/text/message';
import { applyEdits } from '../../server/src/core/text/span';
import { finish } from '../../server/src/core/text/steps';
import { zoneOf } from './marked';

/** A zone with the name at an offset renamed; why not, as a message; undefined where none is there. */
export function renameAt(
  text: string,
  offset: number,
  newName: string,
): string | Message | undefined {
  const zone = zoneOf(text, 'example.com.zone');
  const target = findRenameTarget(zone, offset);
  if (target === undefined || 'template' in target) return target;
  const renaming = readRenaming(zone, target, newName);
  if ('template' in renaming) return renaming;
  const found = finish(renameInZone(zone, renaming));
  if ('template' in found) return found;
  // What changes in other files is not told by this text.
  if (found.edits.some(({ span }) => span.file !== 0)) return undefined;
  return applyEdits(text, found.edits);
}

/** Renames at the first place where a word stands. */
export function renamed(text: string, word: string, newName: string): string {
  const result = renameAt(text, text.indexOf(word) + 1, newName);
  assert.ok(result !== undefined, `There is no name at “${word}”.`);
  return typeof result === 'string' ? result : wordMessage(result);
}
