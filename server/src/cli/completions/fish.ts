import type { OptionSpec } from '../arguments';
import type { Command } from '../command';
import type { Terminal } from '../terminal';
import { type Fill, fillOf, levels, operandsOf, optionsOf, ruleIds } from './shape';

/** A script for fish, to lie as zone-mx.fish among its completions. */
export function toFish(commands: readonly Command[], terminal: Terminal): string {
  const first = commands.map(
    ({ name, summary }) => `-f -n __fish_use_subcommand -a ${name} -d ${quote(summary, terminal)}`,
  );
  const lines = [...first, ...commands.flatMap((command) => linesOf(command, terminal))];
  return [
    '# Completion of zone-mx for fish, made by: zone-mx completion fish',
    'complete -c zone-mx -e',
    ...lines.map((line) => `complete -c zone-mx ${line}`),
    '',
  ].join('\n');
}

function linesOf(command: Command, terminal: Terminal): readonly string[] {
  const condition = `-n '__fish_seen_subcommand_from ${command.name}'`;
  const operands = operandsOf(command);
  const options = optionsOf(command).map(
    (option) => `${condition} ${toOption(option)} -d ${quote(option.help, terminal)}`,
  );
  return operands.kind === 'file'
    ? [`${condition} -F`, ...options]
    : [`${condition} -f${toChoices(operands)}`, ...options];
}

function toOption(option: OptionSpec): string {
  const fill = fillOf(option);
  const name = `-l ${option.name}`;
  if (fill === undefined) return name;
  if (fill.kind === 'file') return `${name} -r -F`;
  if (fill.kind === 'folder') return `${name} -x -a '(__fish_complete_directories)'`;
  return `${name} -x${toChoices(fill)}`;
}

function toChoices(fill: Fill): string {
  if (fill.kind === 'rule-level')
    return ` -a '${ruleIds.flatMap((id) => levels.map((level) => `${id}=${level}`)).join(' ')}'`;
  return fill.kind === 'words' ? ` -a '${fill.words.join(' ')}'` : '';
}

function quote(message: OptionSpec['help'], terminal: Terminal): string {
  return `'${terminal.word(message).replace(/[\\']/g, '\\$&')}'`;
}
