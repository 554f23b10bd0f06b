import { readHistory } from '../../server/src/core/history';
import { levelOf, lint } from '../../server/src/core/lint';
import type { Finding, History } from '../../server/src/core/rules/rule';
import { scan } from '../../server/src/core/syntax/scanner';
import type { Syntax } from '../../server/src/core/syntax/syntax';
import { finish } from '../../server/src/core/text/steps';
import { buildZone } from '../../server/src/core/zone/build';
import type { Inclusion } from '../../server/src/core/zone/includes';
import { originFromFileName } from '../../server/src/core/zone/origin';
import type { OtherZones } from '../../server/src/core/zone/otherZones';
import type { Zone } from '../../server/src/core/zone/zone';

/** What an example without an SOA is the rest of. */
const head = `$ORIGIN example.com.
$TTL 1h
@ SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
@ NS ns.example.net.
`;

export interface Marked {
  /** The text without its marks. */
  readonly text: string;
  /** The stretches between `«` and `»`, as start and end offsets in `text`. */
  readonly marks: readonly (readonly [number, number])[];
}

/** Takes the marks out of a text. */
export function readMarks(marked: string): Marked {
  const marks: [number, number][] = [];
  let text = '';
  for (const part of marked.split(/([«»])/)) {
    if (part === '«') marks.push([text.length, -1]);
    else if (part === '»') {
      const last = marks.at(-1);
      if (last === undefined || last[1] >= 0) throw new Error('A mark ends that does not start.');
      last[1] = text.length;
    } else text += part;
  }
  if (marks.some(([, end]) => end < 0)) throw new Error('A mark does not end.');
  return { text, marks };
}

/** Completes an example to a zone. */
export function withHead(zone: string): string {
  return /\bSOA\b/.test(zone) ? zone : head + zone.replace(/^\n/, '');
}

/** Takes the head off again. */
export function withoutHead(zone: string): string {
  return zone.startsWith(head) ? zone.slice(head.length) : zone;
}

/** The zone of a text; a `; origin:` comment in its head is the origin that a name server gave it. */
export function zoneOf(text: string, fileName = '', others?: OtherZones): Zone {
  const origin = /^; origin: (\S+)$/m.exec(text)?.[1];
  const syntax = scan(text);
  return buildZone(syntax, {
    origin,
    fallbackOrigin: originFromFileName(fileName),
    include: (_from, path) => includeExample(syntax, path),
    others,
  });
}

/** What the last committed version says of a zone, on 22 November 2026. */
export function historyOf(zone: Zone, committed: Zone): History | undefined {
  const history = finish(readHistory(zone, committed));
  return history && { ...history, now: () => ({ unixTime: 1_795_305_600, date: 20261122 }) };
}

/** What is found in a zone with the settings as they come: rules that are off say nothing. */
export function findingsIn(zone: Zone): readonly Finding[] {
  return lint(zone).filter(({ rule }) => levelOf(rule, {}) !== 'off');
}

/** The files that examples include; what each is shows in its name. */
export function includeExample(syntax: Syntax, path: string): Inclusion {
  if (path.endsWith('.missing')) return { kind: 'not-found' };
  if (path.endsWith('outside.example')) return { kind: 'outside' };
  if (path.endsWith('self.example')) return { kind: 'file', syntax };
  if (path.endsWith('hosts.example')) return { kind: 'file', syntax: exampleHosts };
  return { kind: 'unread' };
}

const exampleHosts = scan('mail A 192.0.2.1\n', 1);

/** The number of the line, from 1, that an offset lies in. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
