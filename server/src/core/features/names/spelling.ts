/** So many different words with capitals are kept of one text; in a zone they are mnemonics. */
const mostWords = 32;

/** No word without a dot in which a name could be written is longer: a label, and what stands before it. */
const longestUndotted = 100;

/**
 * What is remembered of a text, so that names are found in it without folding it each time. Most
 * texts have capitals in `IN` and `MX` and nowhere else.
 */
export class Spelling {
  /** True where a character may be written as an escape. */
  readonly hasEscapes: boolean;
  /** Each word that has capitals, folded; undefined where there are too many. */
  readonly #folded: string | undefined;

  constructor(text: string) {
    this.hasEscapes = text.includes('\\');
    // It is read anyway.
    this.#folded = this.hasEscapes ? undefined : wordsWithCapitals(text)?.join(' ').toLowerCase();
  }

  /** True where a text, the one that this is of, has what is given in lower case, in any case. */
  mayHave(text: string, folded: string): boolean {
    if (text.includes(folded)) return true;
    return (this.#folded ?? text.toLowerCase()).includes(folded);
  }
}

/** The different words of a text that have capitals and may be names; undefined if they are many. */
function wordsWithCapitals(text: string): readonly string[] | undefined {
  const words: string[] = [];
  const capitals = /[A-Z]/g;
  while (capitals.test(text)) {
    let start = capitals.lastIndex - 1;
    let end = start;
    while (start > 0 && !isBetweenWords(text.charCodeAt(start - 1))) start--;
    while (end < text.length && !isBetweenWords(text.charCodeAt(end))) end++;
    capitals.lastIndex = end;
    if (isOneOf(words, text, start, end)) continue;
    const word = text.slice(start, end);
    if (!isKey(word)) words.push(word);
    if (words.length > mostWords) return undefined;
  }
  return words;
}

/** Blanks, line ends and quotes. */
function isBetweenWords(code: number): boolean {
  return code <= 0x20 || code === 0x22;
}

function isOneOf(words: readonly string[], text: string, start: number, end: number): boolean {
  for (const word of words)
    if (word.length === end - start && text.startsWith(word, start)) return true;
  return false;
}

/** True for a key or a signature in base64; a brace may be a macro with a name behind it (RFC 7208 7). */
function isKey(word: string): boolean {
  return word.length > longestUndotted && !/[.}]/.test(word);
}
