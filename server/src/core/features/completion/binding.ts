import { type Message, say } from '../../text/message';
import type { Cursor } from '../cursor';
import type { Item, Part } from './item';
import type { Found } from './targets';
import { fieldTexts, valueItem } from './value';

/** SVCB and HTTPS. */
export const bindingTypes: ReadonlySet<number> = new Set([64, 65]);

interface Parameter {
  readonly key: string;
  readonly insert: readonly Part[];
  readonly words: Message;
}

const parameters: readonly Parameter[] = [
  {
    key: 'alpn',
    insert: ['alpn=', { fill: 'h2', choices: ['h2', 'h3,h2', 'h3', 'http/1.1'] }],
    words: say('The protocols that are spoken.'),
  },
  {
    key: 'port',
    insert: ['port=', { fill: '443' }],
    words: say('Another port than the usual one.'),
  },
  {
    key: 'ipv4hint',
    insert: ['ipv4hint=', { fill: '192.0.2.1' }],
    words: say('IPv4 addresses to try at once.'),
  },
  {
    key: 'ipv6hint',
    insert: ['ipv6hint=', { fill: '2001:db8::1' }],
    words: say('IPv6 addresses to try at once.'),
  },
  {
    key: 'no-default-alpn',
    insert: ['no-default-alpn'],
    words: say('Only the protocols that alpn names are spoken.'),
  },
  {
    key: 'mandatory',
    insert: ['mandatory=alpn'],
    words: say('Who does not know these keys passes over the record.'),
  },
];

/** Priority, target and parameters of SVCB and HTTPS (RFC 9460). */
export function completeBinding(cursor: Cursor, field: number): Found {
  if (field === 0)
    return {
      items: [
        valueItem('1', say('the service, with its parameters')),
        valueItem('0', say('an alias of another name'), 2),
      ],
    };
  const written = fieldTexts(cursor);
  if (field === 1) {
    const isAlias = Number(written[0]) === 0;
    return { items: isAlias ? [] : [valueItem('.', say('the owner itself'), 0)] };
  }
  // A record that is an alias has no parameters (RFC 9460 2.4.2).
  if (Number(written[0]) === 0 || cursor.isQuoted) return { items: [] };
  const keys = new Set(
    written.slice(2).map((text) => /^[^=]*/.exec(text)?.[0]?.toLowerCase() ?? ''),
  );
  const needsAlpn = (key: string): boolean => key === 'no-default-alpn' || key === 'mandatory';
  const items = parameters
    .filter(({ key }) => !keys.has(key) && (!needsAlpn(key) || keys.has('alpn')))
    .map(
      ({ key, insert, words }): Item => ({
        ...{ label: key, kind: 'keyword', insert, group: 1, detail: words },
      }),
    );
  return { items: cursor.isLast ? items : [] };
}
