import { type AbsoluteName, isName, type NameTable } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import { nextField, type Syntax, startsBlank } from '../syntax/syntax';
import { emptyHeader, readHeader } from './header';

/** An SOA record stands at the top; a file that has none by then is read without it. */
const maximumEntries = 10_000;

/**
 * The origin that a file starts with: the one that was named; else the SOA's owner, made absolute by
 * the $ORIGIN before it; else an absolute $ORIGIN before the first record; else the one that the
 * file's name carries; else `names.unknownOrigin`.
 */
export function findOrigin(
  syntax: Syntax,
  names: NameTable,
  options: { readonly origin?: string | undefined; readonly fallbackOrigin?: string | undefined },
): AbsoluteName {
  const named = options.origin === undefined ? undefined : names.parse(options.origin);
  if (named !== undefined) return named;
  const fallback =
    (options.fallbackOrigin === undefined ? undefined : names.parse(options.fallbackOrigin)) ??
    names.unknownOrigin;
  const header = emptyHeader();
  let origin: AbsoluteName | undefined;
  let beforeRecords: AbsoluteName | undefined;
  let hasRecords = false;
  for (let entry = 0; entry < Math.min(syntax.entryCount, maximumEntries); entry++) {
    const end = syntax.entryTokens.get(entry + 1);
    const first = nextField(syntax, syntax.entryTokens.get(entry), end);
    if (first === end) continue;
    const start = syntax.tokenStarts.get(first);
    const firstEnd = syntax.tokenEnds.get(first);
    if (syntax.text.charCodeAt(start) === 0x24) {
      if (!/^\$origin$/i.test(syntax.text.slice(start, Math.min(firstEnd, start + 9)))) continue;
      origin = readName(syntax, nextField(syntax, first + 1, end), end, names, origin) ?? origin;
      if (!hasRecords) beforeRecords = origin;
      continue;
    }
    const isBlank = startsBlank(syntax, entry);
    const rest = isBlank ? first : nextField(syntax, first + 1, end);
    if (readHeader(syntax, entry, rest, end, header) !== undefined) continue;
    hasRecords = true;
    if (header.type !== RRType.SOA || isBlank) continue;
    return readName(syntax, first, end, names, origin ?? fallback) ?? beforeRecords ?? fallback;
  }
  return beforeRecords ?? fallback;
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
