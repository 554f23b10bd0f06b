import type { FormatOptions } from './options';
import type { Part, PartColumns, PartFacts, PartShape } from './part';

/** What was found out about a part, the last time that it was formatted. */
export interface PartMemory {
  readonly id: number;
  readonly options: string;
  facts: PartFacts | undefined;
  shape: PartShape | undefined;
  /** By what gaps are filled with. */
  readonly columns: { tabs?: PartColumns; spaces?: PartColumns };
  /** What parts that this one starts hung by when they needed no edits. */
  readonly clean: { tabs?: string; spaces?: string };
}

const memories = new WeakMap<Part, PartMemory>();
let lastId = 0;

/** What is known of parts for these options. */
export function remember(parts: readonly Part[], options: FormatOptions): readonly PartMemory[] {
  const key = Object.values(options).join();
  return parts.map((part) => {
    const known = memories.get(part);
    if (known?.options === key) return known;
    const id = ++lastId;
    const memory = { id, options: key, facts: undefined, shape: undefined, columns: {}, clean: {} };
    memories.set(part, memory);
    return memory;
  });
}
