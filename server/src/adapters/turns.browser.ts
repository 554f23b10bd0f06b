/**
 * Runs something once others had a turn. A browser makes timers that start timers wait for four
 * milliseconds each; messages wait for nothing.
 */
export function createLater(): (run: () => void) => void {
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => waiting.shift()?.());
  port1.start();
  return (run) => {
    waiting.push(run);
    port2.postMessage(undefined);
  };
}
