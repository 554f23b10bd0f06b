import { foldName } from '../resolve/names';
import { networkOf, proseName } from '../route/places';
import {
  failingOf,
  type Route,
  type RouteExchange,
  type RouteOutcome,
  type SkippedExchange,
} from '../route/route';
import { type Message, say } from '../text/message';
import { remarksOn, sayFailing, sayOutcome, saySkipped, summarizeRoute } from './routeWords';

/** The route of mail as it is drawn, all of it worded. Any text in it is somebody else's. */
export interface RoutePicture {
  /** Absolute, with its final dot. */
  readonly owner: string;
  readonly title: string;
  readonly summary: string;
  readonly steps: readonly PictureStep[];
  readonly end: { readonly outcome: RouteOutcome; readonly text: string };
  /** The same as the drawing says, line by line. */
  readonly text: readonly string[];
}

/** Hosts of one preference. */
export interface PictureStep {
  readonly title: string;
  /** *passed*: nobody there takes a connection; *beyond*: no sender comes as far as that. */
  readonly state: 'passed' | 'tried' | 'beyond';
  readonly hosts: readonly PictureHost[];
  /** How many more there are; empty where all are drawn. */
  readonly more: string;
  /** What comes after it. */
  readonly next: string;
}

export interface PictureHost {
  /** Absolute, with its final dot. */
  readonly name: string;
  readonly title: string;
  /** Such as “33 %”; empty for all of it, and for none. */
  readonly share: string;
  readonly addresses: readonly string[];
  readonly remarks: readonly string[];
  /** *unusable*: no sender tries it at all. */
  readonly state: 'up' | 'down' | 'unusable';
  /** A network that other hosts of the route are in, too; its number tells it from others. */
  readonly network?: { readonly number: number; readonly text: string };
  /** Where its MX record names it, in UTF-16 units. */
  readonly place?: { readonly start: number; readonly end: number };
}

export interface PictureOptions {
  readonly word: (message: Message) => string;
  /** What else there is to know of an exchange, and where it stands in the file. */
  readonly about: (exchange: string) => {
    readonly place?: { readonly start: number; readonly end: number };
    readonly remarks: readonly string[];
  };
}

/** What is drawn; the rest is counted. */
const most = { steps: 20, hosts: 24, addresses: 6 } as const;

type Host = Pick<RouteExchange, 'name' | 'canonical'> & {
  readonly addresses: readonly string[];
  readonly skipped?: SkippedExchange;
};

/** Draws a route, `now` being the same with the hosts that are assumed to be down. */
export function drawRoute(whole: Route, now: Route, options: PictureOptions): RoutePicture {
  const { word } = options;
  const steps = stepsOf(whole);
  const shown = steps.slice(0, most.steps);
  const all = shown.flatMap(([, hosts]) => hosts);
  const [networks, twins] = [sharedNetworks(all), findTwins(all)];
  const drawn = shown.map(([preference, hosts]) => {
    const step = drawHosts(hosts, now, { ...options, networks, twins, whole });
    return { title: titleOf(whole, preference, word), next: '', preference, ...step };
  });
  const first = drawn.findIndex(({ hosts }) => hosts.some(({ state }) => state === 'up'));
  const placeOf = (preference: number): number =>
    1 + drawn.findIndex((step) => step.preference === preference);
  const failing = failingOf({
    ...whole,
    groups: shown.map(([preference]) => ({ preference, exchanges: [] })),
  });
  const withStates = drawn.map(({ preference: _, ...step }, index): PictureStep => {
    const next = failing[index];
    return {
      ...step,
      next: next === undefined ? '' : word(sayFailing(next, placeOf)),
      state: first < 0 || index < first ? 'passed' : index === first ? 'tried' : 'beyond',
    };
  });
  const end = { outcome: now.outcome, text: word(sayOutcome(now.outcome)) };
  const title = proseName(whole.owner);
  const summary = word(summarizeRoute(now));
  const picture = { owner: whole.owner, title, summary, steps: withStates, end };
  return { ...picture, text: writePicture(picture, word) };
}

/** All hosts by preference, those that nobody tries too. */
function stepsOf({ groups, skipped }: Route): readonly (readonly [number, readonly Host[]])[] {
  const steps = new Map<number, Host[]>();
  const add = (preference: number, host: Host): void => {
    const step = steps.get(preference);
    if (step === undefined) steps.set(preference, [host]);
    else step.push(host);
  };
  for (const { preference, exchanges } of groups)
    for (const exchange of exchanges) add(preference, exchange);
  for (const each of skipped)
    add(each.preference, {
      name: each.name,
      canonical: each.canonical,
      addresses: [],
      skipped: each,
    });
  return [...steps].sort(([a], [b]) => a - b);
}

function titleOf({ kind }: Route, preference: number, word: PictureOptions['word']): string {
  return kind === 'implicit'
    ? word(say('No MX record: the domain itself'))
    : word(say('Preference {0}', preference));
}

interface HostOptions extends PictureOptions {
  readonly whole: Route;
  readonly networks: ReadonlyMap<string, number>;
  /** By host, an earlier one with the very same addresses. */
  readonly twins: ReadonlyMap<string, string>;
}

function drawHosts(
  hosts: readonly Host[],
  now: Route,
  options: HostOptions,
): Pick<PictureStep, 'hosts' | 'more'> {
  const drawn = hosts.slice(0, most.hosts).map((host) => drawHost(host, now, options));
  const more = hosts.length - drawn.length;
  return { hosts: drawn, more: more > 0 ? options.word(say('{0} more', more)) : '' };
}

function drawHost(host: Host, now: Route, { word, about, networks, twins, whole }: HostOptions) {
  const { name, canonical, addresses, skipped } = host;
  const tried = now.groups.flatMap(({ exchanges }) => exchanges).find((each) => each.name === name);
  const known = about(name);
  const twin = twins.get(name);
  const remarks = [
    ...(twin === undefined ? [] : [word(say('the same addresses as {0}', proseName(twin)))]),
    ...remarksOn({ name, canonical, addresses, share: 1 }, whole).map(word),
    ...(skipped === undefined ? [] : [word(saySkipped(skipped))]),
    ...known.remarks,
  ];
  const network = addresses
    .flatMap((each) => networkOf(each) ?? [])
    .find((each) => networks.has(each));
  const state = skipped !== undefined ? 'unusable' : tried === undefined ? 'down' : 'up';
  return {
    name,
    title: proseName(name),
    share:
      tried === undefined || tried.share === 1
        ? ''
        : word(say('{0} %', Math.round(100 * tried.share))),
    addresses: addressLines(addresses, skipped === undefined, word),
    remarks,
    state,
    ...(network !== undefined && {
      network: { number: networks.get(network) ?? 0, text: network },
    }),
    ...(known.place !== undefined && { place: known.place }),
  } as const;
}

function addressLines(
  addresses: readonly string[],
  isTried: boolean,
  word: PictureOptions['word'],
): readonly string[] {
  if (addresses.length === 0) return isTried ? [word(say('addresses not known'))] : [];
  const more = addresses.length - most.addresses;
  const shown = addresses.slice(0, most.addresses);
  return more > 0 ? [...shown, word(say('{0} more', more))] : shown;
}

/** When one of two such hosts can't be reached, neither can the other. */
function findTwins(hosts: readonly Host[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  const twins = new Map<string, string>();
  for (const { name, addresses } of hosts) {
    const key = addresses.toSorted().join(' ');
    const known = first.get(key);
    if (key === '') continue;
    if (known === undefined) first.set(key, name);
    else twins.set(name, known);
  }
  return twins;
}

/** The networks that several hosts have addresses in, numbered from 1. */
function sharedNetworks(hosts: readonly Host[]): ReadonlyMap<string, number> {
  const counts = new Map<string, Set<string>>();
  for (const { name, addresses } of hosts) {
    for (const address of addresses) {
      const network = networkOf(address);
      if (network === undefined) continue;
      const known = counts.get(network) ?? new Set();
      counts.set(network, known.add(foldName(name)));
    }
  }
  const shared = [...counts].filter(([, names]) => names.size > 1);
  return new Map(shared.map(([network], index) => [network, index + 1]));
}

function writePicture(
  { title, summary, steps, end }: Omit<RoutePicture, 'text'>,
  word: PictureOptions['word'],
): readonly string[] {
  return [
    word(say('{0}: {1}', title, summary)),
    ...steps.flatMap((step, index) => [
      `${index + 1}. ${step.title}`,
      ...step.hosts.map((host) => `   ${describeHost(host, word)}`),
      ...(step.more === '' ? [] : [`   ${step.more}`]),
      `   ${step.next}`,
    ]),
    `→ ${end.text}`,
  ];
}

/** A host in a line of text. */
function describeHost(host: PictureHost, word: PictureOptions['word']): string {
  const { title, share, addresses, remarks, network, state } = host;
  return [
    title,
    share,
    state === 'down' ? word(say('accepts no connection')) : '',
    addresses.join(', '),
    network === undefined ? '' : word(say('network {0}', network.text)),
    ...remarks,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
