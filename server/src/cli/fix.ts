import type { FailOn } from '../core/config/config';
import { failChoices } from '../core/config/config';
import type { LevelSettings } from '../core/lint';
import type { FixGrade, Severity } from '../core/rules/rule';
import { FileProblem } from '../core/text/files';
import { say } from '../core/text/message';
import {
  type Arguments,
  type OptionSpec,
  originOption,
  rootOption,
  stdinNameOption,
  UsageError,
} from './arguments';
import { type Command, ExitStatus, type Host } from './command';
import { Configs, configOption } from './configs';
import { escapeTerminal, toSafeJson } from './escape';
import { type FixedText, fixText } from './fixText';
import { sayCounts } from './formats/pretty';
import { findInputs, type Input } from './inputs';
import { readInput } from './job';
import { failOnOption, readLevels, readOrigin, ruleOption, severitiesFrom } from './ruleOptions';
import { shardFilter, shardOption } from './shard';
import { unifiedDiff } from './unifiedDiff';

const options: readonly OptionSpec[] = [
  { name: 'unsafe', help: say('also what changes the zone’s meaning: the first fix of a finding') },
  { name: 'diff', help: say('change nothing; print what would change as a unified diff') },
  {
    name: 'format',
    value: 'FORMAT',
    choices: ['pretty', 'jsonl'],
    help: say('how to tell what is fixed: lines, or an object on a line for each file'),
  },
  shardOption,
  originOption,
  failOnOption,
  ruleOption,
  configOption,
  rootOption,
  stdinNameOption,
  { name: 'quiet', help: say('say nothing of what is fixed and what remains') },
];

export const fixCommand: Command = {
  name: 'fix',
  usage: 'fix [options] PATH...',
  summary: say('repair what can be repaired without a decision, in place'),
  notes: [
    say(
      'Only safe fixes are applied: they keep the zone’s meaning. An included file is changed where it is named itself. Standard input (-) is printed.',
    ),
    say(
      'Exit status: 0 no finding remains that is grave enough to fail; 1 one does, or --diff shows a change; 2 something could not be read or done.',
    ),
  ],
  options,
  run: fix,
};

interface FixOptions {
  readonly grade: FixGrade;
  readonly isDiff: boolean;
  readonly isQuiet: boolean;
  /** An object for each file, which also has what is printed otherwise. */
  readonly isJson: boolean;
  readonly origin: string | undefined;
  readonly root: string | undefined;
  readonly failOn: FailOn | undefined;
  readonly levels: LevelSettings;
}

async function fix(args: Arguments, host: Host): Promise<number> {
  const options = readOptions(args);
  if (args.positionals.length === 0)
    throw new UsageError(say('Name files or folders to fix, or - for standard input.'));
  const isInShard = shardFilter(args);
  const { files, terminal } = host;
  const stdinName = args.value('stdin-filename');
  const inputs = await findInputs(args.positionals, stdinName, files, isInShard);
  for (const { path, words } of inputs.problems) terminal.warn(say('{0}: {1}', path, words));
  const configs = new Configs(args, host);
  let hasProblems = inputs.problems.length > 0;
  let isFailed = false;
  for (const input of inputs.files.filter(({ path }) => isInShard(path))) {
    try {
      isFailed = (await fixOne(input, options, configs, host)) || isFailed;
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      terminal.warn(say('{0}: {1}', input.path, error.words));
      hasProblems = true;
    }
  }
  if (hasProblems || !configs.areSound) return ExitStatus.failed;
  return isFailed ? ExitStatus.findings : ExitStatus.clean;
}

/** Fixes one file, or shows how; gives whether what remains, or would change, is a failure. */
async function fixOne(
  input: Input,
  options: FixOptions,
  configs: Configs,
  host: Host,
): Promise<boolean> {
  const { files, terminal } = host;
  const { config, origin } = await configs.of(input.path);
  const before = await readInput(input, files);
  const settings = {
    origin: options.origin ?? origin,
    root: options.root,
    levels: { ...config.levels, ...options.levels },
    grade: options.grade,
    moment: host.now(),
  };
  const fixed = await fixText(input.path, before, settings, files);
  const isChanged = fixed.text !== before;
  if (isChanged && !options.isDiff && !input.isStandardInput)
    await rewrite(input.path, before, fixed.text, host);
  if (options.isJson) {
    await terminal.write(toJson(input, before, fixed, options, host));
  } else if (options.isDiff) {
    if (isChanged) await showDiff(input.path, before, fixed.text, host);
  } else if (input.isStandardInput) await terminal.write(fixed.text);
  else if (!options.isQuiet) await terminal.write(showFixed(input.path, fixed, host));
  const failing = severitiesFrom(options.failOn ?? config.failOn);
  return (options.isDiff && isChanged) || fixed.left.some((severity) => failing.includes(severity));
}

/** A diff is for `patch`, and exact; a terminal gets what it does not obey. */
async function showDiff(
  path: string,
  before: string,
  after: string,
  { terminal }: Host,
): Promise<void> {
  const diff = unifiedDiff(path, before, after);
  await terminal.write(
    terminal.isInteractive ? diff.replace(/[^\n\t]+/g, (text) => escapeTerminal(text)) : diff,
  );
}

/** Somebody may have written to the file meanwhile. */
async function rewrite(
  path: string,
  before: string,
  after: string,
  { files }: Host,
): Promise<void> {
  await files.rewrite(path, (text) => {
    if (text !== before) throw new FileProblem(say('it was changed by somebody else meanwhile'));
    return after;
  });
}

/** What was done to a file, on a line. */
function toJson(
  { path, isStandardInput }: Input,
  before: string,
  { text, applied, left }: FixedText,
  { isDiff, isQuiet }: FixOptions,
  { terminal }: Host,
): string {
  const isChanged = text !== before;
  if (isQuiet && !isDiff && !isStandardInput) return '';
  return `${toSafeJson({
    path,
    changed: isChanged,
    applied: applied.map(({ rule, title }) => ({ rule, title: terminal.wordAsData(title) })),
    left: countSeverities(left),
    ...(isDiff && isChanged && { diff: unifiedDiff(path, before, text) }),
    ...(isStandardInput && !isDiff && { text }),
  })}\n`;
}

function countSeverities(left: readonly Severity[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const severity of left) counts[severity]++;
  return counts;
}

function showFixed(path: string, { applied, left }: FixedText, { terminal }: Host): string {
  const place = escapeTerminal(path);
  const lines = applied.map(({ rule, title }) => `${place}: ${terminal.word(title)} [${rule}]`);
  const said = sayCounts(countSeverities(left));
  if (said !== undefined) lines.push(`${place}: ${terminal.word(say('{0} left', said))}`);
  return lines.map((line) => `${line}\n`).join('');
}

function readOptions(args: Arguments): FixOptions {
  return {
    grade: args.has('unsafe') ? 'unsafe' : 'safe',
    isDiff: args.has('diff'),
    isQuiet: args.has('quiet'),
    isJson: args.value('format') === 'jsonl',
    origin: readOrigin(args.value('origin')),
    root: args.value('root'),
    failOn: failChoices.find((choice) => choice === args.value('fail-on')),
    levels: readLevels(args.values('rule')),
  };
}
