/** Work that pauses now and then, so that others get a turn or it can be given up. */
export type Steps<Result> = Generator<undefined, Result>;

/** Does at once what could be done in steps. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Turns so many items into others between two pauses. */
const itemsPerStep = 1000;

/** The same as `items.flatMap(toOthers)`, in steps. */
export function* mapInSteps<Item, Other>(
  items: readonly Item[],
  toOthers: (item: Item) => readonly Other[] | Other,
): Steps<Other[]> {
  const found: Other[] = [];
  for (let from = 0; from < items.length; from += itemsPerStep) {
    found.push(...items.slice(from, from + itemsPerStep).flatMap(toOthers));
    yield;
  }
  return found;
}
