import { foldName } from '../../resolve/names';
import { planRoute, type Route, type RouteExchange } from '../../route/route';
import { ownerToken } from '../../rules/records';
import { RRType } from '../../syntax/mnemonics';
import { tokenSpan } from '../../syntax/syntax';
import { type Message, say } from '../../text/message';
import { remarksOn, saySkipped, summarizeRoute } from '../routeWords';
import { targetOf, type World, type WrittenPage } from './inquiries';
import type { HoverPlace, HoverTarget } from './page';
import { emphasize, sayFirst, sayNone } from './published';
import { fileFacts, publishedFacts } from './worldFacts';

/** Exchanges and addresses that are listed; the others are counted. */
const most = { exchanges: 12, addresses: 4 } as const;

/** The owner of MX records: the whole order of delivery. */
export function findMxOwner({ zone, offset, record }: HoverPlace): HoverTarget | undefined {
  if (zone.records.types.get(record) !== RRType.MX) return undefined;
  const token = ownerToken(zone, record);
  if (token < 0) return undefined;
  const span = tokenSpan(zone.syntaxOf(record), token);
  if (offset < span.start || offset > span.end) return undefined;
  const owner = zone.ownerOf(record);
  const name = zone.names.text(owner);
  const route = planRoute(name, fileFacts(zone, undefined));
  const page = {
    title: zone.names.prose(owner),
    remarks: [],
    sentences: route === undefined ? [] : describe(route),
  };
  return targetOf({ span, hasName: zone.names.isKnown(owner) }, (world) => ({
    ...page,
    rows: routeRows(name, route, world),
  }));
}

function describe(route: Route): readonly Message[] {
  const left = route.skipped.slice(0, most.exchanges).map(saySkipped);
  const order = say('{0}.', summarizeRoute(route));
  const sentences = [order, ...left.map((each) => say('Left out: {0}.', each))];
  return route.groups.length === 0
    ? sentences
    : [...sentences, say('A rejection is final: it does not move on to another host.')];
}

interface Step {
  readonly preference: number;
  readonly exchange: RouteExchange;
}

function stepsOf(route: Route | undefined): readonly Step[] {
  return (route?.groups ?? []).flatMap(({ preference, exchanges }) =>
    exchanges.map((exchange) => ({ preference, exchange })),
  );
}

/** A row for each exchange, in the order in which they are tried. */
function routeRows(
  name: string,
  inFile: Route | undefined,
  world: World | undefined,
): WrittenPage['rows'] {
  const keyOf = ({ preference, exchange }: Step): string =>
    `${preference} ${foldName(exchange.name)}`;
  const published = world && planRoute(name, publishedFacts(world.dns));
  const unknown =
    world && published === undefined
      ? sayNone(world.dns.ask(name, 'MX'), world.timeout)
      : undefined;
  const [ours, theirs] = [inFile, published].map(
    (route) => new Map(stepsOf(route).map((step) => [keyOf(step), step] as const)),
  );
  const all = new Map([...(ours ?? []), ...(theirs ?? [])]);
  const steps = [...all].toSorted(([, a], [, b]) => a.preference - b.preference);
  const rows = steps.slice(0, most.exchanges).map(([key, { preference, exchange }]) => {
    const [own, other] = [ours?.get(key), theirs?.get(key)];
    const what = say('{0} {1}', preference, exchange.name.replace(/\.$/, ''));
    const there =
      other === undefined ? emphasize(say('not published')) : sayHost(other.exchange, published);
    return [
      what,
      own === undefined ? undefined : sayHost(own.exchange, inFile),
      unknown ?? (own === undefined ? emphasize(say('only published: {0}', there)) : there),
    ];
  });
  const more = steps.length - most.exchanges;
  return more > 0 ? [...rows, [undefined, say('and {0} more', more), undefined]] : rows;
}

function sayHost(exchange: RouteExchange, route: Route | undefined): Message {
  const { addresses } = exchange;
  const remarks = route === undefined ? [] : remarksOn(exchange, route);
  const where =
    addresses.length > 0 ? sayFirst(addresses, most.addresses) : say('addresses not known');
  return remarks.reduce((before, remark) => say('{0} · {1}', before, remark), where);
}
