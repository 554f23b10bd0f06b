/** A server's reply to one command (RFC 5321 4.2). */
export interface SmtpReply {
  /** Three digits. */
  readonly code: number;
  /** What follows the code, line by line; as the server said it. */
  readonly lines: readonly string[];
}

/**
 * What is read: servers say 512 octets a line (RFC 5321 4.5.3.1.5), some dozen extensions, and no reply
 * that nobody asked for.
 */
const most = { line: 2048, lines: 100, replies: 10 } as const;

/** Why what was said is no reply. */
export type ReplyFlaw = 'malformed' | 'too-long';

/** Makes replies of what a server says, piece by piece; of more than can be a reply it keeps nothing. */
export class ReplyReader {
  #rest = '';
  /** Of the reply that is not whole yet. */
  #code = '';
  #lines: string[] = [];
  readonly #replies: SmtpReply[] = [];
  #flaw: ReplyFlaw | undefined;

  /** What is wrong, once the replies before it are taken; then nothing more comes. */
  get flaw(): ReplyFlaw | undefined {
    return this.#replies.length === 0 ? this.#flaw : undefined;
  }

  /** True where the server has said more than was taken. */
  get hasMore(): boolean {
    return this.#rest !== '' || this.#lines.length > 0 || this.#replies.length > 0;
  }

  /** The next reply, if it is there in full. */
  take(): SmtpReply | undefined {
    return this.#replies.shift();
  }

  add(text: string): void {
    for (let start = 0; start < text.length && this.#flaw === undefined; ) {
      const end = text.indexOf('\n', start);
      const piece = text.slice(start, end < 0 ? undefined : end);
      if (this.#rest.length + piece.length > most.line) this.#fail('too-long');
      else if (end < 0) this.#rest += piece;
      else {
        this.#addLine((this.#rest + piece).replace(/\r$/, ''));
        this.#rest = '';
      }
      start = end < 0 ? text.length : end + 1;
    }
  }

  #addLine(line: string): void {
    const [, code = '', mark = ' ', text = ''] = /^([2-5]\d\d)(?:([ -])(.*))?$/s.exec(line) ?? [];
    this.#code ||= code;
    if (code === '' || code !== this.#code) this.#fail('malformed');
    else if (this.#lines.length >= most.lines || this.#replies.length >= most.replies)
      this.#fail('too-long');
    else {
      this.#lines.push(text);
      if (mark === ' ') this.#endReply();
    }
  }

  #endReply(): void {
    this.#replies.push({ code: Number(this.#code), lines: this.#lines });
    this.#lines = [];
    this.#code = '';
  }

  #fail(flaw: ReplyFlaw): void {
    this.#flaw = flaw;
    this.#rest = '';
    this.#lines = [];
  }
}

/** True for a reply that says yes (RFC 5321 4.2.1). */
export function isPositive(reply: SmtpReply | undefined): boolean {
  return reply !== undefined && reply.code >= 200 && reply.code < 300;
}

/** Whether a reply to EHLO offers an extension (RFC 5321 4.1.1.1); the first line is the server’s name. */
export function offers({ lines }: SmtpReply, keyword: string): boolean {
  return lines.slice(1).some((line) => line.trim().split(/[ =]/)[0]?.toUpperCase() === keyword);
}
