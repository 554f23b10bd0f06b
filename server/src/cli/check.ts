import { type FailOn, failChoices } from '../core/config/config';
import type { LevelSettings } from '../core/lint';
import type { Severity } from '../core/rules/rule';
import { FileProblem } from '../core/text/files';
import { say } from '../core/text/message';
import {
  type Arguments,
  colorOption,
  type OptionSpec,
  originOption,
  rootOption,
  stdinNameOption,
  UsageError,
} from './arguments';
import type { CheckedFile, RunSettings } from './checkText';
import { type Command, ExitStatus, type Host } from './command';
import { Configs, configOption } from './configs';
import { createGithubReporter } from './formats/github';
import { createJsonLinesReporter, createJsonReporter } from './formats/json';
import { createPrettyReporter } from './formats/pretty';
import { addToTotals, emptyTotals, type Reporter } from './formats/report';
import { createSarifReporter } from './formats/sarif';
import { createUnixReporter } from './formats/unix';
import { findInputs, type Input } from './inputs';
import type { Job } from './job';
import { createLive, type Live, liveOptions, sayFailures } from './live';
import { findOtherFiles, type OtherFile } from './otherFiles';
import { joinPieces } from './pieces';
import { runJobs } from './pool';
import { failOnOption, readLevels, readOrigin, ruleOption, severitiesFrom } from './ruleOptions';
import { shardFilter, shardOption } from './shard';
import type { Terminal } from './terminal';

const formats = ['pretty', 'json', 'jsonl', 'unix', 'github', 'sarif'] as const;
type Format = (typeof formats)[number];

const otherZonesOption: OptionSpec = {
  name: 'no-other-zones',
  help: say('check each file by itself, whatever the other files say of its names'),
};

const options: readonly OptionSpec[] = [
  originOption,
  {
    name: 'format',
    value: 'FORMAT',
    choices: formats,
    help: say('how to print findings; pretty in a terminal, else unix'),
  },
  failOnOption,
  ruleOption,
  configOption,
  rootOption,
  stdinNameOption,
  otherZonesOption,
  shardOption,
  { name: 'quiet', help: say('print nothing; the exit status tells') },
  colorOption,
  ...liveOptions,
];

export const checkCommand: Command = {
  name: 'check',
  usage: 'check [options] PATH...',
  summary: say('find what makes mail fail, in files, folders or standard input (-)'),
  notes: [
    say(
      'A folder is searched for zone files: *.zone, and db.*, *.db, *.dns and *.hosts that look like one. Links, hidden folders and node_modules are left out.',
    ),
    say(
      'A name in the zone of another file of the run is looked up there. Standard input asks the files, but is not asked; with --shard the files of the other parts are asked too.',
    ),
    say(
      'Several files are shared among threads, one per core, where that saves time; ZONE_MX_THREADS sets how many.',
    ),
    say(
      'Exit status: 0 no finding is grave enough to fail; 1 one is; 2 something could not be read or done.',
    ),
  ],
  options,
  run: check,
};

interface CheckOptions {
  readonly format: Format;
  /** What the command line says; it wins over what a config says. */
  readonly failOn: FailOn | undefined;
  readonly origin: string | undefined;
  readonly levels: LevelSettings;
  readonly isInShard: (path: string) => boolean;
  readonly isQuiet: boolean;
  readonly wantsOthers: boolean;
  readonly settings: RunSettings;
}

async function check(args: Arguments, host: Host): Promise<number> {
  const { terminal, files } = host;
  const options = readOptions(args, host);
  if (args.positionals.length === 0)
    throw new UsageError(say('Name files or folders to check, or - for standard input.'));
  const live = await createLive(args, host);
  const inputs = await findInputs(
    args.positionals,
    args.value('stdin-filename'),
    files,
    options.wantsOthers ? undefined : options.isInShard,
  );
  for (const { path, words } of inputs.problems) terminal.warn(say('{0}: {1}', path, words));
  const chosen = inputs.files.filter(({ path }) => options.isInShard(path));
  const configs = new Configs(args, host);
  const prepared = await prepareJobs(chosen, options, configs, host);
  const others = await findOthers(inputs.files, options, configs, files);
  const isSound = inputs.problems.length === 0 && prepared.isComplete && configs.areSound;
  const settings = { ...options.settings, others };
  const status = await report(prepared.jobs, { ...options, settings }, args, { ...host, live });
  live?.close();
  if (live !== undefined && live.failures > 0) terminal.warn(sayFailures(live.failures));
  return isSound ? status : ExitStatus.failed;
}

/** The files of the run that know each other; those of other shards, too. */
async function findOthers(
  inputs: readonly Input[],
  { origin, wantsOthers, settings: { root } }: CheckOptions,
  configs: Configs,
  files: Host['files'],
): Promise<readonly OtherFile[]> {
  if (!wantsOthers || inputs.length < 2) return [];
  const originOf = async (path: string): Promise<string | undefined> =>
    origin ?? (await configs.of(path)).origin;
  return findOtherFiles(inputs, originOf, root, files);
}

/** Checks and prints; gives the exit status. */
async function report(
  jobs: readonly CheckJob[],
  { format, isQuiet, settings }: CheckOptions,
  args: Arguments,
  { terminal, files, threads, live }: Host & { readonly live: Live | undefined },
): Promise<number> {
  const reporter = createReporter(format, terminal, terminal.wantsColor(args.value('color')));
  const print = (text: string): Promise<void> =>
    isQuiet ? Promise.resolve() : terminal.write(text);
  const totals = emptyTotals();
  const progress = new Progress(jobs, terminal);
  let hasProblems = false;
  let isFailed = false;
  let next = 0;
  await print(reporter.start());
  progress.show(0);
  for await (const { path, checked, problem } of runJobs(jobs, settings, files, threads, live)) {
    const { failOn = [] } = jobs[next++] ?? {};
    if (problem !== undefined) {
      hasProblems = true;
      terminal.warn(say('{0}: {1}', path, problem));
      continue;
    }
    addToTotals(totals, checked);
    isFailed ||= checked.findings.some(({ severity }) => failOn.includes(severity));
    for (const piece of joinPieces(reporter.file(checked))) await print(piece);
    warnOfOmitted(checked, terminal);
    progress.show(totals.files);
  }
  terminal.showProgress('');
  await print(reporter.end(totals));
  if (hasProblems) return ExitStatus.failed;
  return isFailed ? ExitStatus.findings : ExitStatus.clean;
}

function warnOfOmitted({ path, omitted, notice }: CheckedFile, terminal: Terminal): void {
  if (notice !== undefined) terminal.warn(say('{0}: {1}', path, notice));
  if (omitted > 0) terminal.warn(say('{0}: {1} more syntax errors are not listed.', path, omitted));
}

/** A file to check, and from which severities on it fails. */
interface CheckJob extends Job {
  readonly failOn: readonly Severity[];
}

/** Standard input is read at once: a worker thread has none. */
async function prepareJobs(
  inputs: readonly Input[],
  options: CheckOptions,
  configs: Configs,
  { files, terminal }: Host,
): Promise<{ readonly jobs: readonly CheckJob[]; readonly isComplete: boolean }> {
  const jobs: CheckJob[] = [];
  let isComplete = true;
  for (const input of inputs) {
    const { config, origin } = await configs.of(input.path);
    const job: CheckJob = {
      ...input,
      settings: {
        origin: options.origin ?? origin,
        levels: { ...config.levels, ...options.levels },
        otherZones: options.wantsOthers && config.otherZones !== false,
      },
      failOn: severitiesFrom(options.failOn ?? config.failOn),
    };
    if (!input.isStandardInput) {
      jobs.push(job);
      continue;
    }
    try {
      const text = await files.readStandardInput();
      jobs.push({ ...job, text, size: text.length });
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
    case 'sarif':
      return createSarifReporter(terminal);
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

function readOptions(args: Arguments, { terminal, now }: Host): CheckOptions {
  const format = readFormat(args.value('format'), terminal);
  return {
    format,
    failOn: failChoices.find((choice) => choice === args.value('fail-on')),
    origin: readOrigin(args.value('origin')),
    levels: readLevels(args.values('rule')),
    isInShard: shardFilter(args),
    isQuiet: args.has('quiet'),
    wantsOthers: !args.has(otherZonesOption.name),
    settings: {
      root: args.value('root'),
      moment: now(),
      wantsFixes: format !== 'unix' && format !== 'github',
      wantsEdits: format === 'sarif',
      wantsExcerpts: format === 'pretty',
      wantsPublished: !args.has('quiet') && format !== 'github' && format !== 'sarif',
      others: [],
    },
  };
}

function readFormat(given: string | undefined, terminal: Terminal): Format {
  return formats.find((format) => format === given) ?? (terminal.isInteractive ? 'pretty' : 'unix');
}
