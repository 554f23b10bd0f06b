import { dirname, relative, resolve, sep } from 'node:path';
import { type Config, type ConfigProblem, emptyConfig, parseConfig } from '../core/config/config';
import { originByGlob } from '../core/config/origins';
import { FileProblem } from '../core/text/files';
import { say } from '../core/text/message';
import { type Arguments, type OptionSpec, UsageError } from './arguments';
import type { Host } from './command';
import { LineIndex } from './lineIndex';

export const configOption: OptionSpec = {
  name: 'config',
  value: 'FILE',
  help: say(
    'the settings, instead of the nearest zone-mx.json from the file up to its repository’s root',
  ),
};

/** The settings that hold for one file. */
export interface FileConfig {
  readonly config: Config;
  /** What its globs say of the file. */
  readonly origin: string | undefined;
}

/** The settings of projects, each read once; what is wrong with them is said once. */
export class Configs {
  readonly #host: Host;
  readonly #given: string | undefined;
  readonly #byFolder = new Map<string, string | undefined>();
  readonly #read = new Map<string, Config>();
  /** False once something was wrong with one. */
  areSound = true;

  constructor(args: Arguments, host: Host) {
    this.#host = host;
    this.#given = args.value('config');
    if (this.#given === '')
      throw new UsageError(say('{0} needs a value: {0} {1}.', '--config', 'FILE'));
  }

  async of(file: string): Promise<FileConfig> {
    const path = this.#given ?? this.#find(file);
    if (path === undefined) return { config: emptyConfig, origin: undefined };
    const config = this.#read.get(path) ?? (await this.#readAt(path));
    this.#read.set(path, config);
    const below = relative(dirname(resolve(path)), resolve(file)).replaceAll(sep, '/');
    return { config, origin: originByGlob(config.zones, below) };
  }

  #find(file: string): string | undefined {
    const folder = dirname(resolve(file));
    if (!this.#byFolder.has(folder))
      this.#byFolder.set(folder, this.#host.files.findConfig(resolve(file)));
    return this.#byFolder.get(folder);
  }

  async #readAt(path: string): Promise<Config> {
    try {
      const text = await this.#host.files.readConfig(path);
      const { config, problems } = parseConfig(text);
      if (problems.length > 0) this.#complain(path, text, problems);
      return config;
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      this.areSound = false;
      this.#host.terminal.warn(say('{0}: {1}', path, error.words));
      return emptyConfig;
    }
  }

  #complain(path: string, text: string, problems: readonly ConfigProblem[]): void {
    this.areSound = false;
    const lines = new LineIndex(text);
    for (const { span, message } of problems) {
      const { line, column } = lines.placeOf(span.start);
      this.#host.terminal.warn(say('{0}:{1}:{2}: {3}', path, line, column, message));
    }
  }
}
