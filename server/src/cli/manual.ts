import { type Message, say } from '../core/text/message';
import type { OptionSpec } from './arguments';
import { builtIn } from './builtIn';
import { type Command, ExitStatus } from './command';
import { optionsOf } from './completions/shape';
import type { Terminal } from './terminal';

/** The command that prints the man page, of all commands. */
export function manualCommand(listCommands: () => readonly Command[]): Command {
  return {
    name: 'manual',
    usage: 'manual',
    summary: say('print the man page; zone-mx manual | man -l - shows it'),
    notes: [],
    options: [],
    run: async (_, { terminal }) => {
      await terminal.write(toManual(listCommands(), terminal));
      return ExitStatus.clean;
    },
  };
}

/** Variables that the command reads. */
const environment: readonly (readonly [string, Message])[] = [
  ['ZONE_MX_THREADS', say('how many threads to use')],
  ['NO_COLOR', say('no colours unless --color says otherwise')],
  ['LC_ALL, LC_MESSAGES, LANG', say('the language of what is printed, where --lang does not say')],
];

const files: readonly (readonly [string, Message])[] = [
  ['zone-mx.json', say('settings; looked for from each file upwards')],
];

/** Roff with the macros of man(7). */
function toManual(commands: readonly Command[], terminal: Terminal): string {
  const word = (message: Message): string => escapeRoff(terminal.word(message));
  const rows = (all: readonly (readonly [string, Message])[]): readonly string[] =>
    all.flatMap(([name, help]) => ['.TP', `.B ${escapeRoff(name)}`, word(help)]);
  const title = (message: Message): string => `.SH ${word(message).toUpperCase()}`;
  return [
    `.TH ZONE\\-MX 1 "" "zone\\-mx ${escapeRoff(builtIn.version)}"`,
    title(say('Name')),
    `zone\\-mx \\- ${word(say('check DNS zone files, the mail records above all'))}`,
    title(say('Synopsis')),
    ...commands.flatMap(({ usage }, index) => [
      ...(index > 0 ? ['.br'] : []),
      '.B zone\\-mx',
      escapeRoff(usage),
    ]),
    title(say('Commands')),
    ...commands.flatMap((command) => [
      `.SS ${escapeRoff(command.name)}`,
      word(command.summary),
      ...optionsOf(command).flatMap((option) => ['.TP', ...describe(option, word)]),
      ...command.notes.flatMap((note) => ['.PP', word(note)]),
    ]),
    title(say('Environment')),
    ...rows(environment),
    title(say('Files')),
    ...rows(files),
    '',
  ].join('\n');
}

function describe(
  { name, value, choices, help }: OptionSpec,
  word: (message: Message) => string,
): readonly string[] {
  const option = `\\-\\-${escapeRoff(name)}`;
  const values = choices === undefined ? '' : ` (${choices.map(escapeRoff).join(', ')})`;
  return [
    value === undefined ? `.B ${option}` : `.BI ${option} " ${escapeRoff(value)}"`,
    `${word(help)}${values}`,
  ];
}

/** As text of a line: no request, no escape, and hyphens that can be copied. */
function escapeRoff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/, '\\&$&');
}
