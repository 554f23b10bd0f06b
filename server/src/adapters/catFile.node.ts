import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Socket } from 'node:net';

/** Milliseconds that git may take for one answer, before it is ended and asked no more. */
const patience = 10_000;

/** Milliseconds without a question after which git is ended. */
const idleTime = 5_000;

/** A committed zone file may be as large as an included one. */
const maximumBytes = 256 * 1024 * 1024;

/** What git has under an id: a *blob* is a file, a *tree* a folder. */
export interface GitObject {
  /** In hexadecimal digits. */
  readonly id: string;
  readonly type: string;
  readonly content: Buffer;
}

interface Question {
  readonly answer: (found: GitObject | undefined) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** A `git cat-file --batch` that goes on answering: starting one takes longer than a hundred answers. */
export class CatFile {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #idle: ReturnType<typeof setTimeout>;
  #isEnded = false;
  #isRefusing = false;
  #received: Buffer[] = [];
  #length = 0;
  /** Octets that the answer has at least. */
  #expected = 0;
  readonly #waiting: Question[] = [];

  constructor(git: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#child = spawn(git, args, { env, windowsHide: true });
    this.#idle = setTimeout(() => this.end(), idleTime).unref();
    for (const end of ['error', 'close']) this.#child.on(end, () => this.end());
    if (this.#child.pid === undefined) {
      // It could not be started, and has no pipes.
      this.#isEnded = true;
      return;
    }
    const { stdin, stdout, stderr } = this.#child;
    stdout.on('data', (data: Buffer) => this.#receive(data));
    stderr.resume();
    stdin.on('error', () => this.end());
    // Only an open question keeps our own process alive.
    this.#child.unref();
    for (const pipe of [stdin, stdout, stderr]) if (pipe instanceof Socket) pipe.unref();
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** True where it ended, or was ended, instead of answering: another one would do the same. */
  get isRefusing(): boolean {
    return this.#isRefusing;
  }

  /** The object of a name without line ends; undefined where there is none or git can’t tell. */
  ask(name: string): Promise<GitObject | undefined> {
    return new Promise((answer) => {
      if (this.#isEnded) {
        this.#isRefusing = true;
        answer(undefined);
        return;
      }
      this.#idle.refresh();
      this.#waiting.push({ answer, timer: setTimeout(() => this.end(), patience) });
      this.#child.stdin.write(`${name}\n`);
    });
  }

  end(): void {
    this.#isEnded = true;
    this.#isRefusing ||= this.#waiting.length > 0;
    clearTimeout(this.#idle);
    this.#child.kill();
    for (let left = this.#waiting.length; left > 0; left--) this.#answer(undefined);
  }

  #answer(found: GitObject | undefined): void {
    const question = this.#waiting.shift();
    clearTimeout(question?.timer);
    question?.answer(found);
  }

  #receive(data: Buffer): void {
    this.#received.push(data);
    this.#length += data.length;
    // A content of megabytes comes in many parts: they are joined once.
    while (this.#length > 0 && this.#length >= this.#expected) {
      const all = Buffer.concat(this.#received);
      const rest = this.#read(all);
      this.#received = [rest];
      this.#length = rest.length;
      if (rest.length === all.length) break;
    }
  }

  /** Reads one answer; gives what is left, all of it where the answer is not whole. */
  #read(all: Buffer): Buffer {
    const lineEnd = all.indexOf(0x0a);
    this.#expected = 0;
    if (lineEnd < 0) return all;
    const line = all.toString('latin1', 0, lineEnd);
    const [, id = '', type = '', digits] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line) ?? [];
    const start = lineEnd + 1;
    if (digits === undefined) {
      this.#answer(undefined);
      return all.subarray(start);
    }
    const end = start + Number(digits);
    if (end > maximumBytes) {
      this.#answer(undefined);
      this.end();
      return all.subarray(all.length);
    }
    this.#expected = end + 1;
    if (all.length <= end) return all;
    this.#expected = 0;
    this.#answer({ id, type, content: all.subarray(start, end) });
    return all.subarray(end + 1);
  }
}
