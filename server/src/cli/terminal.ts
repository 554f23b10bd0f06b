import { type Message, say, wordMessage } from '../core/text/message';
import type { UsageError } from './arguments';
import { escapeTerminal } from './escape';
import { chooseLanguage, type Language, localeOf } from './language';

/** A stream that the command writes to. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): boolean;
  on(event: 'drain', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error & { readonly code?: string }) => void): unknown;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Whoever reads our output has read enough: the work ends, and nothing is said about it. */
export class ClosedPipe extends Error {}

/** Standard output takes no more, such as on a full disk. */
export class LostOutput extends Error {
  readonly words: Message;

  constructor(error: Error) {
    super(error.message);
    this.words = say('the output could not be written: {0}', error.message);
  }
}

/** Where the command writes, in which language and colours. */
export class Terminal {
  #language: Language;
  readonly #stdout: OutputStream;
  readonly #stderr: OutputStream;
  readonly #environment: Environment;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;
  #progress = '';

  constructor(stdout: OutputStream, stderr: OutputStream, environment: Environment) {
    this.#language = chooseLanguage(localeOf(environment));
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.#environment = environment;
    stdout.on('error', (error) => {
      this.#failure ??= error.code === 'EPIPE' ? new ClosedPipe() : new LostOutput(error);
      this.#wake();
    });
    stdout.on('drain', () => this.#wake());
    // There is nobody left to say it to.
    stderr.on('error', () => undefined);
  }

  /** True where standard output is a terminal. */
  get isInteractive(): boolean {
    return this.#stdout.isTTY === true;
  }

  get columns(): number {
    return Math.min(Math.max(this.#stdout.columns ?? 100, 40), 200);
  }

  get language(): Language {
    return this.#language;
  }

  /** Goes on in another language than the one that the environment asks for. */
  speak(locale: string): void {
    this.#language = chooseLanguage(locale);
  }

  wantsColor(when: string | undefined): boolean {
    if (when === 'always' || when === 'never') return when === 'always';
    const { NO_COLOR: noColor, TERM: term } = this.#environment;
    return this.isInteractive && (noColor ?? '') === '' && term !== 'dumb';
  }

  /** A message for a terminal: in the reader's language, and nothing in it that a terminal obeys. */
  word(message: Message): string {
    return wordMessage(message, this.#language.translate, escapeTerminal);
  }

  /** A message as data, its arguments as they are. */
  wordAsData(message: Message): string {
    return wordMessage(message, this.#language.translate);
  }

  /** Writes to standard output, at the pace of whoever reads it. Throws ClosedPipe when nobody does. */
  async write(text: string): Promise<void> {
    if (text === '') return;
    this.showProgress('');
    const isAccepted = this.#tryToWrite(text);
    if (!isAccepted && this.#failure === undefined) {
      await new Promise<void>((done) => {
        this.#wake = done;
      });
    }
    // An error is told a moment after the write that it belongs to.
    await new Promise<void>((done) => setImmediate(done));
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Into a file Node writes at once, and what goes wrong is thrown. */
  #tryToWrite(text: string): boolean {
    try {
      return this.#stdout.write(text);
    } catch (error) {
      throw error instanceof Error ? new LostOutput(error) : error;
    }
  }

  /** Says on standard error what could not be done. */
  warn(message: Message): void {
    this.showProgress('');
    this.#stderr.write(`zone-mx: ${this.word(message)}\n`);
  }

  /** Says what is wrong with the command line, and where its help is. */
  explainUsage(error: UsageError, command: string | undefined): void {
    const help = command === undefined ? 'zone-mx --help' : `zone-mx ${command} --help`;
    this.warn(error.words);
    this.#stderr.write(`${this.word(say('See {0}.', help))}\n`);
  }

  /** Shows how far the work is, on one line that the next output takes away; '' takes it away now. */
  showProgress(text: string): void {
    if (this.#stderr.isTTY !== true || text === this.#progress) return;
    this.#progress = text;
    this.#stderr.write(`\r\x1b[K${text}`);
  }
}
