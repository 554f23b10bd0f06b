import { sayPublished } from '../core/features/publishedWords';
import type { Answer } from '../core/resolve/resolver';
import {
  addressesIn,
  canonicalIn,
  type PublishedExchange,
  type PublishedOwner,
  serversIn,
} from '../core/route/published';
import { type Message, say } from '../core/text/message';
import { sayUnanswered, timeout } from './dns';
import type { PublishedZone } from './live';
import type { Terminal } from './terminal';

/** What DNS says of a zone’s exchanges: a heading for each owner, and a line for each exchange. */
export function* sayZone({
  owners,
  omitted,
}: PublishedZone): Generator<{ readonly heading: Message; readonly lines: readonly Message[] }> {
  for (const each of owners) yield sayPublished(each, timeout);
  if (omitted > 0)
    yield { heading: say('{0} more owners of MX records are not listed.', omitted), lines: [] };
}

/** The same for programs. */
export function publishedToJson({ owners, omitted }: PublishedZone, terminal: Terminal): unknown {
  const why = (answers: readonly Answer[]): object => {
    const failed = answers.find(({ kind }) => kind === 'failure');
    return failed?.kind === 'failure'
      ? { unknown: terminal.wordAsData(sayUnanswered(failed)) }
      : {};
  };
  const exchangeToJson = (exchange: PublishedExchange): unknown => ({
    preference: exchange.preference,
    name: exchange.name,
    canonical: canonicalIn(exchange),
    addresses: addressesIn(exchange),
    servers: serversIn(exchange.answers),
    ...why(exchange.answers),
  });
  const ownerToJson = ({ owner, mx, exchanges }: PublishedOwner): unknown => ({
    owner,
    servers: serversIn([mx]),
    isNull: mx.kind === 'rrset' && exchanges.length === 0,
    exchanges: exchanges.map(exchangeToJson),
    ...why([mx]),
  });
  return { owners: owners.map(ownerToJson), omitted };
}
