import { expandGenerate } from './generate';
import { splitText } from './longText';
import { rewriteNames } from './names';
import type { FindRefactorings } from './refactoring';
import { toggleSoa } from './soa';
import { sortRecords } from './sort';

/** All that can be written in another way; the zone says the same before and after. */
export const refactorings: readonly FindRefactorings[] = [
  rewriteNames,
  sortRecords,
  splitText,
  toggleSoa,
  expandGenerate,
];
