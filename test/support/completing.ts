import assert from 'node:assert/strict';
import {
  type Completion,
  type CompletionOptions,
  complete,
} from '../../server/src/core/features/completion/complete';
import { type Item, plainText } from '../../server/src/core/features/completion/item';
import { applyEdits } from '../../server/src/core/text/span';
import { zoneOf } from './marked';

/** The day on which tests complete. */
export const today = 20261122;

/** Takes the bar out of a text that stands for the cursor. */
export function readCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  assert.ok(offset >= 0, 'There is no cursor.');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

export function completeAt(
  marked: string,
  options: Partial<CompletionOptions> = {},
): Completion | undefined {
  const { text, offset } = readCursor(marked);
  return complete(zoneOf(text, 'example.com.zone'), offset, { date: today, ...options });
}

/** The labels in the order in which an editor shows them; those of providers and set-ups left out. */
export function labelsAt(marked: string): readonly string[] {
  return itemsAt(marked)
    .filter(({ kind }) => kind !== 'provider' && kind !== 'setup')
    .map(({ label }) => label);
}

/** The items in the order in which an editor shows them. */
export function itemsAt(marked: string): readonly Item[] {
  return (completeAt(marked)?.items ?? []).toSorted((a, b) => a.group - b.group);
}

/** The text once an item is accepted, what is to be filled in left as it is proposed. */
export function accept(text: string, { span }: Completion, item: Item): string {
  return applyEdits(text, [{ span, text: plainText(item.insert) }, ...(item.further ?? [])]);
}

/** The text once the item of a label is accepted. */
export function acceptLabel(marked: string, label: string): string {
  const found = completeAt(marked);
  const item = found?.items.find((each) => each.label === label);
  assert.ok(found !== undefined && item !== undefined, `“${label}” is not offered.`);
  return accept(readCursor(marked).text, found, item);
}
