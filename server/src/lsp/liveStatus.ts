import type { Connection } from 'vscode-languageserver';
import { type Message, say } from '../core/text/message';
import type { LiveState } from './liveAnswers';

/** Sent to clients that show it: `LiveStatus`. */
const stateNotification = 'zoneMx/liveState';

/** How long changes are collected before they are told, in milliseconds. */
const restTime = 200;

/** What a client shows of live answers, in the language of the user. */
export interface LiveStatus {
  readonly kind: LiveState['kind'];
  readonly mode: LiveState['mode'];
  /** What there is to say in a line. */
  readonly text: string;
  /** More of it; may be empty. */
  readonly detail: string;
  /** Whether questions are under way. */
  readonly isBusy: boolean;
  /** Whether the user can do something about it. */
  readonly isTrouble: boolean;
}

/** What the status needs of its host. */
export interface LiveStatusHost {
  readonly state: () => LiveState;
  /** Whether the client shows it. */
  readonly isShown: () => boolean;
  readonly word: (message: Message) => string;
  readonly formatTime: (at: number) => string;
}

/** Tells the client what is asked of DNS, a moment after it has changed. */
export class LiveStatusSender {
  readonly #connection: Connection;
  readonly #host: LiveStatusHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sent = '';

  constructor(connection: Connection, host: LiveStatusHost) {
    this.#connection = connection;
    this.#host = host;
  }

  /** To be told of each change. */
  changed(): void {
    if (!this.#host.isShown()) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#send();
    }, restTime);
  }

  async #send(): Promise<void> {
    const { word, formatTime } = this.#host;
    const state = this.#host.state();
    const { text, detail } = describeLiveState(state, formatTime);
    const status: LiveStatus = {
      kind: state.kind,
      mode: state.mode,
      text: word(text),
      detail: word(detail),
      isBusy: state.kind === 'asking',
      isTrouble: isTrouble(state),
    };
    const now = JSON.stringify(status);
    if (now === this.#sent) return;
    this.#sent = now;
    await this.#connection.sendNotification(stateNotification, status);
  }
}

function isTrouble({ kind, problems }: LiveState): boolean {
  return kind === 'offline' || kind === 'captive' || problems.length > 0;
}

/** The state in words. */
function describeLiveState(
  { kind, mode, questions, last, problems }: LiveState,
  formatTime: (at: number) => string,
): { readonly text: Message; readonly detail: Message } {
  const lastAsked =
    last === undefined
      ? say('Nothing has been asked yet')
      : say('Last answer from {0} at {1}', last.server, formatTime(last.at));
  const [problem] = problems;
  switch (kind) {
    case 'off':
      return { text: say('Live answers are off'), detail: say('') };
    case 'untrusted':
      return { text: say('Live answers are off: this workspace is not trusted'), detail: say('') };
    case 'offline':
      return { text: say('DNS can’t be reached'), detail: say('It is tried again now and then') };
    case 'captive':
      return {
        text: say('DNS answers for names that do not exist'),
        detail: say('Is there a portal to sign in to?'),
      };
    case 'asking':
      return { text: say('Asking DNS: {0} questions', questions), detail: lastAsked };
    case 'idle':
      return { text: modeWords(mode), detail: problem ?? lastAsked };
  }
}

function modeWords(mode: LiveState['mode']): Message {
  return mode === 'check'
    ? say('Live answers are on, for hovers and checks')
    : say('Live answers are on, for hovers');
}
