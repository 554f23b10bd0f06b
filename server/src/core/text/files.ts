import type { Message } from './message';

/** Why a file or folder could not be read, in words that follow its name. */
export class FileProblem extends Error {
  readonly words: Message;

  constructor(words: Message) {
    super(words.template);
    this.words = words;
  }
}

/** A pipe or a device is *other*: it can be read, but not searched or measured. */
export type PathKind = 'file' | 'folder' | 'link' | 'other';

export interface PathFacts {
  readonly kind: PathKind;
  /** In bytes; 0 where it is not known. */
  readonly size: number;
}

/** What is behind the path of a $INCLUDE. */
export type IncludedText =
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'outside' }
  /** Nobody can read it here. */
  | { readonly kind: 'unread' };

/** A $INCLUDE that is to be followed. */
export interface IncludeRequest {
  /** The file that it stands in. */
  readonly including: string;
  readonly path: string;
  /** The file that was opened: what it includes must lie beside it or below. */
  readonly opened: string;
}

/** A file with settings: its name as it is shown, or its URI, and its text or why it has none. */
export type FoundConfig = { readonly name: string } & (
  | { readonly text: string; readonly problem?: never }
  | { readonly problem: Message; readonly text?: never }
);

/**
 * The port to the file system; an adapter has what is behind it. Every method throws a FileProblem
 * where it fails.
 */
export interface Files {
  /** What is at a path that somebody named; links are followed. */
  readonly look: (path: string) => Promise<PathFacts>;
  /** What a folder holds; links are told as links. */
  readonly list: (
    path: string,
  ) => Promise<readonly { readonly name: string; readonly kind: PathKind }[]>;
  /** The whole text. */
  readonly read: (path: string) => Promise<string>;
  /** The text of the first bytes; the last character may be cut. */
  readonly readStart: (path: string, bytes: number) => Promise<string>;
  /**
   * The text that a $INCLUDE names: beside the including file, then in the working directory. It must
   * lie in `root`; without one, in the repository of the file that was opened, else in its folder.
   * Never throws.
   */
  readonly readIncluded: (request: IncludeRequest, root?: string) => Promise<IncludedText>;
  /**
   * The path of the settings that a file falls under: the nearest `zone-mx.json` from its folder up
   * to the root of its repository; in none, up to the working directory.
   */
  readonly findConfig: (file: string) => string | undefined;
  readonly readConfig: (path: string) => Promise<string>;
  /**
   * The text that a file has in its last committed version; `text`, the one it has now, where it is
   * the same. Undefined where there is none or nobody can tell. Never throws.
   */
  readonly readCommitted: (path: string, text: string) => Promise<string | undefined>;
  readonly readStandardInput: () => Promise<string>;
  /**
   * Replaces a text by another one in the file's own encoding, all of it or nothing. Gives whether
   * there was anything to replace.
   */
  readonly rewrite: (path: string, change: (text: string) => string) => Promise<boolean>;
}
