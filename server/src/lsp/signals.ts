import type { CancelSignal } from '../core/resolve/resolver';

/** A signal that comes with another one, or when so many milliseconds are over; to be released. */
export function endOf(
  signal: CancelSignal,
  milliseconds: number,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  signal.addEventListener('abort', stop);
  const timer = setTimeout(stop, milliseconds);
  const release = (): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  };
  return { signal: controller.signal, release };
}
