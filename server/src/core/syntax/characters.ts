/** Classes of characters for the scanner. */
export const CharacterClass = {
  word: 0,
  blank: 1,
  lineEnd: 2,
  quote: 3,
  open: 4,
  close: 5,
  comment: 6,
  backslash: 7,
} as const;

const table = new Uint8Array(256);
// Form feed and vertical tab separate as a blank does; printers' exports have them.
for (const blank of [' ', '\t', '\f', '\v']) table[blank.charCodeAt(0)] = CharacterClass.blank;
table[0x0a] = CharacterClass.lineEnd;
table[0x0d] = CharacterClass.lineEnd;
table[0x22] = CharacterClass.quote;
table[0x28] = CharacterClass.open;
table[0x29] = CharacterClass.close;
table[0x3b] = CharacterClass.comment;
table[0x5c] = CharacterClass.backslash;

/** The class of a UTF-16 unit; above U+00FF everything is part of a word. */
export function characterClass(code: number): number {
  return code < 256 ? (table[code] ?? 0) : CharacterClass.word;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
