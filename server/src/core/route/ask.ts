import { neverCancelled } from '../resolve/cancel';
import { askInRounds, Ledger } from '../resolve/ledger';
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
  planNow();
  await askInRounds(
    ledger,
    {
      resolve: async (inquiry, signal) => {
        const answer = await resolver.resolve(inquiry, signal);
        if (answer.kind !== 'failure') return answer;
        if (answer.reason === 'alias-loop') loops.add(keyOf(inquiry.name, inquiry.type));
        else failures.push(answer);
        return answer;
      },
      recheck: async () => {
        planNow();
      },
      clock,
    },
    neverCancelled,
  );
  return { plan: planNow(), failures };
}

function keyOf(name: string, type: QuestionType): string {
  return `${type} ${foldName(name)}`;
}
