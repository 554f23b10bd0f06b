import { say } from '../core/text/message';
import { UsageError } from './arguments';
import { type Command, ExitStatus } from './command';
import { toBash } from './completions/bash';
import { toFish } from './completions/fish';
import { shells } from './completions/shape';
import { toZsh } from './completions/zsh';

/** The command that makes completions of the others and of itself. */
export function completionCommand(listCommands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    usage: `completion ${shells.join('|')}`,
    summary: say('print the script with which a shell completes commands, options and rules'),
    notes: [
      say(
        'bash: zone-mx completion bash > ~/.local/share/bash-completion/completions/zone-mx; zsh: zone-mx completion zsh > _zone-mx in a folder of $fpath; fish: zone-mx completion fish > ~/.config/fish/completions/zone-mx.fish',
      ),
    ],
    options: [],
    run: async ({ positionals }, { terminal }) => {
      const [given, unexpected] = positionals;
      const shell = shells.find((each) => each === given);
      if (shell === undefined || unexpected !== undefined)
        throw new UsageError(say('Name one shell: {0}.', shells.join(', ')));
      const commands = listCommands();
      const scripts = {
        bash: () => toBash(commands),
        zsh: () => toZsh(commands, terminal),
        fish: () => toFish(commands, terminal),
      };
      await terminal.write(scripts[shell]());
      return ExitStatus.clean;
    },
  };
}
