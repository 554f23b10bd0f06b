import type { ConnectivityPorts } from '../core/resolve/connectivity';
import { randomOctet } from './dns/random';

/** What the watch over the network needs of the platform. */
export const network: ConnectivityPorts = {
  clock: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    // Node's timers are not to keep a process alive; a browser's are numbers.
    if (typeof timer === 'object') timer.unref();
    return () => clearTimeout(timer);
  },
  randomLabel: () =>
    Array.from({ length: 16 }, () => String.fromCharCode(0x61 + (randomOctet() % 26))).join(''),
};
