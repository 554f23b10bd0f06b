import type { CancelSignal } from '../resolve/resolver';
import type { SmtpReply } from './replies';

/** A mail server that is to be talked to, at one of its addresses. */
export interface SmtpInquiry {
  /** The exchange, absolute with its final dot: its certificate is to name it. */
  readonly host: string;
  readonly address: string;
}

/** Where a session is, in order (RFC 5321 3.1, 3.2; RFC 3207 4). */
export type SmtpStep =
  | 'connection'
  | 'greeting'
  | 'hello'
  /** HELO, after EHLO was refused. */
  | 'old-hello'
  | 'starttls'
  | 'tls'
  /** EHLO once more, over TLS. */
  | 'secure-hello'
  | 'quit';

/** Why a session ended before its time. */
export type SmtpTrouble =
  /** Not done within the time of its step, or of the session. */
  | 'timeout'
  /** No connection came about. */
  | 'unreachable'
  /** The server hung up. */
  | 'closed'
  /** What was said is no SMTP. */
  | 'malformed'
  /** More was said than anybody reads. */
  | 'too-long'
  /** No TLS came about. */
  | 'tls'
  /** Nobody wants to know any more. */
  | 'cancelled';

/** What the server showed of itself over TLS; all texts are its own. */
export interface TlsFacts {
  /** Such as `TLSv1.3`. */
  readonly protocol: string;
  /** Why the certificate can't be verified, by OpenSSL’s name; undefined where it can. */
  readonly flaw: string | undefined;
  /** Whether the certificate names the exchange as a DNS name, as MTA-STS wants it (RFC 8461 4.1). */
  readonly namesHost: boolean;
  /** The DNS names that it is for. */
  readonly names: readonly string[];
  readonly issuer: string;
  /** From when to when it holds, in milliseconds since 1970; NaN where that can’t be read. */
  readonly validFrom: number;
  readonly validTo: number;
}

/** What was said in a session; what it did not come to is undefined. */
export interface SmtpSession {
  /** The step that it ended at: *quit* where nothing went wrong. */
  readonly step: SmtpStep;
  readonly trouble: SmtpTrouble | undefined;
  readonly greeting: SmtpReply | undefined;
  readonly hello: SmtpReply | undefined;
  readonly oldHello: SmtpReply | undefined;
  readonly starttls: SmtpReply | undefined;
  readonly tls: TlsFacts | undefined;
  readonly secureHello: SmtpReply | undefined;
  /** In milliseconds. */
  readonly elapsed: number;
}

/** Talks to mail servers up to where mail would begin, and never throws for what they do. */
export interface SmtpProber {
  probe(inquiry: SmtpInquiry, signal: CancelSignal): Promise<SmtpSession>;
}
