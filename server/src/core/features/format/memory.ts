import type { Filling } from './blanks';
import type { FormatOptions } from './options';
import type { Part, PartColumns, PartFacts, PartPlace, PartShape } from './part';

/** One for each of what gaps may be filled with. */
export interface ByFilling<Value> {
  tabs?: Value;
  spaces?: Value;
}

/** What gaps are filled with, as what is remembered is found by. */
export type FillingKind = keyof ByFilling<unknown>;

export function kindOf({ tabs }: Filling): FillingKind {
  return tabs ? 'tabs' : 'spaces';
}

/** What was found out about a part, the last time that it was formatted. */
export interface PartMemory {
  readonly options: string;
  facts: PartFacts | undefined;
  shape: PartShape | undefined;
  readonly places: ByFilling<PartPlace>;
  readonly columns: ByFilling<PartColumns>;
  /** What a window that starts with the part hung by when it needed no edits. */
  readonly clean: ByFilling<string>;
}

const memories = new WeakMap<Part, PartMemory>();

/** What is known of parts for these options. */
export function remember(parts: readonly Part[], options: FormatOptions): readonly PartMemory[] {
  const key = JSON.stringify(options);
  return parts.map((part) => {
    const known = memories.get(part);
    if (known?.options === key) return known;
    const memory: PartMemory = {
      options: key,
      facts: undefined,
      shape: undefined,
      places: {},
      columns: {},
      clean: {},
    };
    memories.set(part, memory);
    return memory;
  });
}
