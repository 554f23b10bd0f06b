import { countNetworks, domainOf, isAtHome, proseName } from '../route/places';
import type {
  Failing,
  Route,
  RouteExchange,
  RouteGroup,
  RouteOutcome,
  SkippedExchange,
} from '../route/route';
import type { Reception } from '../route/survey';
import { type Message, say } from '../text/message';

/** Names and groups beyond these are counted. */
const most = { names: 6, groups: 4 } as const;

/** A route in one line, such as “mail1 or mail2 at random, then mail3 · 3 hosts in 1 network”. */
export function summarizeRoute(route: Route): Message {
  switch (route.kind) {
    case 'null':
      return say('takes no mail (null MX)');
    case 'none':
      return say('has neither MX records nor an address');
    case 'implicit':
      return say('has no MX records: mail goes to the domain’s own address');
    case 'mx':
      return route.groups.length === 0 ? say('no exchange can take mail') : summarizeGroups(route);
  }
}

function summarizeGroups({ groups }: Route): Message {
  const all = groups.flatMap(({ exchanges }) => exchanges);
  const short = shortener(all);
  const order = groups
    .slice(0, most.groups)
    .map((group) => sayGroup(group, short))
    .reduce((before, group) => say('{0}, then {1}', before, group));
  const more = groups.length - most.groups;
  const whole = more > 0 ? say('{0}, then {1} more', order, more) : order;
  const networks = all.length > 1 ? sayNetworks(all) : undefined;
  return networks === undefined ? whole : say('{0} · {1}', whole, networks);
}

/** How a name is said: by its first label, where all are in the same place. */
function shortener(exchanges: readonly RouteExchange[]): (name: string) => string {
  const split = (name: string): readonly [string, string] => {
    const [, first = name, rest = ''] = /^((?:\\.|[^.\\])+)\.(.*)$/s.exec(name) ?? [];
    return [first, rest];
  };
  const places = new Set(exchanges.map(({ name }) => split(name)[1]));
  const [place = ''] = places;
  const isShared = exchanges.length > 1 && places.size === 1 && place !== '';
  return (name) => (isShared ? split(name)[0] : proseName(name));
}

function sayGroup({ exchanges }: RouteGroup, short: (name: string) => string): Message {
  const names = exchanges.slice(0, most.names).map(({ name }) => short(name));
  const more = exchanges.length - names.length;
  if (more > 0) return say('{0} or {1} more at random', names.join(', '), more);
  const last = names.pop() ?? '';
  return names.length === 0
    ? say('{0}', last)
    : say('{0} or {1} at random', names.join(', '), last);
}

/** Where the hosts are, as far as that is known. */
function sayNetworks(exchanges: readonly RouteExchange[]): Message {
  const networks = countNetworks(exchanges.map(({ addresses }) => addresses));
  if (networks === undefined) return say('{0} hosts', exchanges.length);
  return networks === 1
    ? say('{0} hosts in 1 network', exchanges.length)
    : say('{0} hosts in {1} networks', exchanges.length, networks);
}

/** What is worth knowing of an exchange beside its addresses. */
export function remarksOn(
  exchange: RouteExchange,
  { canonical: owner }: Route,
): readonly Message[] {
  const { name, canonical } = exchange;
  const remarks: Message[] = [];
  if (canonical !== name) remarks.push(say('alias of {0}', proseName(canonical)));
  // Below an origin that is not known, nobody can tell.
  const isKnown = name.endsWith('.') && owner.endsWith('.');
  if (isKnown && !isAtHome(name, owner)) {
    const domain = domainOf(name);
    remarks.push(domain === undefined ? say('elsewhere') : say('elsewhere: {0}', domain));
  }
  return remarks;
}

/** Why an exchange is left out. */
export function saySkipped({ name, why }: SkippedExchange): Message {
  const host = proseName(name);
  switch (why) {
    case 'down':
      return say('{0} is down', host);
    case 'no-address':
      return say('{0} has no address', host);
    case 'alias-loop':
      return say('the aliases of {0} lead in a circle', host);
    case 'own':
      return say('{0} is the sender itself, or no better than it', host);
  }
}

/** What a sender does next; `placeOf` gives the number of a group’s step, by its preference. */
export function sayFailing(
  { noConnection }: Failing,
  placeOf: (preference: number) => number,
): Message {
  return noConnection === 'queue'
    ? say('No connection: queued for days, then returned. Rejected: returned at once.')
    : say('No connection: on to {0}. Rejected: returned at once.', placeOf(noConnection));
}

/** What becomes of the message. */
export function sayOutcome(outcome: RouteOutcome): Message {
  switch (outcome) {
    case 'delivered':
      return say('delivered');
    case 'deferred':
      return say('no exchange can be reached: queued for days, then returned');
    case 'rejected':
      return say('returned at once: the domain takes no mail');
    case 'undeliverable':
      return say('returned at once: there is nobody to deliver it to');
  }
}

/** How a domain receives mail, in few words. */
export function sayReception(kind: Reception): Message {
  switch (kind) {
    case 'none':
      return say('no mail');
    case 'null':
      return say('null MX');
    case 'implicit':
      return say('implicit MX');
    case 'one':
      return say('one exchange');
    case 'own':
      return say('several of its own');
    case 'one-network':
      return say('several in one network');
    case 'one-provider':
      return say('several at one provider');
    case 'backup-elsewhere':
      return say('own with a backup elsewhere');
    case 'several':
      return say('of several operators');
  }
}
