/** Something that is to happen at a time. */
export interface Alarm {
  /** In milliseconds of `performance.now()`. May change at any time. */
  readonly due: number;
  ring(): void;
}

/** How often alarms are looked at, in milliseconds: nobody here needs it finer. */
const interval = 10;

const alarms = new Set<Alarm>();
let timer: NodeJS.Timeout | undefined;

/**
 * Rings an alarm once it is due, and again at each later due time until it is taken back. One timer
 * for all: with thousands of questions a second, two timers for each would cost more than asking.
 */
export function setAlarm(alarm: Alarm): void {
  alarms.add(alarm);
  timer ??= setInterval(tick, interval);
}

export function clearAlarm(alarm: Alarm): void {
  alarms.delete(alarm);
}

function tick(): void {
  const now = performance.now();
  for (const alarm of alarms) {
    if (alarm.due <= now) alarm.ring();
  }
  if (alarms.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}
