import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { LevelSettings } from '../lint';
import { rules } from '../rules/registry';
import { type Level, levels, type Severity } from '../rules/rule';
import { withClosest } from '../text/closest';
import { type Message, say } from '../text/message';
import type { Span } from '../text/span';
import { isOrigin, longestGlob, type OriginSettings } from './origins';

/** What the file is called that holds a project’s settings. */
export const configFileName = 'zone-mx.json';

/** The severities from the gravest on, and how to say that none of them fails. */
export const failChoices = ['error', 'warning', 'information', 'hint', 'never'] as const;
export type FailOn = Severity | 'never';

/** The settings of a project, each as far as the file says something sound. */
export interface Config {
  readonly levels: LevelSettings;
  /** From which severity on `zone-mx` ends with status 1. */
  readonly failOn: FailOn | undefined;
  /** Globs are matched against paths below the folder of the file. */
  readonly zones: OriginSettings;
  /** Whether other zone files are asked for names in their zones. */
  readonly otherZones: boolean | undefined;
}

export interface ConfigProblem {
  readonly span: Span;
  readonly message: Message;
}

export interface ParsedConfig {
  readonly config: Config;
  /** In order of their place. */
  readonly problems: readonly ConfigProblem[];
}

export const emptyConfig: Config = {
  levels: {},
  failOn: undefined,
  zones: [],
  otherZones: undefined,
};

/** In characters; the settings of every rule and a thousand zones are a tenth of it. */
export const longestConfig = 1_000_000;

/** Settings nest two deep; the parser calls itself for each. */
const deepest = 32;

/** More are of no use to anybody. */
const mostProblems = 100;

/** Reads the text of a `zone-mx.json`. Any text gives settings; what is not sound counts as not set. */
export function parseConfig(text: string): ParsedConfig {
  const flaw = text.length > longestConfig ? say('It is too large to be settings.') : undefined;
  if (flaw !== undefined) return { config: emptyConfig, problems: [problem(0, 0, flaw)] };
  // A byte order mark is no part of JSON, and some editors write it.
  const json = text.replace(/^\ufeff/, ' ');
  const tooDeep = findTooDeep(json);
  if (tooDeep !== undefined) return { config: emptyConfig, problems: [tooDeep] };
  const errors: ParseError[] = [];
  const root = parseTree(json, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error !== undefined || root === undefined) {
    const { offset, length } = error ?? { offset: 0, length: 0 };
    return { config: emptyConfig, problems: [problem(offset, length, say('This is no JSON.'))] };
  }
  return new Reader().read(root);
}

function findTooDeep(json: string): ConfigProblem | undefined {
  const scanner = createScanner(json, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < json.length; scanner.scan()) {
    const first = json[scanner.getTokenOffset()];
    if (first === '{' || first === '[') depth++;
    if (first === '}' || first === ']') depth--;
    if (depth > deepest)
      return problem(scanner.getTokenOffset(), 1, say('This is nested too deep to be settings.'));
  }
  return undefined;
}

function problem(offset: number, length: number, message: Message): ConfigProblem {
  return { span: { file: 0, start: offset, end: offset + length }, message };
}

/** The names that a config may have at its top. */
const keys = ['$schema', 'rules', 'failOn', 'zones', 'otherZones'] as const;

class Reader {
  readonly #problems: ConfigProblem[] = [];
  readonly #levels = new Map<string, Level>();
  readonly #zones = new Map<string, string>();
  #failOn: FailOn | undefined;
  #otherZones: boolean | undefined;

  read(root: Node): ParsedConfig {
    for (const [key, value] of this.#members(root)) {
      const name = textOf(key);
      if (name === 'rules') this.#readRules(value);
      else if (name === 'failOn') this.#failOn = this.#choose(value, failChoices);
      else if (name === 'zones') this.#readZones(value);
      else if (name === 'otherZones') this.#otherZones = this.#truth(value);
      else if (name === '$schema') this.#text(value);
      else {
        const words = say('There is no setting “{0}”.', shorten(name));
        this.#add(key, withClosest(words, shorten(name), keys));
      }
    }
    return {
      config: {
        levels: Object.fromEntries(this.#levels),
        failOn: this.#failOn,
        zones: [...this.#zones],
        otherZones: this.#otherZones,
      },
      problems: this.#problems,
    };
  }

  #readRules(node: Node): void {
    const ids = rules.map(({ id }) => id);
    for (const [key, value] of this.#members(node)) {
      const id = textOf(key);
      if (!ids.includes(id)) {
        const words = say('There is no rule “{0}”.', shorten(id));
        this.#add(key, withClosest(words, shorten(id), ids));
        continue;
      }
      const level = this.#choose(value, levels);
      if (level !== undefined) this.#levels.set(id, level);
    }
  }

  #readZones(node: Node): void {
    for (const [key, value] of this.#members(node)) {
      const glob = textOf(key);
      if (glob === '' || glob.length > longestGlob)
        this.#add(key, say('A glob has 1 to {0} characters.', longestGlob));
      const origin = this.#text(value);
      if (origin === undefined) continue;
      if (!isOrigin(origin))
        this.#add(value, say('An origin is a domain name; “{0}” is none.', shorten(origin)));
      else if (glob !== '') this.#zones.set(glob, origin);
    }
  }

  /** The members of an object, each name once. */
  *#members(node: Node): Generator<readonly [key: Node, value: Node]> {
    if (node.type !== 'object') {
      this.#add(node, say('An object is expected here: { … }.'));
      return;
    }
    const seen = new Set<string>();
    for (const { children: [key, value] = [] } of node.children ?? []) {
      if (key === undefined || value === undefined) continue;
      if (seen.has(textOf(key)))
        this.#add(key, say('“{0}” is set twice; the last one counts.', shorten(textOf(key))));
      seen.add(textOf(key));
      yield [key, value];
    }
  }

  #choose<Value extends string>(node: Node, choices: readonly Value[]): Value | undefined {
    const text = this.#text(node);
    const found = choices.find((choice) => choice === text);
    if (text === undefined || found !== undefined) return found;
    const words = say('This is one of {0}, not “{1}”.', choices.join(', '), shorten(text));
    this.#add(node, withClosest(words, shorten(text), choices));
    return undefined;
  }

  #truth(node: Node): boolean | undefined {
    if (typeof node.value === 'boolean') return node.value;
    this.#add(node, say('Write true or false here.'));
    return undefined;
  }

  #text(node: Node): string | undefined {
    if (node.type === 'string') return textOf(node);
    this.#add(node, say('A text is expected here: "…".'));
    return undefined;
  }

  #add({ offset, length }: Node, message: Message): void {
    if (this.#problems.length < mostProblems) this.#problems.push(problem(offset, length, message));
  }
}

function textOf({ value }: Node): string {
  return typeof value === 'string' ? value : '';
}

/** What stands in a message; looking for something like it takes time with its length. */
function shorten(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 100)}…`;
}
