import { scan } from '../../syntax/scanner';
import { entryAt, type Syntax } from '../../syntax/syntax';
import { applyEdits, type TextEdit } from '../../text/span';
import { finish, type Steps } from '../../text/steps';
import type { Stretch } from './edits';
import { findFilling } from './filling';
import { FileLayout } from './layout';
import { defaultFormat, type FormatOptions } from './options';
import type { Part } from './part';
import { hasEdits, writeEdits } from './windows';

/**
 * The edits that lay a file out, or only the entries that a stretch touches. They never change what
 * a record says: owner, TTL, class, type and RDATA, nor any comment; entries that are not sound
 * stay as they are. A file that has been formatted needs no edits. Takes linear time.
 */
export function formatEdits(
  syntax: Syntax,
  options: FormatOptions = defaultFormat,
  stretch?: Stretch,
): readonly TextEdit[] {
  return finish(formatInSteps([syntax], options, stretch));
}

/**
 * The same, so that others get a turn, for a file in parts: at least one. What is known of parts that
 * were formatted before is not asked again.
 */
export function* formatInSteps(
  parts: readonly Part[],
  options: FormatOptions,
  stretch?: Stretch,
): Steps<readonly TextEdit[]> {
  const entries = stretch && wholeEntries(parts, stretch);
  const edits = yield* formatParts(parts, options, entries);
  if (entries === undefined) return edits;
  return edits.filter(({ span }) => span.start >= entries.start && span.end <= entries.end);
}

/** Lays a text out. */
export function formatText(text: string, options: FormatOptions = defaultFormat): string {
  return applyEdits(text, formatEdits(scan(text), options));
}

function* formatParts(
  parts: readonly Part[],
  options: FormatOptions,
  stretch: Stretch | undefined,
): Steps<readonly TextEdit[]> {
  const { indentation, fallback, tabSize } = options;
  const layout = new FileLayout(parts, options);
  yield* layout.read();
  const style =
    indentation === 'auto' ? findFilling(layout.facts.map(({ gaps }) => gaps)) : indentation;
  const places = yield* layout.place({ tabs: style === 'tabs', tabSize });
  if (style !== undefined || fallback === 'spaces')
    return yield* writeEdits(layout, places, options, stretch);
  // Columns that happen to need single blanks only are a style, too.
  if (!(yield* hasEdits(layout, places, options))) return [];
  const tabbed = yield* layout.place({ tabs: true, tabSize });
  return yield* writeEdits(layout, tabbed, options, stretch);
}

/** From the start of the first entry that a stretch touches to the end of the last one. */
function wholeEntries(parts: readonly Part[], { start, end }: Stretch): Stretch {
  const first = entryIn(parts, start);
  const behind = entryIn(parts, end);
  // A stretch that ends where an entry starts does not touch it, but where it is nothing but that.
  const isBehind = behind.start > first.start && behind.start === end;
  return { start: first.start, end: isBehind ? end : behind.end };
}

/** The entry that an offset lies in. */
function entryIn(parts: readonly Part[], offset: number): Stretch {
  const part = parts.findLast(({ base }) => base <= offset) ?? parts[0];
  if (part === undefined) return { start: 0, end: 0 };
  const { base, entryStarts } = part;
  const entry = entryAt(part, offset - base);
  return { start: base + entryStarts.get(entry), end: base + entryStarts.get(entry + 1) };
}
