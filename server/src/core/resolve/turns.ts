import { Line } from './line';
import type { CancelSignal } from './resolver';

/** How many go at a time. */
export interface TurnLimits {
  /** Questions under way at a time. */
  readonly atATime: number;
  /** Of these, so many are kept free for urgent ones. */
  readonly reserved: number;
}

/** Lets so many go at a time: urgent ones first, each in the order in which they came. */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #onWait: () => void;
  readonly #urgent = new Line<() => void>();
  readonly #others = new Line<() => void>();
  #underWay = 0;

  /** `onWait` is told when somebody begins to wait, or gives up. */
  constructor(limits: TurnLimits, onWait: () => void = () => undefined) {
    this.#limits = limits;
    this.#onWait = onWait;
  }

  /** How many wait for their turn. */
  get waiting(): number {
    return this.#urgent.size + this.#others.size;
  }

  /** How many are under way or wait. */
  get size(): number {
    return this.#underWay + this.waiting;
  }

  /** True once it is this one's turn, to be followed by `leave`; false when the signal came first. */
  enter(isUrgent: boolean, signal: CancelSignal): true | Promise<boolean> {
    if (this.#hasRoom(isUrgent)) {
      this.#underWay += 1;
      return true;
    }
    return new Promise((resolve) => {
      const giveUp = (): void => {
        leave();
        resolve(false);
        this.#onWait();
      };
      const leave = (isUrgent ? this.#urgent : this.#others).add(() => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      });
      signal.addEventListener('abort', giveUp);
      this.#onWait();
    });
  }

  leave(): void {
    this.#underWay -= 1;
    const next =
      (this.#hasRoom(true) ? this.#urgent.next() : undefined) ??
      (this.#hasRoom(false) ? this.#others.next() : undefined);
    if (next === undefined) return;
    this.#underWay += 1;
    next();
  }

  #hasRoom(isUrgent: boolean): boolean {
    const { atATime, reserved } = this.#limits;
    return this.#underWay < (isUrgent ? atATime : Math.max(1, atATime - reserved));
  }
}
