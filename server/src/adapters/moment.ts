import type { Moment } from '../core/dns/serial';

/** Now, with the date of the system's time zone. */
export function readMoment(): Moment {
  const now = new Date();
  return {
    unixTime: Math.floor(now.getTime() / 1000),
    date: now.getFullYear() * 10_000 + (now.getMonth() + 1) * 100 + now.getDate(),
  };
}
