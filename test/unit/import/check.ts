import assert from 'node:assert/strict';
import { type ImportOptions, importRecords } from '../../../server/src/core/import/import';
import { typeMnemonic } from '../../../server/src/core/syntax/mnemonics';

interface Expectation extends ImportOptions {
  readonly needsOwner?: boolean;
}

/** The options, if there are any; a text; the records in it, a line each as `owner [TTL] type rdata`. */
type Given =
  | readonly [text: string, ...records: readonly (readonly string[])[]]
  | readonly [options: Expectation, text: string, ...records: readonly (readonly string[])[]];

/** The records of a text, a line each. */
export function importLines(text: string, options: ImportOptions = {}): readonly string[] {
  return importRecords(text, options).records.map(({ owner, ttl, type, rdata }) =>
    [owner, ttl, typeMnemonic(type), rdata].filter((part) => part !== undefined).join(' '),
  );
}

/** Compares the records of a text with those that are wanted. */
export function checkImport(...given: Given): void {
  const [first, ...rest] = given;
  const options = typeof first === 'string' ? {} : first;
  const texts = typeof first === 'string' ? [first, ...rest] : rest;
  const [text = '', ...records] = texts;
  assert.ok(typeof text === 'string');
  assert.deepEqual(importLines(text, options), records.flat(), text);
  assert.equal(importRecords(text, options).needsOwner, options.needsOwner ?? false, text);
}
