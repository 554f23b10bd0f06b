import { sayReception, saySkipped, summarizeRoute } from '../core/features/routeWords';
import type { FailureReason, Resolver } from '../core/resolve/resolver';
import { type AnswerFailure, planByDns } from '../core/route/ask';
import { planRoute, type Route } from '../core/route/route';
import { type Reception, type Surveyed, survey } from '../core/route/survey';
import { FileProblem } from '../core/text/files';
import { type Message, say } from '../core/text/message';
import { type Arguments, type OptionSpec, UsageError } from './arguments';
import { type Command, ExitStatus, type Host } from './command';
import { openDns, readDomain, sayUnanswered, serverOptions } from './dns';
import { toSafeJson } from './escape';
import { Patience } from './patience';
import { groupsToJson, skippedToJson } from './routeText';
import { runAhead } from './runAhead';
import { shardFilter, shardOption } from './shard';
import type { Terminal } from './terminal';

const kinds: readonly Reception[] = [
  'none',
  'null',
  'implicit',
  'one',
  'own',
  'one-network',
  'one-provider',
  'backup-elsewhere',
  'several',
];

const options: readonly OptionSpec[] = [
  {
    name: 'format',
    value: 'FORMAT',
    choices: ['pretty', 'json', 'jsonl'],
    help: say('a table, or an object on a line for each domain; default: pretty'),
  },
  shardOption,
  ...serverOptions,
];

export const surveyCommand: Command = {
  name: 'survey',
  usage: 'survey [options] DOMAIN...|-',
  summary: say('ask DNS how each of many domains receives mail'),
  notes: [
    say(
      'With -, standard input has a domain on each line; empty lines and those that begin with # are passed over. Lines come out in the order of the domains, each as soon as it is its turn: a run that was ended is resumed with the domains that have none.',
    ),
    say(
      'What is said of a domain: {0}, and unknown where the server does not answer.',
      kinds.join(', '),
    ),
    say('Exit status: 0 all is known; 2 something could not be read or found out.'),
  ],
  options,
  run: runSurvey,
};

/** Questions for one domain: enough for some fifty exchanges. */
const mostQuestions = 100;

/** Domains that are asked for at a time, or wait for one before them to be printed. */
const ahead = { pieces: 256, bytes: 0 } as const;

/** The columns of the longest domain that others line up with. */
const widest = 40;

/** Of what is no domain name, so many characters are shown. */
const longestShown = 255;

/** A domain as it was given; `size` is for the queue alone. */
interface Piece {
  readonly given: string;
  readonly size: 0;
}

/** What became of one domain. */
type Found = { readonly domain: string } & (
  | { readonly route: Route; readonly surveyed: Surveyed }
  | { readonly route?: never; readonly reason: FailureReason; readonly words: Message }
);

async function runSurvey(args: Arguments, host: Host): Promise<number> {
  if (args.positionals.length === 0)
    throw new UsageError(say('Name domains, or - for standard input.'));
  const isInShard = shardFilter(args);
  const all = await readPieces(args.positionals, host);
  if (all === undefined) return ExitStatus.failed;
  const pieces = all.filter(({ given }) => isInShard(given.toLowerCase().replace(/\.$/, '')));
  const { terminal } = host;
  // A failure is not remembered, so that it can be tried again at once.
  const stack = await openDns(args, host, { failure: 0 });
  const patience = new Patience(() => stack.state.kind === 'offline');
  const resolver = stack.for({ urgent: false });
  const isTable = (args.value('format') ?? 'pretty') === 'pretty';
  const format = isTable ? tableOf(pieces, terminal) : toJson;
  let done = 0;
  let isWhole = true;
  for await (const found of runAhead(pieces, (piece) => look(piece, resolver, patience), ahead)) {
    isWhole &&= found.route !== undefined;
    await terminal.write(format(found));
    done++;
    if (done < pieces.length)
      terminal.showProgress(terminal.word(say('{0} of {1} domains …', done, pieces.length)));
  }
  stack.close();
  return isWhole ? ExitStatus.clean : ExitStatus.failed;
}

/** The domains in their order; undefined where standard input could not be read, which is said. */
async function readPieces(
  given: readonly string[],
  { files, terminal }: Host,
): Promise<readonly Piece[] | undefined> {
  const pieces: Piece[] = [];
  const add = (each: string): unknown => pieces.push({ given: each, size: 0 });
  for (const each of given) {
    if (each !== '-') {
      add(each);
      continue;
    }
    try {
      for (const line of (await files.readStandardInput()).split('\n')) {
        const domain = line.trim();
        if (domain !== '' && !domain.startsWith('#')) add(domain);
      }
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      terminal.warn(say('{0}: {1}', each, error.words));
      return undefined;
    }
  }
  return pieces;
}

async function look({ given }: Piece, resolver: Resolver, patience: Patience): Promise<Found> {
  const domain = readDomain(given);
  if (domain === undefined)
    return {
      domain: given.slice(0, longestShown),
      reason: 'bad-name',
      words: say('this is no domain name'),
    };
  for (;;) {
    const found = await lookOnce(domain, resolver);
    if (found.route !== undefined) patience.note();
    const isGap =
      found.route === undefined && (found.reason === 'offline' || found.reason === 'unreachable');
    if (!isGap || !(await patience.wait())) return found;
  }
}

async function lookOnce(domain: string, resolver: Resolver): Promise<Found> {
  const { plan: route, failures } = await planByDns((facts) => planRoute(domain, facts), {
    resolver,
    most: mostQuestions,
    clock: Date.now,
  });
  if (route === undefined) return unknown(domain, failures[0]);
  const surveyed = survey(route);
  const silence = surveyed.isSure ? undefined : failures.find(isOurs);
  return silence === undefined ? { domain, route, surveyed } : unknown(domain, silence);
}

function unknown(domain: string, failure: AnswerFailure | undefined): Found {
  const reason = failure?.reason ?? 'over-budget';
  return { domain, reason, words: sayUnanswered(failure) };
}

/** True where nobody was reached; else somebody has tried, and it is the exchange that is broken. */
function isOurs({ reason }: AnswerFailure): boolean {
  return reason !== 'servfail' && reason !== 'refused' && reason !== 'bad-name';
}

function toJson(found: Found): string {
  const { domain, route } = found;
  if (route === undefined)
    return `${toSafeJson({ domain, kind: 'unknown', reason: found.reason })}\n`;
  const { kind, provider } = found.surveyed;
  return `${toSafeJson({
    domain,
    kind,
    ...(provider !== undefined && { provider }),
    groups: groupsToJson(route.groups),
    skipped: skippedToJson(route.skipped),
    outcome: route.outcome,
  })}\n`;
}

/** Lines of a table: the domain, how it receives mail, and where. */
function tableOf(pieces: readonly Piece[], terminal: Terminal): (found: Found) => string {
  const longest = pieces.reduce((most, { given }) => Math.max(most, given.length), 0);
  const width = Math.min(longest, widest);
  const words = kinds.map((kind) => terminal.word(sayReception(kind)));
  const kindWidth = Math.max(...words.map((each) => each.length));
  return (found) => {
    const domain = terminal.word(say('{0}', found.domain.replace(/\.$/, ''))).padEnd(width);
    if (found.route === undefined)
      return `${domain}  ${terminal.word(say('unknown: {0}', found.words))}\n`;
    const { kind, provider } = found.surveyed;
    const where = sayWhere(found.route);
    const cell = terminal.word(sayReception(kind)).padEnd(kindWidth);
    const all = provider === undefined ? where : say('{0} · {1}', provider, where);
    return `${`${domain}  ${cell}  ${terminal.word(all)}`.trimEnd()}\n`;
  };
}

function sayWhere(route: Route): Message {
  const { kind, groups, skipped } = route;
  const [first] = skipped;
  if (kind !== 'mx') return say('');
  if (groups.length > 0 || first === undefined) return summarizeRoute(route);
  const flaw = saySkipped(first);
  return skipped.length === 1 ? flaw : say('{0} and {1} more', flaw, skipped.length - 1);
}
