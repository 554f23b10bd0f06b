import type { Message } from '../text/message';

/** The record types that are asked for. */
export type QuestionType = 'A' | 'AAAA' | 'MX' | 'PTR' | 'TXT' | 'CNAME' | 'SOA' | 'NS' | 'TLSA';

/** One question to DNS. */
export interface Question {
  /** Absolute name in presentation form with its final dot, such as `mail.example.com.`. */
  readonly name: string;
  readonly type: QuestionType;
}

/** One record of an answer, its RDATA in presentation form (`10 mail.example.com.`). */
export interface AnswerRecord {
  readonly name: string;
  readonly type: QuestionType;
  /** Seconds left when the answer came. */
  readonly ttl: number;
  readonly data: string;
}

/** What every answer says about how it was had. */
interface Asked {
  /**
   * The server that answered, such as `127.0.0.1` or `[::1]:5353`; of a failure the one that it is
   * about, and empty when none was asked.
   */
  readonly server: string;
  /** How long it took, in milliseconds. */
  readonly elapsed: number;
  /** When the answer came, in milliseconds since 1970. */
  readonly at: number;
}

/** What every answer that is one says. */
interface Answered extends Asked {
  /** The AD bit: the resolver says that it has verified the answer (RFC 4035 3.2.3). */
  readonly authenticated: boolean;
  /** CNAME records followed, in order; empty when the name is no alias. */
  readonly aliases: readonly AnswerRecord[];
  /** How long the answer may be kept, in seconds (RFC 2308 5 for a negative one). */
  readonly ttl: number;
}

export type FailureReason =
  /** No server answered within the time allowed. */
  | 'timeout'
  /** RCODE 2: the server could not find out. */
  | 'servfail'
  /** RCODE 5: the server does not answer us. */
  | 'refused'
  /** What came back is no DNS message, or another RCODE. */
  | 'malformed'
  /** No network, no route, or nobody listens there. */
  | 'unreachable'
  /** The server's certificate could not be verified. */
  | 'certificate'
  /** Not asked: several questions in a row have reached nobody, and it is not time to try again. */
  | 'offline'
  /** Something answers even for names that cannot exist, such as the portal of a guest network. */
  | 'captive'
  /** Not asked: whoever wants to know has used up the questions allowed. */
  | 'over-budget'
  /** There is no server to ask: none is configured, or the setting names none that works. */
  | 'no-server'
  /** The server can't be asked from this platform: a browser speaks HTTPS alone. */
  | 'unsupported'
  /** The name cannot be asked for: a label over 63 octets, a name over 255 (RFC 1035 2.3.4). */
  | 'bad-name'
  /** The alias chain loops or is too long. */
  | 'alias-loop'
  /** Whoever asked no longer wants to know. */
  | 'cancelled';

/** The outcome of a question. A resolver never throws for any of these. */
export type Answer =
  | (Answered & { readonly kind: 'rrset'; readonly records: readonly AnswerRecord[] })
  | (Answered & { readonly kind: 'nodata' })
  | (Answered & { readonly kind: 'nxdomain' })
  | (Asked & {
      readonly kind: 'failure';
      readonly reason: FailureReason;
      /** CNAME records followed before it failed, in order; absent when there were none. */
      readonly aliases?: readonly AnswerRecord[];
    });

/** The part of the platform's AbortSignal that is needed here. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Asks DNS. */
export interface Resolver {
  resolve(question: Question, signal: CancelSignal): Promise<Answer>;
}

/** Makes what asks DNS on this platform. */
export type CreateResolver = (options: {
  /** Such as `127.0.0.1#5353`; empty for those of the system. */
  readonly servers: readonly string[];
  /** Milliseconds for one question. */
  readonly timeout: number;
}) => { readonly resolver: Resolver; readonly problems: readonly ResolverProblem[] };

/** A mistake in the settings that name resolvers: said once, asking goes on with the others. */
export interface ResolverProblem {
  readonly message: Message;
}
