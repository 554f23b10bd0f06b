import { routeToText } from '../core/features/routeText';
import { foldName } from '../core/resolve/names';
import { planByDns } from '../core/route/ask';
import { type RouteFacts, ZoneFacts } from '../core/route/facts';
import { proseName } from '../core/route/places';
import { type Assumptions, planRoute, type Route } from '../core/route/route';
import { FileProblem } from '../core/text/files';
import { type Message, say } from '../core/text/message';
import type { Zone } from '../core/zone/zone';
import {
  type Arguments,
  colorOption,
  type OptionSpec,
  originOption,
  rootOption,
  stdinNameOption,
  UsageError,
} from './arguments';
import { type Command, ExitStatus, type Host } from './command';
import { Configs, configOption } from './configs';
import { openDns, readDomain, readName, refuseServers, sayUnanswered, serverOptions } from './dns';
import { readInput } from './job';
import { sayFailures } from './live';
import { createPaint } from './paint';
import { joinPieces } from './pieces';
import { readZone } from './readZone';
import { routeToJson } from './routeText';
import { readOrigin } from './ruleOptions';
import { mayBeZoneFile } from './zoneFileNames';

const options: readonly OptionSpec[] = [
  {
    name: 'down',
    value: 'HOST',
    help: say('assume that this host accepts no connection; may be given repeatedly'),
  },
  {
    name: 'own',
    value: 'HOST',
    help: say('assume that the sender is this host, an exchange itself; may be given repeatedly'),
  },
  {
    name: 'owner',
    value: 'NAME',
    help: say('the owner in a file, instead of all that have MX records'),
  },
  {
    name: 'format',
    value: 'FORMAT',
    choices: ['pretty', 'json'],
    help: say('how to print routes; default: pretty'),
  },
  { name: 'live', help: say('ask DNS for what the file does not know') },
  ...serverOptions,
  originOption,
  configOption,
  rootOption,
  stdinNameOption,
  colorOption,
];

export const routeCommand: Command = {
  name: 'route',
  usage: 'route [options] PATH|DOMAIN',
  summary: say(
    'show the order in which senders try the exchanges of a file’s owners, or of a domain',
  ),
  notes: [
    say(
      'What is no file is a domain, which DNS is asked for. No connection to a mail server is ever made: which hosts are down is yours to say.',
    ),
    say(
      'Exit status: 0 all mail is delivered, or refused on purpose (null MX); 1 some is deferred or undeliverable, or there are no MX records; 2 something could not be read or found out.',
    ),
  ],
  options,
  run: route,
};

/** Questions for one run. */
const mostQuestions = 20_000;

/** What is asked of routes: of which zone, of which owners, and what is assumed. */
interface Order {
  /** Undefined for a domain that is to be asked for. */
  readonly zone: Zone | undefined;
  /** Undefined for all owners of MX records in the zone. */
  readonly owner: string | undefined;
  readonly assumptions: Assumptions;
}

async function route(args: Arguments, host: Host): Promise<number> {
  const [given, unexpected] = args.positionals;
  if (given === undefined)
    throw new UsageError(say('Name a file, a domain, or - for standard input.'));
  if (unexpected !== undefined)
    throw new UsageError(say('“{0}” is one argument too many.', unexpected));
  const assumptions = { down: readHosts(args, 'down'), own: readHosts(args, 'own') };
  const named = args.value('owner');
  const owner = named === undefined ? undefined : readName('owner', named);
  const path = await findPath(given, host);
  if (path === undefined) {
    const domain = readDomain(given);
    if (domain === undefined) {
      host.terminal.warn(say('{0}: there is no such file, and no domain has such a name', given));
      return ExitStatus.failed;
    }
    if (owner !== undefined)
      throw new UsageError(say('--owner is for a file; {0} is none.', given));
    return report({ zone: undefined, owner: domain, assumptions }, args, host, true);
  }
  if (!args.has('live')) refuseServers(args);
  const zone = await readZoneAt(path, args, host);
  if (zone === undefined) return ExitStatus.failed;
  return report({ zone, owner, assumptions }, args, host, args.has('live'));
}

/** The path where there is something to read; undefined for a domain. */
async function findPath(given: string, { files }: Host): Promise<string | undefined> {
  if (given === '-' || /[/\\]/.test(given) || mayBeZoneFile(given) === 'yes') return given;
  try {
    await files.look(given);
    return given;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return undefined;
  }
}

async function readZoneAt(given: string, args: Arguments, host: Host): Promise<Zone | undefined> {
  const isStandardInput = given === '-';
  const path = isStandardInput ? (args.value('stdin-filename') ?? '-') : given;
  const configs = new Configs(args, host);
  const origin = readOrigin(args.value('origin')) ?? (await configs.of(path)).origin;
  try {
    const text = await readInput({ path, size: 0, isStandardInput }, host.files);
    const settings = { origin, root: args.value('root') };
    const { zone } = await readZone(path, text, settings, host.files);
    return configs.areSound ? zone : undefined;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    host.terminal.warn(say('{0}: {1}', path, error.words));
    return undefined;
  }
}

/** A route, or its owner where it is not known. */
type Planned = Route | string;

/** Plans and prints; gives the exit status. */
async function report(order: Order, args: Arguments, host: Host, isLive: boolean): Promise<number> {
  const { terminal } = host;
  const { planned, why } = isLive
    ? await planLive(order, args, host)
    : {
        planned: planWith(order, undefined),
        why: say('the file does not say it; --live asks DNS'),
      };
  const routes = planned.filter((each) => typeof each !== 'string');
  for (const owner of planned) {
    if (typeof owner === 'string')
      terminal.warn(say('{0}: where its mail goes is not known: {1}', proseName(owner), why));
  }
  warnOfStrangers(routes, order.assumptions, host);
  const isJson = args.value('format') === 'json';
  for (const piece of joinPieces(isJson ? jsonOf(routes) : textOf(routes, args, host)))
    await terminal.write(piece);
  if (routes.length < planned.length) return ExitStatus.failed;
  if (routes.length === 0) terminal.warn(say('no owner has MX records'));
  const isLost = routes.some(
    ({ outcome }) => outcome === 'deferred' || outcome === 'undeliverable',
  );
  return isLost || routes.length === 0 ? ExitStatus.findings : ExitStatus.clean;
}

async function planLive(
  order: Order,
  args: Arguments,
  host: Host,
): Promise<{ readonly planned: readonly Planned[]; readonly why: Message }> {
  const stack = await openDns(args, host);
  const asking = { resolver: stack.for({ urgent: false }), most: mostQuestions, clock: Date.now };
  const { plan, failures } = await planByDns((facts) => planWith(order, facts), asking);
  stack.close();
  if (failures.length > 0) host.terminal.warn(sayFailures(failures.length));
  return { planned: plan, why: sayUnanswered(failures[0]) };
}

function planWith(
  { zone, owner, assumptions }: Order,
  dns: RouteFacts | undefined,
): readonly Planned[] {
  const inZone = zone === undefined ? undefined : new ZoneFacts(zone, dns);
  const facts = inZone ?? dns;
  if (facts === undefined) return [];
  const owners = owner === undefined ? (inZone?.owners() ?? []) : [owner];
  return owners.map((each) => planRoute(each, facts, assumptions) ?? each);
}

function* jsonOf(routes: readonly Route[]): Generator<string> {
  yield '{"version":1,"routes":[';
  for (const [index, each] of routes.entries())
    yield `${index === 0 ? '' : ','}\n${routeToJson(each)}`;
  yield routes.length === 0 ? ']}\n' : '\n]}\n';
}

function* textOf(routes: readonly Route[], args: Arguments, { terminal }: Host): Generator<string> {
  const paint = createPaint(terminal.wantsColor(args.value('color')));
  for (const each of routes) yield routeToText(each, (message) => terminal.word(message), paint);
}

/** A slip in a host’s name would go unnoticed: the route is the same without it. */
function warnOfStrangers(
  routes: readonly Route[],
  { down, own }: Assumptions,
  { terminal }: Host,
): void {
  if (down.size + own.size === 0) return;
  const known = new Set(
    routes.flatMap(({ groups, skipped }) =>
      [...skipped, ...groups.flatMap(({ exchanges }) => exchanges)].flatMap(
        ({ name, canonical }) => [foldName(name), foldName(canonical)],
      ),
    ),
  );
  for (const host of [...down, ...own])
    if (!known.has(host)) terminal.warn(say('{0} is no exchange here.', proseName(host)));
}

function readHosts(args: Arguments, option: string): ReadonlySet<string> {
  return new Set(args.values(option).map((given) => readName(option, given)));
}
