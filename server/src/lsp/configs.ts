import type { Diagnostic } from 'vscode-languageserver';
import { type Config, type ConfigProblem, emptyConfig, parseConfig } from '../core/config/config';
import { decoded, originByGlob } from '../core/config/origins';
import type { LevelSettings } from '../core/lint';
import { BlockStore } from '../core/syntax/blockStore';
import type { FoundConfig } from '../core/text/files';
import { type Message, say } from '../core/text/message';
import { toLspProblem } from './convert';

/** Finds and reads the settings that a document falls under, both named by URIs. */
export type FindConfig = (uri: string) => Promise<FoundConfig | undefined>;

/** A file with settings as it was last read. */
interface ReadConfig {
  readonly uri: string;
  readonly text: string;
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}

/** The projects’ settings that the open documents fall under. */
export class Configs {
  readonly #find: FindConfig;
  /** By document; null where it falls under none. */
  readonly #byDocument = new Map<string, ReadConfig | null>();
  /** So that only the newest reading of a document counts. */
  readonly #readings = new Map<string, number>();
  #count = 0;

  constructor(find: FindConfig) {
    this.#find = find;
  }

  /** False until it has been looked for: what it turns off must not be shown before. */
  isKnown(document: string): boolean {
    return this.#byDocument.has(document);
  }

  /** Levels of a document: those of its project, else those that the editor is set to. */
  levelsOf(document: string, otherwise: LevelSettings): LevelSettings {
    const levels = this.#byDocument.get(document)?.config.levels;
    return levels === undefined ? otherwise : { ...otherwise, ...levels };
  }

  /** Whether a document’s project lets it know of other zone files; undefined where it does not say. */
  otherZonesOf(document: string): boolean | undefined {
    return this.#byDocument.get(document)?.config.otherZones;
  }

  /** The origin of a document, or of a file that falls under the same settings. */
  originOf(document: string, file = document): string | undefined {
    const found = this.#byDocument.get(document);
    if (found === undefined || found === null) return undefined;
    const folder = decoded(found.uri).replace(/[^/]*$/, '');
    const path = decoded(file);
    // Editors write the letter of a drive small.
    const isBelow = path.toLowerCase().startsWith(folder.toLowerCase());
    return originByGlob(found.config.zones, isBelow ? path.slice(folder.length) : path);
  }

  /** Looks for the settings of a document again; gives whether they are others now. */
  async read(document: string): Promise<boolean> {
    const reading = ++this.#count;
    this.#readings.set(document, reading);
    const found = await this.#find(document);
    if (this.#readings.get(document) !== reading) return false;
    const read = found === undefined ? null : this.#parse(found);
    const isChanged = this.#byDocument.get(document) !== read;
    this.#byDocument.set(document, read);
    return isChanged;
  }

  /** Forgets all, so that it is read again. */
  clear(): void {
    this.#byDocument.clear();
  }

  drop(document: string): void {
    this.#byDocument.delete(document);
    this.#readings.delete(document);
  }

  /** What is wrong, by file: every file that counts is there, also without a flaw. */
  diagnostics(word: (message: Message) => string): ReadonlyMap<string, readonly Diagnostic[]> {
    const found = new Map<string, readonly Diagnostic[]>();
    for (const read of this.#byDocument.values()) {
      if (read === null || found.has(read.uri)) continue;
      const store = new BlockStore(read.text);
      found.set(
        read.uri,
        read.problems.map(({ span, message }) => toLspProblem(store, span, word(message))),
      );
    }
    return found;
  }

  /** Documents share what they fall under. */
  #parse({ name, text, problem }: FoundConfig): ReadConfig {
    const known = [...this.#byDocument.values()].find((each) => each?.uri === name);
    if (known?.text === text && known !== null && known !== undefined) return known;
    if (text !== undefined) return { uri: name, text, ...parseConfig(text) };
    const message = say('This file can’t be read: {0}.', problem);
    const span = { file: 0, start: 0, end: 0 };
    return { uri: name, text: '', config: emptyConfig, problems: [{ span, message }] };
  }
}
