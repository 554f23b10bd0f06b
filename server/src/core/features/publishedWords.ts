import { proseName } from '../route/places';
import {
  addressesIn,
  canonicalIn,
  type PublishedExchange,
  type PublishedOwner,
  serversIn,
} from '../route/published';
import { type Message, say } from '../text/message';
import { sayFailure } from './failureWords';

/** What DNS says of an owner’s mail exchangers: a heading, and a line for each; `timeout` in milliseconds. */
export function sayPublished(
  published: PublishedOwner,
  timeout: number,
): { readonly heading: Message; readonly lines: readonly Message[] } {
  const { exchanges, omitted } = published;
  const lines = exchanges.map((each) => sayExchange(each, timeout));
  if (omitted > 0) lines.push(say('{0} more', omitted));
  return { heading: sayOwner(published, timeout), lines };
}

function sayOwner({ owner, mx, exchanges }: PublishedOwner, timeout: number): Message {
  const name = proseName(owner);
  if (mx.kind === 'failure')
    return say('{0}: not known: {1}', name, sayFailure(mx.reason, mx.server, timeout));
  if (mx.kind === 'nxdomain') return say('{0} does not exist in DNS ({1})', name, mx.server);
  if (mx.kind === 'nodata') return say('{0} has no MX records in DNS ({1})', name, mx.server);
  return exchanges.length === 0
    ? say('{0} takes no mail, says DNS: null MX ({1})', name, mx.server)
    : say('The exchanges of {0} in DNS ({1})', name, mx.server);
}

/** “10 mail.example.com: 192.0.2.1, 2001:db8::1 (127.0.0.1)” */
function sayExchange(exchange: PublishedExchange, timeout: number): Message {
  const { preference, answers } = exchange;
  const [name, canonical] = [exchange.name, canonicalIn(exchange)].map(proseName);
  const addresses = addressesIn(exchange);
  const what =
    canonical === name
      ? say('{0} {1}', preference, String(name))
      : say('{0} {1}, alias of {2}', preference, String(name), String(canonical));
  const where = addresses.length === 0 ? say('no address') : say('{0}', addresses.join(', '));
  const servers = serversIn(answers).join(', ');
  const failures = answers.flatMap((each, index) =>
    each.kind === 'failure'
      ? say(
          '{0} not known: {1}',
          index === 0 ? 'IPv4' : 'IPv6',
          sayFailure(each.reason, each.server, timeout),
        )
      : [],
  );
  const known = servers === '' ? [] : [say('{0} ({1})', where, servers)];
  const parts = [...known, ...failures].reduce((before, part) => say('{0}; {1}', before, part));
  return say('{0}: {1}', what, parts);
}
