import { parseArgs } from 'node:util';
import { withClosest } from '../core/text/closest';
import { type Message, say } from '../core/text/message';

/** One option of a subcommand; its help is made from this too. */
export interface OptionSpec {
  readonly name: string;
  /** What stands for the value in the help; an option without it is a switch. */
  readonly value?: string;
  /** The values that there are, where not any text will do. */
  readonly choices?: readonly string[];
  readonly help: Message;
}

/** The command line makes no sense; said on standard error, exit status 2. */
export class UsageError extends Error {
  readonly words: Message;

  constructor(words: Message) {
    super(words.template);
    this.words = words;
  }
}

/** The arguments of a subcommand, checked against its options. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** True where the switch is given. */
  readonly has: (name: string) => boolean;
  /** The value of an option, the last one where it is given more than once. */
  readonly value: (name: string) => string | undefined;
  /** Every value of an option that is repeatable. */
  readonly values: (name: string) => readonly string[];
}

export const langOption: OptionSpec = {
  name: 'lang',
  value: 'LANG',
  choices: ['en', 'de'],
  help: say('the language of what is printed for people; default: that of the environment'),
};

const helpOption: OptionSpec = { name: 'help', help: say('show this help') };

/** What every subcommand takes. */
export const commonOptions: readonly OptionSpec[] = [langOption, helpOption];

export const originOption: OptionSpec = {
  name: 'origin',
  value: 'NAME',
  help: say('the origin of a file that does not say it'),
};

export const rootOption: OptionSpec = {
  name: 'root',
  value: 'DIR',
  help: say(
    'the folder that $INCLUDE may read from; usually the git repository of the file, else its folder',
  ),
};

export const stdinNameOption: OptionSpec = {
  name: 'stdin-filename',
  value: 'NAME',
  help: say('what standard input (-) is called'),
};

export const colorOption: OptionSpec = {
  name: 'color',
  value: 'WHEN',
  choices: ['auto', 'always', 'never'],
  help: say('when to use colours; auto: in a terminal, unless NO_COLOR is set'),
};

/** Reads the arguments behind the subcommand's name. Throws a UsageError where they make no sense. */
export function readArguments(args: readonly string[], options: readonly OptionSpec[]): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      options.map(({ name, value }) => [
        name,
        {
          type: value === undefined ? 'boolean' : 'string',
          ...(name === 'help' ? { short: 'h' } : {}),
        },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    else if (token.kind === 'option') {
      const spec = options.find(({ name }) => name === token.name);
      if (spec === undefined) throw unknownOption(token.rawName, options);
      const value = readValue(spec, token.value, token.inlineValue === true);
      given.set(spec.name, [...(given.get(spec.name) ?? []), value]);
    }
  }
  return {
    positionals,
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
  };
}

function readValue(spec: OptionSpec, value: string | undefined, isInline: boolean): string {
  const option = `--${spec.name}`;
  if (spec.value === undefined) {
    if (value !== undefined) throw new UsageError(say('{0} takes no value.', option));
    return '';
  }
  // Without “=”, what looks like an option is one, and the value was forgotten.
  const isForgotten = value === undefined || (!isInline && /^-./.test(value));
  if (isForgotten) throw new UsageError(say('{0} needs a value: {0} {1}.', option, spec.value));
  if (spec.choices !== undefined && !spec.choices.includes(value)) {
    const words = say('{0} takes {1}, not “{2}”.', option, spec.choices.join(', '), value);
    throw new UsageError(withClosest(words, value, spec.choices));
  }
  return value;
}

function unknownOption(rawName: string, options: readonly OptionSpec[]): UsageError {
  return new UsageError(
    withClosest(
      say('There is no option {0}.', rawName),
      rawName,
      options.map(({ name }) => `--${name}`),
    ),
  );
}
