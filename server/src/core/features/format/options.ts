/** How a zone file is laid out; what is `keep` stays as the file has it. */
export interface FormatOptions {
  /** What fills the gaps between columns; `auto` takes what most of the file's gaps have. */
  readonly indentation: 'auto' | 'spaces' | 'tabs';
  /** Taken by `auto` for a file whose gaps are single blanks. */
  readonly fallback: 'spaces' | 'tabs';
  /** How far apart tab stops are. */
  readonly tabSize: number;
  /** The owner of a record that follows one with the same owner in the same block. */
  readonly repeatedOwners: 'keep' | 'omit' | 'write';
  /** The TTL of a record where it is that of the $TTL in force. */
  readonly ttl: 'keep' | 'omit' | 'write';
  /** The class of records behind the first one that says it. */
  readonly class: 'keep' | 'omit' | 'write';
  readonly soa: 'keep' | 'one-line' | 'multi-line';
  /** The letters of types and classes. */
  readonly mnemonics: 'keep' | 'upper';
}

export const defaultFormat: FormatOptions = {
  indentation: 'auto',
  fallback: 'spaces',
  tabSize: 8,
  repeatedOwners: 'keep',
  ttl: 'keep',
  class: 'keep',
  soa: 'keep',
  mnemonics: 'keep',
};
