import { isName, NameTable } from '../core/dns/name';
import type { LevelSettings } from '../core/lint';
import { rules } from '../core/rules/registry';
import { type Level, levels, type Severity } from '../core/rules/rule';
import { FileProblem } from '../core/text/files';
import { say } from '../core/text/message';
import {
  type Arguments,
  colorOption,
  helpOption,
  type OptionSpec,
  originOption,
  planned,
  rootOption,
  stdinNameOption,
  UsageError,
  withClosest,
} from './arguments';
import type { CheckedFile, CheckSettings } from './checkText';
import { type Command, ExitStatus, type Host } from './command';
import { createGithubReporter } from './formats/github';
import { createJsonLinesReporter, createJsonReporter } from './formats/json';
import { createPrettyReporter } from './formats/pretty';
import { addToTotals, emptyTotals, type Reporter } from './formats/report';
import { createUnixReporter } from './formats/unix';
import { findInputs, type Input } from './inputs';
import type { Job } from './job';
import { runJobs } from './pool';
import { isInShard, readShard, type Shard } from './shard';
import type { Terminal } from './terminal';

const formats = ['pretty', 'json', 'jsonl', 'unix', 'github'] as const;
type Format = (typeof formats)[number];

/** From the gravest on. */
const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

const options: readonly OptionSpec[] = [
  originOption,
  {
    name: 'format',
    value: 'FORMAT',
    choices: formats,
    plannedChoices: ['sarif'],
    help: say('how to print findings; pretty in a terminal, else unix'),
  },
  {
    name: 'fail-on',
    value: 'SEVERITY',
    choices: [...severities, 'never'],
    help: say('exit with 1 where a finding is at least this grave; default: error'),
  },
  { name: 'rule', value: 'ID=LEVEL', help: say('the level of a rule; may be given repeatedly') },
  rootOption,
  stdinNameOption,
  { name: 'shard', value: 'K/N', help: say('take only the K-th of N parts of the files') },
  { name: 'quiet', help: say('print nothing; the exit status tells') },
  colorOption,
  helpOption,
  planned('config', 'FILE'),
  planned('live'),
  planned('server', 'HOST'),
  planned('doh', 'URL'),
];

export const checkCommand: Command = {
  name: 'check',
  usage: 'check [options] PATH...',
  summary: say('find what makes mail fail, in files, folders or standard input (-)'),
  notes: [
    say(
      'A folder is searched for zone files: *.zone, and db.*, *.db, *.dns and *.hosts that look like one. Links, hidden folders and node_modules are left out.',
    ),
    say('Large inputs are shared among threads, one per core; ZONE_MX_THREADS sets how many.'),
    say(
      'Exit status: 0 no finding is grave enough to fail; 1 one is; 2 something could not be read or done.',
    ),
  ],
  options,
  run: check,
};

interface CheckOptions {
  readonly format: Format;
  readonly failOn: readonly Severity[];
  readonly shard: Shard | undefined;
  readonly isQuiet: boolean;
  readonly settings: CheckSettings;
}

async function check(args: Arguments, host: Host): Promise<number> {
  const { terminal, files } = host;
  const options = readOptions(args, terminal);
  if (args.positionals.length === 0)
    throw new UsageError(say('Name files or folders to check, or - for standard input.'));
  const inputs = await findInputs(args.positionals, args.value('stdin-filename'), files);
  for (const { path, words } of inputs.problems) terminal.warn(say('{0}: {1}', path, words));
  const chosen = inputs.files.filter(
    ({ path }) => options.shard === undefined || isInShard(path, options.shard),
  );
  const { jobs, isComplete } = await prepareJobs(chosen, host);
  const isReadable = inputs.problems.length === 0 && isComplete;
  const status = await report(jobs, options, args, host);
  return isReadable ? status : ExitStatus.failed;
}

/** Checks and prints; gives the exit status. */
async function report(
  jobs: readonly Job[],
  { format, failOn, isQuiet, settings }: CheckOptions,
  args: Arguments,
  { terminal, files, threads }: Host,
): Promise<number> {
  const reporter = createReporter(format, terminal, terminal.wantsColor(args.value('color')));
  const print = (text: string): Promise<void> =>
    isQuiet ? Promise.resolve() : terminal.write(text);
  const totals = emptyTotals();
  const progress = new Progress(jobs, terminal);
  let hasProblems = false;
  await print(reporter.start());
  progress.show(0);
  for await (const { path, checked, problem } of runJobs(jobs, settings, files, threads)) {
    if (problem !== undefined) {
      hasProblems = true;
      terminal.warn(say('{0}: {1}', path, problem));
      continue;
    }
    addToTotals(totals, checked);
    for (const piece of joinPieces(reporter.file(checked))) await print(piece);
    warnOfOmitted(checked, terminal);
    progress.show(totals.files);
  }
  terminal.showProgress('');
  await print(reporter.end(totals));
  if (hasProblems) return ExitStatus.failed;
  const isFailed = failOn.some((severity) => totals.bySeverity[severity] > 0);
  return isFailed ? ExitStatus.findings : ExitStatus.clean;
}

/** Writing each piece alone would take longer than making it. */
function* joinPieces(pieces: Iterable<string>): Generator<string> {
  let joined = '';
  for (const piece of pieces) {
    joined += piece;
    if (joined.length < 65_536) continue;
    yield joined;
    joined = '';
  }
  yield joined;
}

function warnOfOmitted({ path, omitted }: CheckedFile, terminal: Terminal): void {
  if (omitted > 0) terminal.warn(say('{0}: {1} more syntax errors are not listed.', path, omitted));
}

/** Standard input is read at once: a worker thread has none. */
async function prepareJobs(
  inputs: readonly Input[],
  { files, terminal }: Host,
): Promise<{ readonly jobs: readonly Job[]; readonly isComplete: boolean }> {
  const jobs: Job[] = [];
  let isComplete = true;
  for (const input of inputs) {
    if (!input.isStandardInput) {
      jobs.push(input);
      continue;
    }
    try {
      const text = await files.readStandardInput();
      jobs.push({ ...input, text, size: text.length });
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      terminal.warn(say('{0}: {1}', input.path, error.words));
      isComplete = false;
    }
  }
  return { jobs, isComplete };
}

function createReporter(format: Format, terminal: Terminal, isColored: boolean): Reporter {
  switch (format) {
    case 'pretty':
      return createPrettyReporter(terminal, isColored);
    case 'json':
      return createJsonReporter(terminal);
    case 'jsonl':
      return createJsonLinesReporter(terminal);
    case 'unix':
      return createUnixReporter(terminal);
    case 'github':
      return createGithubReporter(terminal);
  }
}

/** How far the work is, once it takes long enough for anybody to wonder. */
class Progress {
  static readonly #patience = 500;
  readonly #terminal: Terminal;
  readonly #total: number;
  readonly #isLarge: boolean;
  readonly #start = performance.now();

  constructor(jobs: readonly Job[], terminal: Terminal) {
    this.#terminal = terminal;
    this.#total = jobs.length;
    this.#isLarge = jobs.reduce((sum, { size }) => sum + size, 0) > 20_000_000;
  }

  show(done: number): void {
    if (!this.#isLarge && performance.now() - this.#start < Progress.#patience) return;
    this.#terminal.showProgress(
      this.#terminal.word(say('{0} of {1} zone files checked …', done, this.#total)),
    );
  }
}

function readOptions(args: Arguments, terminal: Terminal): CheckOptions {
  const format = readFormat(args.value('format'), terminal);
  const failOn = args.value('fail-on') ?? 'error';
  const names: readonly string[] = severities;
  const shard = args.value('shard');
  return {
    format,
    // Of “never” the index is -1, and nothing is left.
    failOn: severities.slice(0, names.indexOf(failOn) + 1),
    shard: shard === undefined ? undefined : readShard(shard),
    isQuiet: args.has('quiet'),
    settings: {
      origin: readOrigin(args.value('origin')),
      root: args.value('root'),
      levels: readLevels(args.values('rule')),
      wantsFixes: format === 'pretty' || format === 'json' || format === 'jsonl',
      wantsExcerpts: format === 'pretty',
    },
  };
}

function readFormat(given: string | undefined, terminal: Terminal): Format {
  return formats.find((format) => format === given) ?? (terminal.isInteractive ? 'pretty' : 'unix');
}

/** Gives the name back when it is one. */
export function readOrigin(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const names = new NameTable();
  if (given === '@' || !isName(names.read(given, 0, given.length, names.root)))
    throw new UsageError(say('--origin takes a domain name; “{0}” is none.', given));
  return given;
}

function readLevels(given: readonly string[]): LevelSettings {
  const found = new Map<string, Level>();
  for (const setting of given) {
    const [id = '', text = ''] = setting.split(/=(.*)/s, 2);
    const ids = rules.map((rule) => rule.id);
    if (!setting.includes('='))
      throw new UsageError(say('--rule takes ID=LEVEL, not “{0}”.', setting));
    if (!ids.includes(id))
      throw new UsageError(withClosest(say('There is no rule “{0}”.', id), id, ids));
    const level = levels.find((each) => each === text);
    if (level === undefined) {
      const words = say('A rule’s level is one of {0}, not “{1}”.', levels.join(', '), text);
      throw new UsageError(withClosest(words, text, levels));
    }
    found.set(id, level);
  }
  return Object.fromEntries(found);
}
