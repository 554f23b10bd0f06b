import { compareSerials } from './dns/serial';
import type { History } from './rules/rule';
import type { IncludedText, IncludeRequest } from './text/files';
import { hasOtherRecords } from './zone/compareRecords';
import { findSerial } from './zone/soaSerial';
import type { Zone } from './zone/zone';

/**
 * What is said of a zone by its last committed version. Undefined where the two can’t be compared:
 * one of them is no zone or not here as a whole, or they are two zones. Pauses now and then; the
 * zones must stay what they are until the end.
 */
export function* readHistory(
  zone: Zone,
  committed: Zone,
): Generator<undefined, Omit<History, 'now'> | undefined> {
  const [serial, before] = [findSerial(zone), findSerial(committed)];
  if (serial === undefined || before === undefined) return undefined;
  if (!zone.isComplete || !committed.isComplete) return undefined;
  if (zone.names.text(zone.apex) !== committed.names.text(committed.apex)) return undefined;
  // Looking at the records takes time, and where the serial is ahead nobody asks.
  const isAhead = compareSerials(serial.value, before.value) === 'ahead';
  const isChanged = !isAhead && (yield* hasOtherRecords(zone, committed));
  return { serial: before.value, isChanged };
}

/** Reads included files as they were last committed; one that was not, as it is now. */
export function readingCommitted(
  readIncluded: (request: IncludeRequest) => Promise<IncludedText>,
  readCommitted: (name: string, text: string) => Promise<string | undefined>,
): (request: IncludeRequest) => Promise<IncludedText> {
  return async (request) => {
    const found = await readIncluded(request);
    if (found.kind !== 'text') return found;
    const text = await readCommitted(found.name, found.text);
    return text === undefined ? found : { ...found, text };
  };
}
