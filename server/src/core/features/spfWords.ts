import type { SpfTerm } from '../policy/spf';
import { type Message, say } from '../text/message';

/** What `all` says of those whom nothing before it matches, by its qualifier (RFC 7208 5.1). */
export const spfAll = {
  '-': say('Others are not allowed: fail.'),
  '~': say('Others are suspicious: softfail.'),
  '?': say('Nothing is said of others: neutral.'),
  '+': say('Everybody else is allowed, too: pass.'),
} as const;

/** RFC 7208 5 and 6. */
export const spfTerms = {
  mx: say('The exchanges of the name.'),
  a: say('The addresses of the name.'),
  ip4: say('An IPv4 address or network.'),
  ip6: say('An IPv6 address or network.'),
  include: say('Whom another SPF record allows.'),
  exists: say('Senders whose name exists.'),
  ptr: say('Senders whose reverse name lies in the domain; slow, and advised against.'),
  redirect: say('The SPF record of another name decides.'),
  exp: say('The name of a text that explains a rejection.'),
} as const;

/** What becomes of those whom a mechanism matches (RFC 7208 4.6.2). */
const qualifiers = {
  '-': say('Whom it matches may not send: fail.'),
  '~': say('Whom it matches is suspicious: softfail.'),
  '?': say('Nothing is said of whom it matches: neutral.'),
  '+': say('Whom it matches may send: pass.'),
} as const;

/** A term in sentences: what it stands for, and what becomes of whom it matches. */
export function describeSpfTerm(term: SpfTerm): readonly Message[] {
  const { name, isModifier, isUsed } = term;
  const qualifier = pick(qualifiers, term.qualifier);
  const words = name === 'all' ? pick(spfAll, term.qualifier) : pick(spfTerms, name);
  if (words === undefined) return [say('This is no term of SPF that receivers know.')];
  if (!isUsed) return [words, say('Here it has no effect.')];
  return isModifier || name === 'all' || qualifier === undefined ? [words] : [words, qualifier];
}

function pick(words: Readonly<Record<string, Message>>, key: string): Message | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}
