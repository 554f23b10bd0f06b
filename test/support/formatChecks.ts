import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatText } from '../../server/src/core/features/format/format';
import { defaultFormat, type FormatOptions } from '../../server/src/core/features/format/options';
import { commentsOf, errorsOf, flawedEntriesOf, recordsOf, wordsOf } from './zoneMeaning';

/** All that people may choose. */
export const formatOptionSets: fc.Arbitrary<FormatOptions> = fc.record({
  indentation: fc.constantFrom('auto', 'auto', 'spaces', 'tabs'),
  fallback: fc.constantFrom('spaces', 'tabs'),
  tabSize: fc.constantFrom(8, 8, 4, 3, 1),
  repeatedOwners: fc.constantFrom('keep', 'omit', 'write'),
  ttl: fc.constantFrom('keep', 'omit', 'write'),
  class: fc.constantFrom('keep', 'omit', 'write'),
  soa: fc.constantFrom('keep', 'one-line', 'multi-line'),
  mnemonics: fc.constantFrom('keep', 'upper'),
});

/** That a formatted text says what it said. */
export function checkMeaning(text: string, formatted: string): void {
  assert.deepEqual(recordsOf(formatted), recordsOf(text));
  assert.deepEqual(commentsOf(formatted), commentsOf(text));
  assert.deepEqual(flawedEntriesOf(formatted), flawedEntriesOf(text));
}

/** What holds of formatting any text with any options. */
export function checkFormat(text: string, options: FormatOptions): void {
  const formatted = formatText(text, options);
  checkMeaning(text, formatted);
  assert.equal(formatText(formatted, options), formatted);
}

/** What holds where nothing but gaps may change. */
export function checkGaps(text: string, options: FormatOptions): void {
  const formatted = formatText(text, onlyGaps(options));
  assert.deepEqual(wordsOf(formatted), wordsOf(text));
  assert.deepEqual(errorsOf(formatted), errorsOf(text));
}

function onlyGaps({ indentation, fallback, tabSize }: FormatOptions): FormatOptions {
  return { ...defaultFormat, indentation, fallback, tabSize };
}
