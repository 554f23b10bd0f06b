import { parseTtl } from '../../server/src/core/dns/ttl';
import { findClass, typeMnemonic } from '../../server/src/core/syntax/mnemonics';
import { scan } from '../../server/src/core/syntax/scanner';
import {
  nextField,
  type Syntax,
  startsBlank,
  TokenKind,
  tokenText,
} from '../../server/src/core/syntax/syntax';
import { buildZone } from '../../server/src/core/zone/build';
import { emptyHeader, type Header, readHeader } from '../../server/src/core/zone/header';

/** Every record that a text has: owner, TTL, class, type and the text of each RDATA field. */
export function recordsOf(text: string): readonly string[] {
  const syntax = scan(text);
  const zone = buildZone(syntax, { fallbackOrigin: 'example.com.' });
  const { records, names } = zone;
  const classes = classesOf(syntax);
  return Array.from({ length: records.length }, (_, record) => {
    const entry = records.entries.get(record);
    // What $GENERATE makes is a text of its own.
    const own = zone.syntaxOf(record);
    const end = own.entryTokens.get(entry + 1);
    const rdata = [];
    let token = nextField(own, records.typeTokens.get(record) + 1, end);
    for (; token < end; token = nextField(own, token + 1, end)) rdata.push(tokenText(own, token));
    const owner = names.text(zone.ownerOf(record));
    const type = typeMnemonic(records.types.get(record));
    return [
      owner,
      records.ttls.get(record),
      own === syntax ? classes[entry] : '',
      type,
      ...rdata,
    ].join(' ');
  });
}

/** The comments of a text, without the blanks that they end with. */
export function commentsOf(text: string): readonly string[] {
  const syntax = scan(text);
  return tokensOf(syntax, (kind) => kind === TokenKind.comment).map(trimBlanks);
}

/** All that a text says, in order, without blanks and line ends. */
export function wordsOf(text: string): readonly string[] {
  const syntax = scan(text);
  return tokensOf(syntax, () => true).map(trimBlanks);
}

/** The messages of all syntax errors, each with what is underlined, whatever its gaps are. */
export function errorsOf(text: string): readonly string[] {
  const { errors } = buildZone(scan(text), { fallbackOrigin: 'example.com.' });
  return errors.map(
    ({ span, message }) =>
      `${message.template}: ${text.slice(span.start, span.end).replace(/\s+/g, '')}`,
  );
}

/** The entries in which the scanner found an error. */
export function flawedEntriesOf(text: string): readonly string[] {
  const syntax = scan(text);
  const found: string[] = [];
  for (let entry = 0; entry < syntax.entryCount; entry++) {
    const start = syntax.entryStarts.get(entry);
    const end = syntax.entryStarts.get(entry + 1);
    if (syntax.errors.errors.some(({ span }) => span.start >= start && span.end <= end))
      found.push(text.slice(start, end));
  }
  return found;
}

function tokensOf(syntax: Syntax, isWanted: (kind: number) => boolean): readonly string[] {
  const found: string[] = [];
  for (let token = 0; token < syntax.tokenKinds.length; token++) {
    if (isWanted(syntax.tokenKinds.get(token))) found.push(tokenText(syntax, token));
  }
  return found;
}

function trimBlanks(text: string): string {
  return text.startsWith(';') ? text.replace(/[ \t]+$/, '') : text;
}

/** By entry: the class of its record, which is the last one that was said (RFC 1035 5.1). */
function classesOf(syntax: Syntax): readonly number[] {
  const said = Array.from({ length: syntax.entryCount }, (_, entry) => classOf(syntax, entry));
  const [only, ...others] = new Set(said.filter((each) => each >= 0));
  // Before the first, it is the only one that there is.
  let last = others.length === 0 ? (only ?? -1) : -1;
  return said.map((each) => {
    if (each >= 0) last = each;
    return last;
  });
}

/** The class that a record says, or -1. */
function classOf(syntax: Syntax, entry: number): number {
  const { text, tokenStarts, tokenEnds, entryTokens } = syntax;
  const end = entryTokens.get(entry + 1);
  let token = nextField(syntax, entryTokens.get(entry), end);
  if (!startsBlank(syntax, entry)) token = nextField(syntax, token + 1, end);
  const header: Header = emptyHeader();
  if (readHeader(syntax, entry, token, end, header) !== undefined) return -1;
  for (; token < header.typeToken; token = nextField(syntax, token + 1, end)) {
    const [start, fieldEnd] = [tokenStarts.get(token), tokenEnds.get(token)];
    if (parseTtl(text, start, fieldEnd) < 0) return findClass(text, start, fieldEnd);
  }
  return -1;
}
