/** True where a word of ASCII stands at a place. */
export function hasWord(octets: Uint8Array, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (octets[at + i] !== word.charCodeAt(i)) return false;
  return true;
}
