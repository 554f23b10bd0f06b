import { parseSpf, type SpfTerm } from '../policy/spf';
import { TokenKind, tokenText } from '../syntax/syntax';
import type { TextEdit } from '../text/span';
import { type RecordText, recordText } from '../zone/recordText';
import type { RecordIndex, Zone } from '../zone/zone';

/** Octets that one string holds (RFC 1035 3.3). */
const longestString = 255;

/**
 * Has an SPF record include one domain instead of others: in the place of the first of them, else as its
 * first term. Without a domain its own exchanges take the place of the former ones. Undefined where the
 * record is not written plainly, or would grow out of its string.
 */
export function changeInclude(
  zone: Zone,
  record: RecordIndex,
  former: readonly string[],
  domain: string | undefined,
): readonly TextEdit[] | undefined {
  const text = recordText(zone, record);
  const { terms, problems } = parseSpf(text.text);
  if (problems.length > 0) return undefined;
  const includes = terms.filter(({ name }) => name === 'include');
  const isDomain = (term: SpfTerm, wanted: string): boolean =>
    term.domain.toLowerCase().replace(/\.$/, '') === wanted;
  const given = former.filter((each) => each !== domain);
  const replaced = includes.filter((term) => given.some((each) => isDomain(term, each)));
  const isThere = domain !== undefined && includes.some((term) => isDomain(term, domain));
  const [first, ...others] = replaced;
  const toRemove = isThere ? replaced : others;
  const edits: (TextEdit | undefined)[] = toRemove.map(({ start, end }) =>
    replacePlain(text, start - 1, end, ''),
  );
  const term = domain === undefined ? 'mx' : `include:${domain}`;
  if (!isThere) {
    if (first !== undefined) {
      const qualifier = /^[-+?~]?/.exec(text.text.slice(first.start))?.[0] ?? '';
      edits.push(replacePlain(text, first.start, first.end, qualifier + term));
    } else if (domain === undefined) return undefined;
    else edits.push(replacePlain(text, version, version, ` ${term}`));
  }
  const sound = edits.filter((each) => each !== undefined);
  const isSound = sound.length === edits.length && hasRoom(zone, record, sound);
  return isSound ? sound : undefined;
}

/** Where the first term may stand: behind `v=spf1`. */
const version = 6;

/** Undefined where the stretch lies in several strings, or has escapes. */
function replacePlain(
  text: RecordText,
  start: number,
  end: number,
  replacement: string,
): TextEdit | undefined {
  if (start === end) {
    const { file, end: at } = text.spanOf(start - 1, start);
    return { span: { file, start: at, end: at }, text: replacement };
  }
  const span = text.spanOf(start, end);
  return text.written(span) === text.text.slice(start, end)
    ? { span, text: replacement }
    : undefined;
}

/** True where no string of the record becomes too long, or two. */
function hasRoom(zone: Zone, record: RecordIndex, edits: readonly TextEdit[]): boolean {
  const syntax = zone.syntaxOf(record);
  const entry = zone.records.entries.get(record);
  for (
    let token = syntax.entryTokens.get(entry);
    token < syntax.entryTokens.get(entry + 1);
    token++
  ) {
    const from = syntax.base + syntax.tokenStarts.get(token);
    const to = syntax.base + syntax.tokenEnds.get(token);
    const within = edits.filter(({ span }) => span.start >= from && span.end <= to);
    // Without quotes, a string ends at the first blank.
    const isQuoted = syntax.tokenKinds.get(token) === TokenKind.quoted;
    if (!isQuoted && within.some(({ text }) => text.includes(' '))) return false;
    const added = within.reduce(
      (sum, { span, text }) => sum + text.length - span.end + span.start,
      0,
    );
    if (added > 0 && tokenText(syntax, token).length - 2 + added > longestString) return false;
  }
  return true;
}
