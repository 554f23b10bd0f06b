import { CharacterClass, characterClass, isDigit } from './characters';
import { findClass, findType } from './mnemonics';

/** A line of more words than these before its type starts no entry: owner, TTL and class. */
const maximumWords = 5;

/**
 * Tells whether the line that starts at the offset looks like a directive or a record: a guess,
 * only asked in a file whose parentheses do not balance.
 */
export function looksLikeEntry(text: string, lineStart: number): boolean {
  const blank = characterClass(text.charCodeAt(lineStart)) === CharacterClass.blank;
  const words = readWords(text, lineStart);
  const first = words[0];
  if (first === undefined) return false;
  if (!blank && text[first[0]] === '$') return true;
  let index = blank ? 0 : 1;
  let hasClass = false;
  for (; index < words.length; index++) {
    const [start, end] = words[index] ?? [0, 0];
    if (findClass(text, start, end) >= 0) hasClass = true;
    else if (!isDigit(text.charCodeAt(start))) break;
  }
  const [start, end] = words[index] ?? [0, 0];
  if (end === 0 || findType(text, start, end) < 0) return false;
  if (!blank || hasClass) return true;
  // Types one after the other are the bitmap of an NSEC record, not an entry.
  const [nextStart, nextEnd] = words[index + 1] ?? [0, 0];
  return nextEnd > 0 && findType(text, nextStart, nextEnd) < 0;
}

/** The first words of a line, each as its start and end. */
function readWords(text: string, lineStart: number): readonly (readonly [number, number])[] {
  const words: [number, number][] = [];
  let position = lineStart;
  while (words.length < maximumWords) {
    while (characterClass(text.charCodeAt(position)) === CharacterClass.blank) position++;
    const start = position;
    while (position < text.length && isInWord(characterClass(text.charCodeAt(position))))
      position++;
    if (position === start) break;
    words.push([start, position]);
  }
  return words;
}

function isInWord(kind: number): boolean {
  return kind === CharacterClass.word || kind === CharacterClass.backslash;
}
