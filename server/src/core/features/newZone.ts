import { NameTable } from '../dns/name';
import { asciiName } from '../dns/unicode';
import { scan } from '../syntax/scanner';
import { type Message, say } from '../text/message';
import { buildZone } from '../zone/build';
import { complete } from './completion/complete';
import { type Item, type Part, plainText } from './completion/item';

/** A way in which a new domain can have its mail. */
export interface MailSetup {
  /** What it is asked for by. */
  readonly id: string;
  readonly label: Message;
  readonly detail: Message;
}

const ownServer = 'mail: own server';
const noMail = 'mail: none';

/** The name of a domain as people type it, with its final dot; undefined where no mail can go to it. */
export function readDomain(typed: string): string | undefined {
  const text = `${asciiName(typed.trim()).toLowerCase().replace(/\.$/, '')}.`;
  const names = new NameTable();
  const name = names.parse(text);
  const isDomain = name !== undefined && names.isHostName(name) && /\..*\./.test(text);
  return isDomain ? text : undefined;
}

/** The ways that a domain can choose from, as completion knows them. */
export function mailSetups(domain: string, date: number): readonly MailSetup[] {
  return mailItems(domain, date).map(({ label: id, detail = say('') }) => ({
    id,
    label: labelOf(id),
    detail,
  }));
}

function labelOf(id: string): Message {
  if (id === ownServer) return say('A mail server of its own');
  if (id === noMail) return say('No mail');
  return say('{0}', id.replace(/^mail: /, ''));
}

/**
 * The text of a zone file with two name servers and one of the mail set-ups; what only the user knows
 * is to be filled in. Undefined for a set-up that there is not.
 */
export function writeNewZone(
  domain: string,
  setup: string,
  date: number,
): readonly Part[] | undefined {
  const item = mailItems(domain, date).find(({ label }) => label === setup);
  return item && [...head(domain, date), ...item.insert, '\n'];
}

function mailItems(domain: string, date: number): readonly Item[] {
  const text = plainText(head(domain, date));
  const found = complete(buildZone(scan(text)), text.length, { date });
  return (found?.items ?? []).filter(({ label }) => label.startsWith('mail: '));
}

/** The owners' column has room for `_dmarc`. */
function head(domain: string, date: number): readonly Part[] {
  return [
    `$ORIGIN ${domain}\n$TTL `,
    { fill: '1h' },
    `\n@       SOA ns1 hostmaster ${date}01 1d 2h 30d 1h\n        NS  ns1\n        NS  ns2\nns1     A   `,
    { fill: '192.0.2.53' },
    '\nns2     A   ',
    { fill: '198.51.100.53' },
    '\n\n',
  ];
}
