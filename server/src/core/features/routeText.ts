import { proseName } from '../route/places';
import { failingOf, type Route, type RouteExchange, type RouteGroup } from '../route/route';
import { type Message, say } from '../text/message';
import { remarksOn, sayFailing, sayOutcome, saySkipped, summarizeRoute } from './routeWords';

/** A message in the reader’s language, harmless where it is shown. */
type Word = (message: Message) => string;

/** How parts of the text stand out, where they can. */
export interface RoutePaint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const plain: RoutePaint = { strong: (text) => text, faint: (text) => text };

/** More exchanges of a group than these are counted. */
const mostListed = 100;

/** A route as a numbered list. */
export function routeToText(route: Route, word: Word, paint: RoutePaint = plain): string {
  const { owner, canonical, groups, skipped, outcome } = route;
  const title = say('{0}: {1}', proseName(owner), summarizeRoute(route));
  const lines = [paint.strong(word(title))];
  if (canonical !== owner) lines.push(`  ${word(say('alias of {0}', proseName(canonical)))}`);
  const failing = failingOf(route);
  const placeOf = (preference: number): number =>
    1 + groups.findIndex((group) => group.preference === preference);
  for (const [index, group] of groups.entries()) {
    lines.push(`  ${index + 1}. ${word(say('preference {0}', group.preference))}`);
    lines.push(...rowsOf(group, route, word));
    const next = failing[index];
    if (next !== undefined) lines.push(`     ${paint.faint(word(sayFailing(next, placeOf)))}`);
  }
  for (const each of skipped.slice(0, mostListed))
    lines.push(`  ${word(say('not tried: {0}', saySkipped(each)))}`);
  if (skipped.length > mostListed)
    lines.push(`  ${word(say('not tried: {0} more', skipped.length - mostListed))}`);
  lines.push(`  → ${word(sayOutcome(outcome))}`, '');
  return `${lines.join('\n')}\n`;
}

/** The exchanges of a group in columns: name, share, addresses and remarks. */
function rowsOf({ exchanges }: RouteGroup, route: Route, word: Word): readonly string[] {
  const listed = exchanges.slice(0, mostListed);
  const rows = listed.map((exchange) => [
    word(say('{0}', proseName(exchange.name))),
    word(sayShare(exchange)),
    word(sayAddresses(exchange)),
    remarksOn(exchange, route)
      .map((remark) => word(remark))
      .join(', '),
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    `     ${row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .filter(Boolean)
      .join('  ')}`.trimEnd(),
  );
  const more = exchanges.length - listed.length;
  return more > 0 ? [...lines, `     ${word(say('{0} more', more))}`] : lines;
}

function sayShare({ share }: RouteExchange) {
  return share === 1 ? say('') : say('{0} %', Math.round(100 * share));
}

function sayAddresses({ addresses }: RouteExchange) {
  return addresses.length === 0 ? say('addresses not known') : say('{0}', addresses.join(', '));
}
