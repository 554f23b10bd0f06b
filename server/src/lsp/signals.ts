import type { CancelSignal } from '../core/resolve/resolver';

/** A signal that comes with any of others, or when so many milliseconds are over; to be released. */
export function endOf(
  signals: readonly CancelSignal[],
  milliseconds: number,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  for (const signal of signals) signal.addEventListener('abort', stop);
  if (signals.some(({ aborted }) => aborted)) stop();
  const timer = setTimeout(stop, milliseconds);
  const release = (): void => {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener('abort', stop);
  };
  return { signal: controller.signal, release };
}

/** Settles when a signal comes, or has come. */
export function ended(signal: CancelSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
}
