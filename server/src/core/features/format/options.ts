/** The values that each choice has; what is `keep` stays as the file has it. */
export const formatChoices = {
  /** What fills the gaps between columns; `auto` takes what most of the file's gaps have. */
  indentation: ['auto', 'spaces', 'tabs'],
  /** The owner of a record that follows one with the same owner in the same block. */
  repeatedOwners: ['keep', 'omit', 'write'],
  /** The TTL of a record where it is that of the $TTL in force. */
  ttl: ['keep', 'omit', 'write'],
  /** The class of records behind the first one that says it. */
  class: ['keep', 'omit', 'write'],
  soa: ['keep', 'one-line', 'multi-line'],
  /** The letters of types and classes. */
  mnemonics: ['keep', 'upper'],
} as const;

/** What someone chooses, of each the first value by default. */
export type FormatSettings = {
  readonly [Key in keyof typeof formatChoices]: (typeof formatChoices)[Key][number];
};

/** How a zone file is laid out. */
export interface FormatOptions extends FormatSettings {
  /** Taken by `auto` for a file whose gaps are single blanks. */
  readonly fallback: 'spaces' | 'tabs';
  /** How far apart tab stops are. */
  readonly tabSize: number;
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
