import { type AbsoluteName, isName, type NameTable } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import { nextField, type Syntax, startsBlank } from '../syntax/syntax';
import { emptyHeader, readHeader } from './header';

/** An SOA record stands at the top; a file that has none by then is read without it. */
export const maximumEntries = 1_000;

/**
 * The origin that a file starts with: the one that was named; else the SOA's owner, made absolute by
 * the $ORIGIN before it; else an absolute $ORIGIN before the first record; else the one that the
 * file's name carries; else `names.unknownOrigin`. `blocks` are those of one file, in order.
 */
export function findOrigin(
  blocks: readonly Syntax[],
  names: NameTable,
  options: { readonly origin?: string | undefined; readonly fallbackOrigin?: string | undefined },
): AbsoluteName {
  const named = options.origin === undefined ? undefined : names.parse(options.origin);
  if (named !== undefined) return named;
  const fallback =
    (options.fallbackOrigin === undefined ? undefined : names.parse(options.fallbackOrigin)) ??
    names.unknownOrigin;
  const search = new OriginSearch(names, fallback);
  let left = maximumEntries;
  for (const block of blocks) {
    const found = search.readBlock(block, left);
    if (found !== undefined) return found;
    left -= block.entryCount;
    if (left <= 0) break;
  }
  return search.beforeRecords ?? fallback;
}

class OriginSearch {
  readonly #names: NameTable;
  readonly #fallback: AbsoluteName;
  readonly #header = emptyHeader();
  #origin: AbsoluteName | undefined;
  #hasRecords = false;
  /** What an $ORIGIN says before the first record. */
  beforeRecords: AbsoluteName | undefined;

  constructor(names: NameTable, fallback: AbsoluteName) {
    this.#names = names;
    this.#fallback = fallback;
  }

  /** The origin where the block has the SOA record. */
  readBlock(syntax: Syntax, mostEntries: number): AbsoluteName | undefined {
    const count = Math.min(syntax.entryCount, mostEntries);
    for (let entry = 0; entry < count; entry++) {
      const found = this.#readEntry(syntax, entry);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #readEntry(syntax: Syntax, entry: number): AbsoluteName | undefined {
    const end = syntax.entryTokens.get(entry + 1);
    const first = nextField(syntax, syntax.entryTokens.get(entry), end);
    if (first === end) return undefined;
    if (syntax.text.charCodeAt(syntax.tokenStarts.get(first)) === 0x24) {
      this.#readDirective(syntax, first, end);
      return undefined;
    }
    const isBlank = startsBlank(syntax, entry);
    const rest = isBlank ? first : nextField(syntax, first + 1, end);
    if (readHeader(syntax, entry, rest, end, this.#header) !== undefined) return undefined;
    this.#hasRecords = true;
    if (this.#header.type !== RRType.SOA || isBlank) return undefined;
    const owner = readName(syntax, first, end, this.#names, this.#origin ?? this.#fallback);
    return owner ?? this.beforeRecords ?? this.#fallback;
  }

  #readDirective(syntax: Syntax, first: number, end: number): void {
    const start = syntax.tokenStarts.get(first);
    const word = syntax.text.slice(start, Math.min(syntax.tokenEnds.get(first), start + 9));
    if (!/^\$origin$/i.test(word)) return;
    const argument = nextField(syntax, first + 1, end);
    this.#origin = readName(syntax, argument, end, this.#names, this.#origin) ?? this.#origin;
    if (!this.#hasRecords) this.beforeRecords = this.#origin;
  }
}

/** The origin that a file's name carries, such as `db.example.com` or `example.com.zone`. */
export function originFromFileName(fileName: string): string | undefined {
  const bare = fileName.replace(/^db\./i, '').replace(/\.(zone|db|dns|hosts|txt)$/i, '');
  const isDomain = /^(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;
  return isDomain.test(bare) && !/^\d+(\.\d+)*$/.test(bare) ? `${bare}.` : undefined;
}

function readName(
  syntax: Syntax,
  token: number,
  end: number,
  names: NameTable,
  origin: AbsoluteName = names.unknownOrigin,
): AbsoluteName | undefined {
  if (token >= end) return undefined;
  const start = syntax.tokenStarts.get(token);
  const name = names.read(syntax.text, start, syntax.tokenEnds.get(token), origin);
  return isName(name) ? name : undefined;
}
