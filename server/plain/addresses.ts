// Addresses in the field that is at hand: see server/src/core/dns/address.ts.
import { end, octetAt, start } from './fields';
import { hexValues } from './memory';

/** The address that `isIPv4` has read, as a number of 32 bits. */
export let ipv4: i32 = 0;

/** True for four decimal numbers up to 255, without leading zeros. */
export function isIPv4(): bool {
  ipv4 = 0;
  return endsIPv4(start);
}

function endsIPv4(from: i32): bool {
  let parts = 0;
  let value: u32 = 0;
  let digits = 0;
  for (let at = from; at < end; at++) {
    const octet = octetAt(at);
    if (octet - 0x30 <= 9) {
      if (digits > 0 && value === 0) return false;
      value = value * 10 + octet - 0x30;
      if (++digits > 3 || value > 255) return false;
    } else {
      if (octet !== 0x2e || digits === 0 || parts === 3) return false;
      ipv4 = (ipv4 << 8) | value;
      parts++;
      value = 0;
      digits = 0;
    }
  }
  ipv4 = (ipv4 << 8) | value;
  return parts === 3 && digits > 0;
}

/** True for the forms of RFC 4291 2.2 that have no dots. */
export function isIPv6(): bool {
  let groups = 0;
  let hasGap = false;
  let at = start;
  if (octetAt(at) === 0x3a) {
    if (end - start < 2 || octetAt(at + 1) !== 0x3a) return false;
    hasGap = true;
    at += 2;
  }
  while (at < end) {
    const groupStart = at;
    while (at < end && load<u8>(hexValues + <usize>octetAt(at)) <= 0xf) at++;
    if (at === groupStart || at - groupStart > 4 || ++groups > 8) return false;
    if (at === end) break;
    if (octetAt(at) !== 0x3a || ++at === end) return false;
    if (octetAt(at) !== 0x3a) continue;
    if (hasGap) return false;
    hasGap = true;
    at++;
  }
  return hasGap ? groups < 8 : groups === 8;
}
