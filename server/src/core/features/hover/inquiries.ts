import { foldName } from '../../resolve/names';
import type { PolicyAnswer, PolicyInquiry } from '../../resolve/policyFetcher';
import type { Answer, CancelSignal, QuestionType } from '../../resolve/resolver';
import type { Message } from '../../text/message';
import type { Span } from '../../text/span';
import type { HoverPage, HoverSources, HoverTarget, Word } from './page';

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

/** What a page is written from besides the file. */
export interface World extends Pick<HoverSources, 'timeout' | 'nameServers'> {
  readonly dns: HoverDns;
}

/** A page whose cells are still to be worded; undefined is an empty one. */
export interface WrittenPage extends Pick<HoverPage, 'title' | 'remarks' | 'sentences'> {
  readonly rows: readonly (readonly (Message | undefined)[])[];
}

/**
 * What is written from the file, and from the world where it may be asked: the page is written, what
 * it wanted to know is asked, and it is written again with the answers.
 */
export function targetOf(
  place: Pick<HoverTarget, 'span' | 'hasName'>,
  write: (world?: World) => WrittenPage,
): HoverTarget {
  const ask: HoverTarget['ask'] = (sources, signal) => {
    const inquiries = new Inquiries();
    const { timeout, nameServers } = sources;
    const writeNow = (): WrittenPage => write({ dns: inquiries, timeout, nameServers });
    const run = async (): Promise<void> => {
      for (let round = 0; round < mostRounds && !signal.aborted; round++) {
        writeNow();
        if (!(await inquiries.round(sources, signal))) return;
      }
    };
    return {
      snapshot: () => pageOf(writeNow(), inquiries.answers()),
      done: run(),
    };
  };
  return { ...place, page: () => pageOf(write(), []), ask };
}

/** What is written from the file alone, as the world has nothing to say of it. */
export function targetInFile(span: Span, page: WrittenPage): HoverTarget {
  return { span, hasName: true, page: () => pageOf(page, []), ask: undefined };
}

function pageOf(page: WrittenPage, answers: readonly Answer[]): HoverPage {
  const rows = (word: Word) =>
    page.rows.map((cells) => cells.map((cell) => (cell === undefined ? '' : word(cell))));
  return { ...page, rows, answers };
}
