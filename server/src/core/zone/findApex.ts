import { scan } from '../syntax/scanner';
import { buildZone, type ZoneOptions } from './build';
import { apexOf } from './otherAnswer';

/** In bytes or characters: an SOA record mostly stands within the first of a file. */
export const startLength = 4096;

/**
 * The apex of the zone that a file starts with; undefined where it shows none, so that only the
 * whole file tells.
 */
export function apexOfStart(start: string, options: ZoneOptions): string | undefined {
  const soa = start.search(/\bSOA\b/i);
  if (soa < 0) return undefined;
  const end = start.indexOf('\n', soa + recordLength);
  // Less than all is enough, but where the word stands in a comment, or the record is a long one.
  const first = end < 0 ? undefined : apexOf(buildZone(scan(start.slice(0, end)), options));
  return first ?? apexOf(buildZone(scan(start), options));
}

/** In characters: an SOA record is hardly longer behind its type, comments included. */
const recordLength = 400;

/**
 * False for a text that can’t be a zone: without an SOA record, and with no $INCLUDE that may bring
 * one. It is quick, and a text that only mentions one of them passes.
 */
export function mayBeZone(text: string): boolean {
  return !text.includes('\0') && (/\bSOA\b/i.test(text) || listIncludePaths(text).length > 0);
}

/** So many are looked at; a file that has more is no zone that somebody keeps. */
const mostIncludes = 1000;

/** The paths that the $INCLUDE directives of a text may have, found without reading it as a zone. */
export function listIncludePaths(text: string): readonly string[] {
  const found: string[] = [];
  for (const [, path = ''] of text.matchAll(/^\$INCLUDE[ \t]+"?([^\s";]+)/gim)) {
    if (found.push(path) >= mostIncludes) break;
  }
  return found;
}
