import { neverCancelled } from '../resolve/cancel';
import { type Inquiry, Ledger } from '../resolve/ledger';
import { foldName } from '../resolve/names';
import type { Answer, QuestionType, Resolver } from '../resolve/resolver';
import { dnsFacts, type RouteFacts } from './facts';

export type AnswerFailure = Extract<Answer, { readonly kind: 'failure' }>;

/** A plan by all that DNS says. */
export interface AskedPlan<Plan> {
  readonly plan: Plan;
  /** What got no answer, in the order in which that showed. */
  readonly failures: readonly AnswerFailure[];
}

/** A route needs two: the exchanges, then their addresses. */
const mostRounds = 4;

/** Makes a plan, asks what it wants to know of DNS, and makes it again with the answers. */
export async function planByDns<Plan>(
  make: (facts: RouteFacts) => Plan,
  /** `most` is how many questions are asked; `clock` gives milliseconds since 1970. */
  { resolver, most, clock }: { resolver: Resolver; most: number; clock: () => number },
): Promise<AskedPlan<Plan>> {
  const ledger = new Ledger(most);
  const loops = new Set<string>();
  const failures: AnswerFailure[] = [];
  const planNow = (): Plan =>
    ledger.check(0, (dns) =>
      make(
        dnsFacts((name, type) =>
          loops.has(keyOf(name, type)) ? 'alias-loop' : dns.ask(name, type),
        ),
      ),
    );
  const ask = async (inquiry: Inquiry): Promise<void> => {
    const answer = await resolver.resolve(inquiry, neverCancelled);
    ledger.tell(inquiry, answer, clock());
    if (answer.kind !== 'failure') return;
    if (answer.reason === 'alias-loop') loops.add(keyOf(inquiry.name, inquiry.type));
    else failures.push(answer);
  };
  for (let round = 0; round < mostRounds; round++) {
    const plan = planNow();
    const inquiries = ledger.take();
    if (inquiries.length === 0) return { plan, failures };
    await Promise.all(inquiries.map(ask));
  }
  return { plan: planNow(), failures };
}

function keyOf(name: string, type: QuestionType): string {
  return `${type} ${foldName(name)}`;
}
