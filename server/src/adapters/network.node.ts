import type { ConnectivityPorts } from '../core/resolve/connectivity';
import { randomOctet } from './dns/random';

/** What the watch over the network needs of this platform. Its timers keep no process alive. */
export const nodeNetwork: ConnectivityPorts = {
  clock: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds).unref();
    return () => clearTimeout(timer);
  },
  randomLabel: () =>
    Array.from({ length: 16 }, () => String.fromCharCode(0x61 + (randomOctet() % 26))).join(''),
};
