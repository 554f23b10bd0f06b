import { say } from '../core/text/message';
import { commonOptions } from './arguments';
import type { Command } from './command';
import type { Terminal } from './terminal';
import { wrap } from './wrap';

/** The help of the command as a whole. */
export function showHelp(commands: readonly Command[], terminal: Terminal): string {
  const rows = commands.map(({ usage, summary }) => [usage, terminal.word(summary)] as const);
  return [
    terminal.word(say('Zone MX checks DNS zone files, the mail records above all.')),
    '',
    ...table(rows.map(([usage, summary]) => [`zone-mx ${usage}`, summary])),
    '',
    terminal.word(say('{0} tells more about one of them.', 'zone-mx COMMAND --help')),
    '',
  ].join('\n');
}

/** The help of one subcommand. */
export function showCommandHelp(command: Command, terminal: Terminal): string {
  const rows = [...command.options, ...commonOptions].map(({ name, value, choices, help }) => {
    const option = value === undefined ? `--${name}` : `--${name} ${value}`;
    const values = choices?.join(', ');
    return [option, terminal.word(help) + (values === undefined ? '' : ` (${values})`)] as const;
  });
  return [
    `zone-mx ${command.usage}`,
    '',
    ...wrap(terminal.word(command.summary), 78),
    '',
    ...table(rows),
    ...command.notes.flatMap((note) => ['', ...wrap(terminal.word(note), 78)]),
    '',
  ].join('\n');
}

/** Two columns, the second one wrapped. */
export function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([first]) => first.length)) + 2;
  return rows.flatMap(([first, second]) =>
    wrap(second, Math.max(30, 98 - width)).map(
      (line, index) => `  ${(index === 0 ? first : '').padEnd(width)}${line}`,
    ),
  );
}
