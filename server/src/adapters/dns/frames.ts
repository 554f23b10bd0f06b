/** Puts messages together from what arrives over a stream, however small the pieces (RFC 7766 8). */
export class Frames {
  #buffer = Buffer.alloc(512);
  #filled = 0;

  /** The messages that are complete by now. The length has 16 bits: no more than one is kept. */
  *add(chunk: Uint8Array): Iterable<Uint8Array> {
    let rest = chunk;
    while (rest.length > 0) {
      const wanted = this.#wanted() - this.#filled;
      const piece = rest.subarray(0, wanted);
      this.#append(piece);
      rest = rest.subarray(piece.length);
      if (this.#filled > 2 && this.#filled === this.#wanted()) {
        yield Buffer.from(this.#buffer.subarray(2, this.#filled));
        this.#filled = 0;
      } else if (this.#filled === 2 && this.#wanted() === 2) {
        yield Buffer.alloc(0);
        this.#filled = 0;
      }
    }
  }

  /** The octets of the message that is coming in, its length before it; 2 until that is known. */
  #wanted(): number {
    return this.#filled < 2 ? 2 : 2 + this.#buffer.readUInt16BE(0);
  }

  #append(piece: Uint8Array): void {
    const size = this.#filled + piece.length;
    if (size > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(size, this.#buffer.length * 2));
      larger.set(this.#buffer.subarray(0, this.#filled));
      this.#buffer = larger;
    }
    this.#buffer.set(piece, this.#filled);
    this.#filled = size;
  }
}

/** A message with its length before it, in one piece: a length alone confuses some servers. */
export function frame(message: Uint8Array): Uint8Array {
  const framed = Buffer.alloc(message.length + 2);
  framed.writeUInt16BE(message.length);
  framed.set(message, 2);
  return framed;
}
