import { statedLength } from './keyLength';

const prefix = 'v=DKIM1;';

/**
 * Reads a DKIM key of the kind that nearly all are, string by string and without joining them:
 * `v=DKIM1; k=rsa; p=` and base64 up to the end, of a length that can be. Any other takes a closer
 * look, be it sound or not.
 */
export class PlainDkim {
  #isPlain = true;
  #hasStarted = false;
  /** True from `p=` on. */
  #isInKey = false;
  #digits = 0;
  #padding = 0;
  #head = '';

  /** Takes the next string, which lies between two offsets and has no escapes. */
  add(text: string, start: number, end: number): void {
    let position = start;
    if (!this.#hasStarted) {
      this.#hasStarted = true;
      if (!text.startsWith(prefix, start)) this.#isPlain = false;
      position = skipBlanks(text, start + prefix.length, end);
      if (text.startsWith('k=rsa;', position)) position = skipBlanks(text, position + 6, end);
    }
    if (!this.#isInKey && position < end) {
      if (!text.startsWith('p=', position)) this.#isPlain = false;
      this.#isInKey = true;
      position += 2;
      this.#head = text.slice(position, Math.min(position + 6, end));
    }
    if (this.#isPlain) this.#addBase64(text, position, end);
  }

  /** True where all strings together are such a key. */
  get isPlain(): boolean {
    if (!this.#isPlain || !this.#isInKey) return false;
    // The length that a key states may be cut in two.
    if (this.#head.length < Math.min(6, this.#digits)) return false;
    const stated = statedLength(this.#head);
    if (stated !== undefined && stated > Math.floor((this.#digits * 3) / 4)) return false;
    const length = this.#digits + this.#padding;
    return this.#digits % 4 !== 1 && (this.#padding === 0 || length % 4 === 0);
  }

  #addBase64(text: string, start: number, end: number): void {
    let last = end;
    while (last > start && text.charCodeAt(last - 1) === 0x3d) last--;
    for (let i = start; i < last; i++) {
      if (isBase64(text.charCodeAt(i))) continue;
      this.#isPlain = false;
      return;
    }
    if (this.#padding > 0 && last > start) this.#isPlain = false;
    this.#digits += last - start;
    this.#padding += end - last;
  }
}

function skipBlanks(text: string, position: number, end: number): number {
  let next = position;
  while (next < end && text.charCodeAt(next) === 0x20) next++;
  return Math.min(next, end);
}

function isBase64(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2f && code <= 0x39) ||
    code === 0x2b
  );
}
