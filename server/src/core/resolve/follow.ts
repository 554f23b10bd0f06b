import type { Answer, FailureReason, Question } from './resolver';
import { type Chain, type Reading, type Response, readResponse } from './response';

/** What asking one or more servers for one name came to. */
export type Reply =
  | { readonly kind: 'response'; readonly response: Response; readonly server: string }
  | { readonly kind: 'failure'; readonly reason: FailureReason; readonly server: string };

/** An Answer without the time it took, which only whoever holds a clock can add. */
export type Outcome = Answer extends infer Each
  ? Each extends Answer
    ? Omit<Each, 'elapsed' | 'at'>
    : never
  : never;

/**
 * Asks, and asks again for the name that an alias leads to where the response stops there. The
 * number of questions is bounded by the longest chain.
 */
export async function askFollowingAliases(
  question: Question,
  ask: (question: Question) => Promise<Reply>,
): Promise<Outcome> {
  let chain: Chain = { name: question.name, aliases: [] };
  let authenticated = true;
  for (;;) {
    const reply = await ask({ name: chain.name, type: question.type });
    if (reply.kind === 'failure') return failure(reply.reason, chain, reply.server);
    // A chain is verified when each part of it is (RFC 4035 3.2.3).
    authenticated &&= reply.response.authenticated;
    const reading = readResponse(question, chain, reply.response);
    if (reading.kind !== 'incomplete') return concluded(reading, authenticated, reply.server);
    chain = reading;
  }
}

type Conclusion = Exclude<Reading, { readonly kind: 'incomplete' }>;

function concluded(reading: Conclusion, authenticated: boolean, server: string): Outcome {
  switch (reading.kind) {
    case 'rrset': {
      const { kind, records, aliases, ttl } = reading;
      return { kind, records, aliases, ttl, authenticated, server };
    }
    case 'nodata':
    case 'nxdomain': {
      const { kind, aliases, ttl } = reading;
      return { kind, aliases, ttl, authenticated, server };
    }
    case 'alias-loop':
      return failure('alias-loop', reading, server);
    case 'referral':
      return failure('servfail', reading, server);
    case 'contradiction':
      return failure('malformed', reading, server);
  }
}

function failure(reason: FailureReason, { aliases }: Chain, server: string): Outcome {
  const kind = 'failure';
  return aliases.length === 0 ? { kind, reason, server } : { kind, reason, server, aliases };
}
