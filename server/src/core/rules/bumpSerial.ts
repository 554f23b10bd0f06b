import { compareSerials, type Moment, nextSerial } from '../dns/serial';
import { say } from '../text/message';
import type { SoaSerial } from '../zone/soaSerial';
import type { Fix } from './rule';

/**
 * Writes the next serial in the style that it has; nothing where it is not written as a number.
 * `published` is the serial that secondaries may have: the next one is ahead of it, too.
 */
export function bumpSerial(serial: SoaSerial, moment: Moment, published?: number): readonly Fix[] {
  if (!serial.isWritten) return [];
  const isAhead = published === undefined || compareSerials(serial.value, published) === 'ahead';
  const next = nextSerial(isAhead ? serial.value : published, moment);
  return [
    {
      title: say('Bump the serial to {0}', String(next)),
      // What is published changes with it, and secondaries come for it: nobody wants that unasked.
      grade: 'unsafe',
      edits: [{ span: serial.span, text: String(next) }],
    },
  ];
}
