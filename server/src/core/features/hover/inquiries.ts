import { foldName } from '../../resolve/names';
import type { PolicyAnswer, PolicyInquiry } from '../../resolve/policyFetcher';
import type { Answer, CancelSignal, QuestionType } from '../../resolve/resolver';
import type { HoverPage, HoverSources, PageLookup } from './page';

/** Questions for one hover. */
const mostInquiries = 120;

/** Each round asks what the answers of the one before lead to. */
const mostRounds = 12;

/** The world as a hover sees it: undefined is not answered yet. */
export interface HoverDns {
  readonly ask: (name: string, type: QuestionType, server?: string) => Answer | undefined;
  /** The MTA-STS policy of a mail domain, from the address that its host has. */
  readonly fetchPolicy: (domain: string, address: string) => PolicyAnswer | undefined;
  /** True while an answer is still to come. */
  readonly isWaiting: () => boolean;
  /** All answers of DNS so far. */
  readonly answers: () => readonly Answer[];
}

type Inquiry = (sources: HoverSources, signal: CancelSignal) => Promise<Answer | PolicyAnswer>;

/** Notes what a page asks for and keeps what came of it. */
class Inquiries implements HoverDns {
  readonly #known = new Map<string, Answer | PolicyAnswer | undefined>();
  readonly #open = new Map<string, Inquiry>();

  ask(name: string, type: QuestionType, server?: string): Answer | undefined {
    const inquiry = server === undefined ? { name, type } : { name, type, server };
    const answer = this.#look(`${server ?? ''} ${type} ${foldName(name)}`, ({ dns }, signal) =>
      dns.resolve(inquiry, signal),
    );
    return answer !== undefined && 'elapsed' in answer ? answer : undefined;
  }

  fetchPolicy(policyOf: string, address: string): PolicyAnswer | undefined {
    const inquiry: PolicyInquiry = { policyOf, address };
    const answer = this.#look(`policy ${foldName(policyOf)}`, ({ policies }, signal) =>
      policies.fetch(inquiry, signal),
    );
    return answer !== undefined && !('elapsed' in answer) ? answer : undefined;
  }

  isWaiting(): boolean {
    return [...this.#known.values()].includes(undefined);
  }

  answers(): readonly Answer[] {
    return [...this.#known.values()].flatMap((each) =>
      each !== undefined && 'elapsed' in each ? each : [],
    );
  }

  /** Asks all that was noted since; false where there was nothing. */
  async round(sources: HoverSources, signal: CancelSignal): Promise<boolean> {
    const open = [...this.#open];
    this.#open.clear();
    await Promise.all(
      open.map(async ([key, inquire]) => {
        const answer = await inquire(sources, signal);
        // Who gave up waiting has learnt nothing.
        if (answer.kind !== 'failure' || answer.reason !== 'cancelled')
          this.#known.set(key, answer);
      }),
    );
    return open.length > 0;
  }

  #look(key: string, inquire: Inquiry): Answer | PolicyAnswer | undefined {
    if (!this.#known.has(key) && this.#known.size < mostInquiries) {
      this.#known.set(key, undefined);
      this.#open.set(key, inquire);
    }
    return this.#known.get(key);
  }
}

/** Writes a page, asks what it wants to know, and writes it again with the answers. */
export function askFor(
  write: (dns: HoverDns) => Omit<HoverPage, 'answers'>,
): (sources: HoverSources, signal: CancelSignal) => PageLookup {
  return (sources, signal) => {
    const inquiries = new Inquiries();
    const run = async (): Promise<void> => {
      for (let round = 0; round < mostRounds && !signal.aborted; round++) {
        write(inquiries);
        if (!(await inquiries.round(sources, signal))) return;
      }
    };
    const snapshot = (): HoverPage => {
      const page = write(inquiries);
      return { ...page, answers: inquiries.answers() };
    };
    return { snapshot, done: run() };
  };
}
