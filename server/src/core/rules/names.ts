import type { AbsoluteName } from '../dns/name';
import type { Zone } from '../zone/zone';

let lastZone: Zone | undefined;
let lastText = '';

/** The apex as text, without the final dot, in lower case; '' for the root and an unknown origin. */
export function apexText(zone: Zone): string {
  if (zone === lastZone) return lastText;
  lastZone = zone;
  const { names, apex } = zone;
  lastText = apex === names.root || !names.isKnown(apex) ? '' : names.prose(apex).toLowerCase();
  return lastText;
}

/** True where a name in text form, taken as absolute, is the apex or lies below it. */
export function isTextInZone(zone: Zone, text: string, start = 0, end = text.length): boolean {
  const apex = apexText(zone);
  if (apex === '') return false;
  const last = end > start && text.charCodeAt(end - 1) === 0x2e ? end - 1 : end;
  const from = last - apex.length;
  if (from < start) return false;
  for (let i = 0; i < apex.length; i++) {
    const code = text.charCodeAt(from + i);
    const lower = code >= 0x41 && code <= 0x5a ? code + 32 : code;
    if (lower !== apex.charCodeAt(i)) return false;
  }
  return from === start || text.charCodeAt(from - 1) === 0x2e;
}

/** The absolute name of a text without escapes; undefined where it is none, or nothing is known of it. */
export function nameToAsk(zone: Zone, text: string): AbsoluteName | undefined {
  return zone.knowsOthers || isTextInZone(zone, text) ? zone.names.parse(text) : undefined;
}
