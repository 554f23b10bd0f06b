import { type Moment, nextSerial, serialStyle } from '../dns/serial';
import { escapeMarkdown } from '../text/markdown';
import { type Message, say, type Translate, wordMessage } from '../text/message';
import type { FileIndex, Span } from '../text/span';
import { findSerial } from '../zone/soaSerial';
import type { Zone } from '../zone/zone';

export interface SerialHover {
  readonly span: Span;
  /** Markdown. */
  readonly text: string;
}

/** What the serial at an offset stands for, and which one follows; undefined for any other place. */
export function buildSerialHover(
  zone: Zone,
  file: FileIndex,
  offset: number,
  moment: Moment,
  translate: Translate,
): SerialHover | undefined {
  const serial = findSerial(zone);
  if (serial === undefined || !serial.isWritten) return undefined;
  const { span, value } = serial;
  if (span.file !== file || offset < span.start || offset > span.end) return undefined;
  const next = say('The next one is {0}.', String(nextSerial(value, moment)));
  const word = (message: Message): string => wordMessage(message, translate, escapeMarkdown);
  return {
    span,
    text: [`**${value}**`, `${word(describe(value, moment))} ${word(next)}`].join('\n\n'),
  };
}

function describe(serial: number, moment: Moment): Message {
  const digits = String(serial);
  switch (serialStyle(serial, moment)) {
    case 'date':
      return say(
        'A serial of a date and a number: {0}, {1}.',
        `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`,
        digits.slice(8),
      );
    case 'time':
      return say(
        'A serial of Unix time: {0} UTC.',
        new Date(serial * 1000).toISOString().slice(0, 19).replace('T', ' '),
      );
    case 'counter':
      return say('A serial that counts.');
  }
}
