/** Joins pieces of output to larger ones: writing each alone would take longer than making it. */
export function* joinPieces(pieces: Iterable<string>): Generator<string> {
  let joined = '';
  for (const piece of pieces) {
    joined += piece;
    if (joined.length < 65_536) continue;
    yield joined;
    joined = '';
  }
  yield joined;
}
