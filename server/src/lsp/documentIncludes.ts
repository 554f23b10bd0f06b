import { scan } from '../core/syntax/scanner';
import type { IncludedText, IncludeRequest } from '../core/text/files';
import type { FileIndex } from '../core/text/span';
import type { FindInclusion, Inclusion } from '../core/zone/includes';

/** Reads an included file; files are named by their URIs. */
export type ReadIncluded = (request: IncludeRequest) => Promise<IncludedText>;

/** So many files are followed from one; more are a mistake. */
const mostFiles = 1000;

/** So many paths are looked for, those that lead nowhere among them; until something is saved. */
const mostPaths = 2 * mostFiles;

/**
 * What the $INCLUDE directives of a document lead to. Whatever is asked for the first time is not
 * known yet; it is read, and then the zone is to be read again.
 */
export class DocumentIncludes {
  /** URIs by file number; the document comes first. */
  readonly uris: string[];
  readonly #read: ReadIncluded;
  #found = new Map<string, Inclusion>();
  readonly #unknown = new Map<string, IncludeRequest & { readonly from: FileIndex }>();

  constructor(uri: string, read: ReadIncluded) {
    this.uris = [uri];
    this.#read = read;
  }

  readonly find: FindInclusion = (from, path) => {
    const key = `${from} ${path}`;
    const found = this.#found.get(key);
    if (found !== undefined) return found;
    if (this.#found.size + this.#unknown.size >= mostPaths) return { kind: 'unread' };
    const opened = this.uris[0] ?? '';
    this.#unknown.set(key, { from, including: this.uris[from] ?? opened, path, opened });
    return { kind: 'unread' };
  };

  /** The URI of what a path in a file leads to, if it was read. */
  uriOf(from: FileIndex, path: string): string | undefined {
    const found = this.#found.get(`${from} ${path}`);
    return found?.kind === 'file' ? this.uris[found.syntax.file] : undefined;
  }

  get hasUnknown(): boolean {
    return this.#unknown.size > 0;
  }

  /** Reads what was asked for. */
  async load(): Promise<void> {
    const asked = [...this.#unknown];
    this.#unknown.clear();
    // What is forgotten meanwhile is asked for again: that answer may come sooner than this one.
    const found = this.#found;
    await Promise.all(
      asked.map(async ([key, request]) => {
        const answer = await this.#read(request);
        found.set(key, answer.kind === 'text' ? this.#keep(answer) : answer);
      }),
    );
  }

  /** Forgets what was read, so that it is read anew. */
  forget(): void {
    this.#found = new Map();
  }

  #keep({ name, text }: { readonly name: string; readonly text: string }): Inclusion {
    const known = this.uris.indexOf(name);
    if (known < 0 && this.uris.length >= mostFiles) return { kind: 'unread' };
    const file = known < 0 ? this.uris.push(name) - 1 : known;
    return { kind: 'file', syntax: scan(text, file) };
  }
}
