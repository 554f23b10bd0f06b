/**
 * A text as short as can be found that still fails: lines, then words, then characters are left
 * out, in stretches that get shorter.
 */
export function minimise(text: string, fails: (text: string) => boolean, deadline: number): string {
  let shortest = text;
  for (const pattern of [/[^\n]*\n|[^\n]+$/g, /\s+|[^\s]+/g, /[\s\S]/gu]) {
    let pieces: readonly string[] = shortest.match(pattern) ?? [];
    for (let size = pieces.length; size >= 1; size = Math.floor(size / 2)) {
      for (let at = 0; at < pieces.length && Date.now() < deadline; ) {
        const fewer = pieces.toSpliced(at, size);
        if (fails(fewer.join(''))) pieces = fewer;
        else at += size;
      }
    }
    shortest = pieces.join('');
  }
  return shortest;
}
