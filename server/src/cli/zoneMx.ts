import { withClosest } from '../core/text/closest';
import { say } from '../core/text/message';
import { commonOptions, langOption, readArguments, UsageError } from './arguments';
import { builtIn } from './builtIn';
import { type Command, ExitStatus, type Host } from './command';
import { showCommandHelp, showHelp } from './help';
import { ClosedPipe, LostOutput } from './terminal';

/** Runs the command line; gives the exit status, undefined where the work goes on. */
export async function zoneMx(
  args: readonly string[],
  commands: readonly Command[],
  host: Host,
): Promise<number | undefined> {
  const command = commands.find(({ name }) => name === args[0]);
  const language = findLanguage(args);
  if (language !== undefined) host.terminal.speak(language);
  try {
    return command === undefined
      ? await runWithoutCommand(args, commands, host)
      : await runCommand(command, args.slice(1), host);
  } catch (error) {
    if (error instanceof ClosedPipe) return ExitStatus.clean;
    if (error instanceof UsageError) host.terminal.explainUsage(error, command?.name);
    else if (error instanceof LostOutput) host.terminal.warn(error.words);
    else throw error;
    return ExitStatus.failed;
  }
}

async function runCommand(
  command: Command,
  args: readonly string[],
  host: Host,
): Promise<number | undefined> {
  // Help is given whatever else is wrong with the arguments.
  const beforeEnd = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (beforeEnd.includes('--help') || beforeEnd.includes('-h')) {
    await host.terminal.write(showCommandHelp(command, host.terminal));
    return ExitStatus.clean;
  }
  return command.run(readArguments(args, [...command.options, ...commonOptions]), host);
}

/** The language that is asked for, so that mistakes in other arguments are told in it, too. */
function findLanguage(args: readonly string[]): string | undefined {
  const option = `--${langOption.name}`;
  return args.flatMap((arg, index) => {
    if (arg.startsWith(`${option}=`)) return arg.slice(option.length + 1);
    return arg === option ? (args[index + 1] ?? []) : [];
  })[0];
}

async function runWithoutCommand(
  args: readonly string[],
  commands: readonly Command[],
  { terminal }: Host,
): Promise<number> {
  const [word] = args;
  if (word === undefined)
    throw new UsageError(say('Name a command: {0}.', commands.map(({ name }) => name).join(', ')));
  if (word.startsWith('-')) {
    const read = readArguments(args, [...commonOptions, { name: 'version', help: say('') }]);
    const text = read.has('help') ? showHelp(commands, terminal) : `${builtIn.version}\n`;
    if (!read.has('help') && !read.has('version'))
      throw new UsageError(say('Name a command before its options.'));
    await terminal.write(text);
    return ExitStatus.clean;
  }
  throw new UsageError(
    withClosest(
      say('There is no command “{0}”.', word),
      word,
      commands.map(({ name }) => name),
    ),
  );
}
