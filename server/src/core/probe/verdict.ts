import { isPositive, type SmtpReply } from './replies';
import type { SmtpSession } from './session';

/** What a sender makes of a server that it meets (RFC 5321 3.1, 4.2.1, 5.1; RFC 3207; RFC 8461 5). */
export type SmtpVerdict =
  /** It delivers over TLS, the certificate being the exchange’s. */
  | 'verified'
  /** It delivers over TLS, but not where MTA-STS is enforced. */
  | 'unverified'
  /** It delivers in clear text, but not where MTA-STS or DANE ask for TLS. */
  | 'clear'
  /** The server offers TLS, and then it does not come about. */
  | 'tls-failed'
  /** 4yz: not now. */
  | 'deferred'
  /** 5yz: never. */
  | 'refused'
  /** No connection. */
  | 'unreachable'
  /** A connection, but nobody there who speaks SMTP to the end. */
  | 'broken'
  /** It was not found out. */
  | 'unknown';

/** True where mail is delivered, by most senders at least. */
export function isDelivered(verdict: SmtpVerdict): boolean {
  return ['verified', 'unverified', 'clear', 'tls-failed'].includes(verdict);
}

export function judgeSession(session: SmtpSession): SmtpVerdict {
  const { step, trouble, greeting, hello, oldHello, starttls, tls, secureHello } = session;
  if (trouble === 'cancelled') return 'unknown';
  if (step === 'connection') return 'unreachable';
  if (!isPositive(greeting)) return refusalOf(greeting);
  // Servers that know no EHLO may know HELO (RFC 5321 3.2).
  if (!isPositive(hello)) return isPositive(oldHello) ? 'clear' : refusalOf(oldHello ?? hello);
  if (tls === undefined) {
    if (step === 'starttls') return starttls === undefined ? 'broken' : 'clear';
    return step === 'tls' ? 'tls-failed' : 'clear';
  }
  if (!isPositive(secureHello)) return refusalOf(secureHello);
  return tls.flaw === undefined && tls.namesHost ? 'verified' : 'unverified';
}

function refusalOf(reply: SmtpReply | undefined): SmtpVerdict {
  if (reply === undefined || reply.code < 400) return 'broken';
  return reply.code < 500 ? 'deferred' : 'refused';
}
