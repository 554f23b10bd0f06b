import { formatText } from '../core/features/format/format';
import { defaultFormat, type FormatOptions, formatChoices } from '../core/features/format/options';
import { FileProblem } from '../core/text/files';
import { type Message, say } from '../core/text/message';
import { type Arguments, type OptionSpec, stdinNameOption, UsageError } from './arguments';
import { type Command, ExitStatus, type Host } from './command';
import { findInputs, type Input } from './inputs';

const options: readonly OptionSpec[] = [
  { name: 'check', help: say('change nothing; exit with 1 where a file would change') },
  choice('indentation', say('what fills the gaps between columns; auto: what the file has')),
  choice('soa', say('how SOA records are laid out')),
  choice('mnemonics', say('the letters of types and classes')),
  stdinNameOption,
];

export const formatCommand: Command = {
  name: 'format',
  usage: 'format [options] PATH...',
  summary: say('align the columns of zone files, in place'),
  notes: [
    say(
      'What a record says never changes, nor does any comment; text that is no sound entry stays as it is. Standard input (-) is printed.',
    ),
  ],
  options,
  run: format,
};

type Choice = 'indentation' | 'soa' | 'mnemonics';

function choice(name: Choice, help: Message): OptionSpec {
  return { name, value: 'HOW', choices: formatChoices[name], help };
}

async function format(args: Arguments, host: Host): Promise<number> {
  if (args.positionals.length === 0)
    throw new UsageError(say('Name files or folders to format, or - for standard input.'));
  const layout = readLayout(args);
  const isCheck = args.has('check');
  const { files, terminal } = host;
  const inputs = await findInputs(args.positionals, args.value('stdin-filename'), files);
  for (const { path, words } of inputs.problems) terminal.warn(say('{0}: {1}', path, words));
  let hasProblems = inputs.problems.length > 0;
  let wouldChange = false;
  for (const input of inputs.files) {
    try {
      const isChanged = await formatOne(input, layout, isCheck, host);
      if (!isChanged || !isCheck) continue;
      wouldChange = true;
      await terminal.write(`${terminal.word(say('{0} would change', input.path))}\n`);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      terminal.warn(say('{0}: {1}', input.path, error.words));
      hasProblems = true;
    }
  }
  if (hasProblems) return ExitStatus.failed;
  return wouldChange ? ExitStatus.findings : ExitStatus.clean;
}

/** Formats one text, or only looks; gives whether it was or would be changed. */
async function formatOne(
  { path, isStandardInput }: Input,
  layout: FormatOptions,
  isCheck: boolean,
  { files, terminal }: Host,
): Promise<boolean> {
  if (!isStandardInput && !isCheck) return files.rewrite(path, (text) => formatText(text, layout));
  const before = await (isStandardInput ? files.readStandardInput() : files.read(path));
  const after = formatText(before, layout);
  if (!isCheck) await terminal.write(after);
  return after !== before;
}

function readLayout(args: Arguments): FormatOptions {
  const { indentation, soa, mnemonics } = formatChoices;
  return {
    ...defaultFormat,
    indentation: pick(indentation, args.value('indentation')),
    soa: pick(soa, args.value('soa')),
    mnemonics: pick(mnemonics, args.value('mnemonics')),
  };
}

/** The value that is given; the first, which is the default, where none is. */
function pick<Value extends string>(
  values: readonly [Value, ...Value[]],
  given: string | undefined,
): Value {
  return values.find((value) => value === given) ?? values[0];
}
