/** Work that is under way or waits to be taken: so many pieces, of so many bytes in all. */
const usually = { pieces: 16, bytes: 16_000_000 };

/** Does pieces of work that mostly wait, several at a time, and gives the results in their order. */
export async function* runAhead<Piece extends { readonly size: number }, Result>(
  pieces: readonly Piece[],
  run: (piece: Piece) => Promise<Result>,
  most = usually,
): AsyncGenerator<Result> {
  const underWay: { readonly result: Promise<Result>; readonly size: number }[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    while (
      underWay.length >= most.pieces ||
      (underWay.length > 0 && bytes + piece.size > most.bytes)
    ) {
      const first = underWay.shift();
      if (first === undefined) break;
      yield await first.result;
      bytes -= first.size;
    }
    underWay.push({ result: run(piece), size: piece.size });
    bytes += piece.size;
  }
  for (const { result } of underWay) yield await result;
}
