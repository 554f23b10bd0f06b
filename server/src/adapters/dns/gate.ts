import { Line } from '../../core/resolve/line';
import type { CancelSignal } from '../../core/resolve/resolver';
import { type Alarm, clearAlarm, setAlarm } from './ticker';

/** Lets so many in at a time; the others wait, first come, first served. */
export class Gate {
  readonly #capacity: number;
  readonly #line = new Line<() => void>();
  #inside = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /**
   * True once there is room: whoever gets it leaves later. False when the signal comes or it is
   * `deadline`, in milliseconds of `performance.now()`, while still waiting.
   */
  enter(signal: CancelSignal, deadline: number): boolean | Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#inside < this.#capacity) {
      this.#inside += 1;
      return true;
    }
    return new Promise((resolve) => {
      const end = (isIn: boolean) => {
        leave();
        signal.removeEventListener('abort', giveUp);
        clearAlarm(alarm);
        resolve(isIn);
      };
      const giveUp = () => end(false);
      const alarm: Alarm = { due: deadline, ring: giveUp };
      const leave = this.#line.add(() => end(true));
      signal.addEventListener('abort', giveUp);
      setAlarm(alarm);
    });
  }

  /** Makes room for who has waited longest. */
  leave(): void {
    const next = this.#line.next();
    if (next === undefined) this.#inside -= 1;
    else next();
  }
}
