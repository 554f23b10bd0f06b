// Test files are separate bundles, so what they share is kept where all of them can see it.
const shared: typeof globalThis & { zoneMxTestNotes?: string[] } = globalThis;

/** Has a line shown under the suite's summary even when all is well, such as a measured time. */
export function note(line: string): void {
  notes().push(line);
}

/** The lines so far. */
export function notes(): string[] {
  shared.zoneMxTestNotes ??= [];
  return shared.zoneMxTestNotes;
}
