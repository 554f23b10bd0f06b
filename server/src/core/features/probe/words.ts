import type { SmtpReply } from '../../probe/replies';
import type { SmtpSession, SmtpTrouble, TlsFacts } from '../../probe/session';
import type { SmtpVerdict } from '../../probe/verdict';
import { type Message, say } from '../../text/message';
import { sayFirst, shorten } from '../hover/published';

/** Lines of a reply, and names of a certificate, that are shown; the others are counted. */
const most = { lines: 12, names: 8 } as const;

/** A row of what was said: what, and the server's words or ours. */
export type ProbeRow = readonly [what: Message, said: Message];

/** What a sender does with a message here. */
export function sayVerdict(verdict: SmtpVerdict): Message {
  switch (verdict) {
    case 'verified':
      return say('A sender delivers here, encrypted. The certificate satisfies MTA-STS.');
    case 'unverified':
      return say(
        'A sender delivers here, encrypted. The certificate does not satisfy MTA-STS: who enforces such a policy does not deliver.',
      );
    case 'clear':
      return say(
        'A sender delivers here in clear text. Who enforces MTA-STS or DANE does not deliver.',
      );
    case 'tls-failed':
      return say(
        'TLS is offered and fails: many senders then deliver in clear text. Who enforces MTA-STS or DANE does not deliver.',
      );
    case 'deferred':
      return say('Mail is refused for now.');
    case 'refused':
      return say('Mail is refused for good: some senders return it at once.');
    case 'unreachable':
      return say('No connection comes about.');
    case 'broken':
      return say('A connection comes about, but the conversation does not get as far as mail.');
    case 'unknown':
      return say('This was not found out.');
  }
}

/** What is known of a session, in its order. */
export function* rowsOf(session: SmtpSession): Generator<ProbeRow> {
  const { greeting, hello, oldHello, starttls, tls, secureHello } = session;
  if (greeting !== undefined) yield [say('Greeting'), sayReply(greeting)];
  if (hello !== undefined) yield [say('{0}', 'EHLO'), sayReply(hello)];
  if (oldHello !== undefined) yield [say('{0}', 'HELO'), sayReply(oldHello)];
  if (starttls !== undefined) yield [say('{0}', 'STARTTLS'), sayReply(starttls)];
  if (tls !== undefined) yield* rowsOfTls(tls);
  if (secureHello !== undefined) yield [say('EHLO over TLS'), sayReply(secureHello)];
  if (session.trouble !== undefined)
    yield [sayStep(session), sayTrouble(session.trouble, session.step === 'connection')];
}

function* rowsOfTls(tls: TlsFacts): Generator<ProbeRow> {
  const { protocol, names, issuer, validFrom, validTo, flaw, namesHost } = tls;
  yield [say('{0}', 'TLS'), say('{0}', protocol)];
  const listed = names.length === 0 ? say('no name') : sayFirst(names, most.names);
  yield [
    say('Certificate for'),
    namesHost ? say('{0} ✓', listed) : say('{0} · **not for this exchange**', listed),
  ];
  yield [say('Issued by'), say('{0}', shorten(issuer.replaceAll('\n', ', ')))];
  yield [say('Valid'), say('from {0} to {1}', sayDay(validFrom), sayDay(validTo))];
  yield [
    say('Verified'),
    flaw === undefined
      ? say('yes, by the authorities that come with Node.js')
      : say('**no**: {0}', sayFlaw(flaw)),
  ];
}

/** The first lines of what a server said. */
function sayReply({ code, lines }: SmtpReply): Message {
  const shown = lines
    .slice(0, most.lines)
    .map((line) => shorten(line.trim()))
    .filter((line) => line !== '')
    .join(' · ');
  const more = lines.length - most.lines;
  const said = say('{0} {1}', code, shown);
  return more > 0 ? say('{0} and {1} more', said, more) : said;
}

/** A day as `2026-11-22`, in every language. */
function sayDay(at: number): Message {
  // What a certificate says may be no time at all, or one that no calendar has.
  const isTime = Math.abs(at) <= 8.64e15;
  return isTime ? say('{0}', new Date(at).toISOString().slice(0, 10)) : say('unknown');
}

function sayFlaw(code: string): Message {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return say('it has expired');
    case 'CERT_NOT_YET_VALID':
      return say('it does not hold yet');
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return say('it is self-signed');
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return say('its issuer is not known, or a certificate between them is missing');
    default:
      return say('{0}', shorten(code));
  }
}

function sayStep({ step }: SmtpSession): Message {
  switch (step) {
    case 'connection':
      return say('Connection');
    case 'greeting':
      return say('Greeting');
    case 'hello':
      return say('{0}', 'EHLO');
    case 'old-hello':
      return say('{0}', 'HELO');
    case 'starttls':
      return say('{0}', 'STARTTLS');
    case 'tls':
      return say('{0}', 'TLS');
    case 'secure-hello':
      return say('EHLO over TLS');
    case 'quit':
      return say('{0}', 'QUIT');
  }
}

function sayTrouble(trouble: SmtpTrouble, isConnecting: boolean): Message {
  switch (trouble) {
    case 'timeout':
      return isConnecting ? say('nobody answers in time') : say('nothing was said in time');
    case 'unreachable':
      return say('refused, or no way there');
    case 'closed':
      return say('the server hung up');
    case 'malformed':
      return say('what was said is no SMTP');
    case 'too-long':
      return say('more was said than anybody reads');
    case 'tls':
      return say('TLS could not be agreed on');
    case 'cancelled':
      return say('not asked to the end');
  }
}
