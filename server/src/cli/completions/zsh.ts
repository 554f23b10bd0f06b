import type { OptionSpec } from '../arguments';
import type { Command } from '../command';
import type { Terminal } from '../terminal';
import { type Fill, fillOf, levels, operandsOf, optionsOf, ruleIds } from './shape';

/** A script for zsh, to be read at the start or to lie as _zone-mx in a folder of $fpath. */
export function toZsh(commands: readonly Command[], terminal: Terminal): string {
  return `#compdef zone-mx
# Completion of zone-mx for zsh, made by: zone-mx completion zsh
_zone_mx_levels() {
  if compset -P '*='; then compadd -- ${levels.join(' ')}
  else compadd -S = -- ${ruleIds.join(' ')}
  fi
}
_zone_mx() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quote(`${name}:${terminal.word(summary)}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe -t commands command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commands.map((command) => caseOf(command, terminal)).join('\n')}
  esac
}
if [[ $funcstack[1] == _zone_mx ]]; then _zone_mx "$@"; else compdef _zone_mx zone-mx; fi
`;
}

function caseOf(command: Command, terminal: Terminal): string {
  const specs = [
    ...optionsOf(command).map((option) => specOf(option, terminal)),
    `*:${operandsOf(command).kind}:${actionOf(operandsOf(command))}`,
  ];
  return `    ${command.name}) _arguments \\\n${specs.map((spec) => `      ${quote(spec)}`).join(' \\\n')} ;;`;
}

function specOf(option: OptionSpec, terminal: Terminal): string {
  const fill = fillOf(option);
  const help = terminal.word(option.help).replace(/[[\]:\\]/g, '\\$&');
  if (fill === undefined) return `--${option.name}[${help}]`;
  const label = option.value?.replace(/[:\\]/g, '\\$&');
  return `*--${option.name}=[${help}]:${label}:${actionOf(fill)}`;
}

function actionOf(fill: Fill): string {
  switch (fill.kind) {
    case 'words':
      return `(${fill.words.join(' ')})`;
    case 'rule-level':
      return '_zone_mx_levels';
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    case 'text':
      return ' ';
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
