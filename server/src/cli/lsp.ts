import { say } from '../core/text/message';
import { type Arguments, UsageError } from './arguments';
import type { Command, Host } from './command';

export const lspCommand: Command = {
  name: 'lsp',
  usage: 'lsp --stdio',
  summary: say('start the language server for any editor, on standard input and output'),
  notes: [],
  options: [
    { name: 'stdio', help: say('talk over standard input and output; the only way there is') },
  ],
  run: serve,
};

async function serve(args: Arguments, host: Host): Promise<undefined> {
  const [unexpected] = args.positionals;
  if (unexpected !== undefined)
    throw new UsageError(say('“{0}” is one argument too many.', unexpected));
  if (!args.has('stdio')) throw new UsageError(say('lsp needs --stdio.'));
  host.serveLanguage();
}
