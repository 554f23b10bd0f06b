import type { Command } from '../command';
import { type Fill, fillOf, levels, operandsOf, optionsOf, ruleIds } from './shape';

/**
 * A script for bash 3.2 and later. Where it has no word, bash offers files. Bash takes an option and
 * its value apart at the equals sign.
 */
export function toBash(commands: readonly Command[]): string {
  return `# Completion of zone-mx for bash, made by: zone-mx completion bash
_zone_mx() {
  local rules='${ruleIds.join(' ')}'
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" words=
  COMPREPLY=()
  if [[ $cur == = ]]; then cur=
  elif [[ $prev == = ]]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  if ((COMP_CWORD == 1)); then
    words='${['--help', '--version', ...commands.map(({ name }) => name)].join(' ')}'
  else
    case "\${COMP_WORDS[1]} $prev" in
    *' --rule')
      words="\${rules// /= }="
      compopt -o nospace 2>/dev/null
      ;;
${commands.flatMap(valueCases).join('\n')}
    *)
      case "\${COMP_WORDS[1]} $cur" in
${commands.map(optionCase).join('\n')}
${commands.flatMap(operandCase).join('\n')}
      esac
      ;;
    esac
  fi
  [[ " $rules " != *" $prev "* ]] || words='${levels.join(' ')}'
  [[ -z $words ]] || COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _zone_mx zone-mx
`;
}

function valueCases(command: Command): readonly string[] {
  return optionsOf(command).flatMap((option) => {
    const fill = fillOf(option);
    return fill === undefined || fill.kind === 'rule-level'
      ? []
      : `    '${command.name} --${option.name}') words='${wordsOf(fill)}' ;;`;
  });
}

function optionCase(command: Command): string {
  const names = optionsOf(command).map(({ name }) => `--${name}`);
  return `      '${command.name} -'*) words='${names.join(' ')}' ;;`;
}

function operandCase(command: Command): readonly string[] {
  const words = wordsOf(operandsOf(command));
  return words === '' ? [] : [`      '${command.name} '*) words='${words}' ;;`];
}

function wordsOf(fill: Fill): string {
  return fill.kind === 'words' ? fill.words.join(' ') : '';
}
