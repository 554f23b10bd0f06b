import { makeAlias, resolveAlias } from './aliases';
import { buildGenerate } from './buildGenerate';
import { expandGenerate } from './generate';
import { toggleLines } from './lines';
import { splitText } from './longText';
import { rewriteNames } from './names';
import type { FindRefactorings } from './refactoring';
import { toggleSoa } from './soa';
import { sortRecords } from './sort';
import { sortZone } from './sortZone';

/** All that can be written in another way; the zone says the same before and after. */
export const refactorings: readonly FindRefactorings[] = [
  rewriteNames,
  sortRecords,
  splitText,
  toggleSoa,
  toggleLines,
  expandGenerate,
  buildGenerate,
];

/** The same, where it takes a look at the whole file: only for who asks, not at each move of the cursor. */
export const wholeRefactorings: readonly FindRefactorings[] = [makeAlias, resolveAlias, sortZone];
