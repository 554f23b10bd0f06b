import type { AbsoluteName } from '../../dns/name';
import { type Message, say } from '../../text/message';
import type { TextEdit } from '../../text/span';
import type { BlockIndex, Zone } from '../../zone/zone';
import type { NameUse, UseKind } from './uses';

/** A name that is written otherwise. */
export interface Rewritten extends TextEdit {
  readonly kind: UseKind;
  readonly block: BlockIndex;
}

/** A character-string has so many octets at most (RFC 1035 3.3). */
const maximumString = 255;

/**
 * Writes a name that is at or below `old` as the one at or below `name`: absolute or relative as it
 * was. Undefined where it follows by itself, because its origin is renamed; why, where it can’t be.
 */
export function rewriteUse(
  zone: Zone,
  use: NameUse,
  old: AbsoluteName,
  name: AbsoluteName,
): Rewritten | Message | undefined {
  const { names } = zone;
  const isWhole = use.kind === 'spf' || isAbsolute(use.text);
  if (!isWhole && names.isAtOrBelow(use.origin, old)) return undefined;
  const before = names.written(use.name, old);
  const renamed = before === '@' ? name : names.parse(before, name);
  if (renamed === undefined)
    return say('A name would have more than 255 octets: {0}.{1}', before, names.prose(name));
  let text = isWhole ? names.text(renamed) : names.written(renamed, use.origin);
  if (use.origin === names.root && !isAbsolute(use.text)) text = names.prose(renamed);
  const { base, text: source } = zone.blocks.syntaxOf(use.block) ?? { base: 0, text: '' };
  const written = source.slice(use.span.start - base, use.span.end - base);
  if (
    use.kind === 'spf' &&
    stringLength(source, use.span.start - base) + text.length - written.length > maximumString
  )
    return say('A string of an SPF record would have more than {0} octets.', maximumString);
  const { start, end } = changedLabels(written, text);
  return {
    kind: use.kind,
    block: use.block,
    span: { ...use.span, start: use.span.start + start, end: use.span.end - end },
    text: text.slice(start, text.length - end),
  };
}

/** True for a name that is written with its final dot. */
export function isAbsolute(text: string): boolean {
  return /(?<!\\)(?:\\\\)*\.$/.test(text);
}

/** About how many octets the string has that an offset lies in: escapes count as they are written. */
function stringLength(text: string, offset: number): number {
  const start = text.lastIndexOf('"', offset);
  const end = text.indexOf('"', offset);
  const [isStart, isEnd] = [start >= 0, end >= 0];
  return isStart && isEnd ? end - start - 1 : 0;
}

/** How many characters at the start and the end of a name are the same labels, in either case. */
function changedLabels(
  before: string,
  after: string,
): { readonly start: number; readonly end: number } {
  const [a, b] = [before.toLowerCase(), after.toLowerCase()];
  const most = Math.min(a.length, b.length);
  let end = 0;
  for (let same = 1; same <= most && a.at(-same) === b.at(-same); same++)
    if (a.at(-same) === '.' && same < most) end = same;
  let start = 0;
  for (let same = 0; same < most - end && a[same] === b[same]; same++)
    if (a[same] === '.') start = same + 1;
  return { start, end };
}
