import { type Syntax, TokenKind } from '../../syntax/syntax';
import type { TextEdit } from '../../text/span';
import type { Steps } from '../../text/steps';
import { contentEndOf, lineEndOf, lineStartOf } from './blanks';
import { CommentColumns } from './comments';
import { EditList, type Neighbours, type Stretch } from './edits';
import { countAlignedFields } from './fields';
import type { FileLayout, FilePlaces } from './layout';
import { EntryKind } from './lines';
import { type FillingKind, kindOf } from './memory';
import { defaultFormat, type FormatOptions } from './options';
import type { OpenPart } from './part';
import { RecordWriter } from './records';
import { readTail } from './tail';

/** Parts between whose borders no comments stand in one column. */
interface Window {
  readonly from: number;
  /** The last one. */
  readonly to: number;
}

/** The edits of all parts, or of those around a stretch. */
export function* writeEdits(
  layout: FileLayout,
  places: FilePlaces,
  options: FormatOptions,
  stretch?: Stretch,
): Steps<readonly TextEdit[]> {
  const writer = new WindowWriter(layout, places, options);
  const found: (readonly TextEdit[])[] = [];
  for (const window of writer.windows())
    if (writer.touches(window, stretch) && !writer.isClean(window))
      found.push(yield* writer.write(window));
  return found.flat();
}

/** True where any part needs an edit. */
export function* hasEdits(
  layout: FileLayout,
  places: FilePlaces,
  options: FormatOptions,
): Steps<boolean> {
  const writer = new WindowWriter(layout, places, options);
  for (const window of writer.windows()) if ((yield* writer.write(window)).length > 0) return true;
  return false;
}

/** Writes the parts of a file, window after window. */
class WindowWriter {
  readonly #layout: FileLayout;
  readonly #places: FilePlaces;
  readonly #soa: Pick<FormatOptions, 'soa'>;
  readonly #lineEnd: string;
  readonly #kind: FillingKind;
  /** What all windows hang by. */
  readonly #ownKey: string;
  readonly #fileEnd: number;
  /** The last part that is not empty; the first one where all are. */
  readonly #last: number;

  constructor(layout: FileLayout, places: FilePlaces, options: FormatOptions) {
    const { parts, facts, isUnbalanced } = layout;
    this.#layout = layout;
    this.#places = places;
    this.#soa = isUnbalanced ? defaultFormat : options;
    this.#lineEnd = lineEndOf(parts[0]?.text ?? '');
    this.#kind = kindOf(places.filling);
    this.#ownKey = `${places.columns.join()}${this.#lineEnd}`;
    const end = parts.at(-1);
    this.#fileEnd = end === undefined ? 0 : end.base + end.text.length;
    this.#last = Math.max(
      0,
      facts.findLastIndex(({ isFilled }) => isFilled),
    );
  }

  /** The windows up to the last part that is not empty. */
  *windows(): Generator<Window> {
    const { facts } = this.#layout;
    let from = 0;
    for (let to = 0; to <= this.#last; to++) {
      const above = facts[to]?.lastComment;
      const below = to < this.#last ? facts[to + 1]?.firstComment : 'none';
      // One on a line of its own starts no column for those behind records.
      const areJoined =
        below === 'behind' ? above === 'behind' : below === 'indented' && above !== 'none';
      if (areJoined) continue;
      yield { from, to };
      from = to + 1;
    }
  }

  touches({ from, to }: Window, stretch: Stretch | undefined): boolean {
    if (stretch === undefined) return true;
    const { parts } = this.#layout;
    const last = parts[to];
    const start = parts[from]?.base ?? 0;
    // The last one is asked for the end of the file, too.
    const end =
      last === undefined || to === this.#last ? this.#fileEnd : last.base + last.text.length;
    return start <= stretch.end && end >= stretch.start;
  }

  /** True where a window is known to need no edits. */
  isClean(window: Window): boolean {
    return this.#layout.memories[window.from]?.clean[this.#kind] === this.#keyOf(window);
  }

  /** The edits in order; that there are none is remembered. */
  *write(window: Window): Steps<readonly TextEdit[]> {
    const lists: EditList[] = [];
    let comments: CommentColumns | undefined;
    for (let part = window.from; part <= window.to; part++) {
      const place = this.#places.places[part];
      if (place === undefined) break;
      const open = yield* this.#layout.open(part, place.words);
      const edits = new EditList(open.syntax, this.#neighboursOf(part));
      comments = this.#enter(comments, open.syntax, edits);
      this.#writePart(part, open, edits, comments);
      lists.push(edits);
    }
    comments?.reset();
    const found = lists.flatMap((edits) => edits.finish());
    const clean = this.#layout.memories[window.from]?.clean;
    if (found.length === 0 && clean !== undefined) clean[this.#kind] = this.#keyOf(window);
    return found;
  }

  #enter(comments: CommentColumns | undefined, syntax: Syntax, edits: EditList): CommentColumns {
    comments?.enter(syntax, edits);
    return comments ?? new CommentColumns(syntax, this.#places.filling, edits);
  }

  /** All that the edits of a window hang by; a place is one of a part, so that its text counts. */
  #keyOf({ from, to }: Window): string {
    const { places, aligned } = this.#places;
    let key = this.#ownKey;
    for (let part = from; part <= to; part++) {
      const { before, after } = this.#neighboursOf(part);
      key += `${places[part]?.id},${aligned.first[part]},${aligned.last[part]},${before}${after};`;
    }
    return to === this.#last ? key + this.#restBehind(to) : key;
  }

  /** The characters around a part as far as they may join with its line ends. */
  #neighboursOf(part: number): Neighbours {
    const { parts } = this.#layout;
    return {
      before: parts[part - 1]?.text.endsWith('\r') === true ? '\r' : '',
      after: parts[part + 1]?.text.startsWith('\n') === true ? '\n' : '',
    };
  }

  /** How much text there is from the start of a part to the end of the file. */
  #restBehind(part: number): number {
    return this.#fileEnd - (this.#layout.parts[part]?.base ?? 0);
  }

  #writePart(part: number, open: OpenPart, edits: EditList, comments: CommentColumns): void {
    const place = this.#places.places[part];
    if (place === undefined) return;
    const { syntax, lines } = open;
    const { filling } = place;
    const placement = open.placeIn(place, this.#places.columns);
    const { first, last: tail } = this.#places.aligned;
    const known = { first: first[part] ?? -1, last: tail[part] ?? -1 };
    const aligned = countAlignedFields(syntax, placement, filling.tabSize, known);
    const writer = new RecordWriter(syntax, filling, edits, comments, this.#lineEnd);
    const isLast = part === this.#last;
    const last = isLast ? lastFilledEntry(syntax) : syntax.entryCount - 1;
    let next = 0;
    for (let entry = 0; entry <= last; entry++) {
      const record = placement.records[next];
      if (record?.entry === entry) {
        writer.write(placement, next, readTail(syntax, record, this.#soa), aligned[next] ?? 0);
        next++;
      } else formatOther(syntax, entry, lines.kinds[entry] ?? EntryKind.left, edits, comments);
    }
    if (isLast) this.#writeEnd(open, last, edits, this.#restBehind(part));
  }

  /** The file ends with one line end; what is not understood stays as it is up to its end. */
  #writeEnd({ syntax, lines }: OpenPart, last: number, edits: EditList, fileEnd: number): void {
    if (last < 0) {
      edits.set(lineStartOf(syntax, 0), fileEnd, '');
      return;
    }
    if (lines.kinds[last] === EntryKind.left) return;
    const end = contentEndOf(syntax, last);
    const next = syntax.entryStarts.get(last + 1);
    edits.set(next, fileEnd, '');
    if (end === next) edits.set(end, end, this.#lineEnd);
  }
}

function formatOther(
  syntax: Syntax,
  entry: number,
  kind: number,
  edits: EditList,
  comments: CommentColumns,
): void {
  const start = lineStartOf(syntax, entry);
  const token = syntax.entryTokens.get(entry);
  if (kind === EntryKind.comment) {
    comments.addOwnLine(token, start);
    return;
  }
  comments.reset();
  if (kind === EntryKind.left) return;
  const end = syntax.entryTokens.get(entry + 1);
  if (end === token) {
    edits.trimEnd(start, contentEndOf(syntax, entry));
    return;
  }
  const isComment = syntax.tokenKinds.get(end - 1) === TokenKind.comment;
  const content = isComment ? syntax.tokenStarts.get(end - 1) : syntax.tokenEnds.get(end - 1);
  edits.trimEnd(content, contentEndOf(syntax, entry));
}

/** The last entry that is not empty, -1 for none. */
function lastFilledEntry({ entryCount, entryTokens }: Syntax): number {
  let entry = entryCount - 1;
  while (entry >= 0 && entryTokens.get(entry) === entryTokens.get(entry + 1)) entry--;
  return entry;
}
