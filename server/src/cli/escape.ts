/**
 * Characters that a terminal obeys instead of showing them: control characters (an escape sequence
 * starts with one), those that turn the direction of text or show nothing, and halves of pairs.
 */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Nearly every text there is needs no second look. */
const isPlain = /^[ -~]*$/;

/** Makes text from a file, from its name or from the network harmless in a terminal, on one line. */
export function escapeTerminal(text: string): string {
  return isPlain.test(text) ? text : text.replace(obeyed, escapeCharacter);
}

/** JSON for a terminal: the same value, with what a terminal obeys written as `\uXXXX`. */
export function toSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(obeyed, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code < 0x100 ? `\\x${digits.padStart(2, '0')}` : `\\u{${digits}}`;
}
