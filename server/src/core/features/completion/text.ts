import { TokenKind, tokenText } from '../../syntax/syntax';
import type { Span } from '../../text/span';
import type { Zone } from '../../zone/zone';
import type { Cursor } from '../cursor';
import { type Item, type Part, plainText } from './item';
import { kindAt, kindOf, type WholePolicy, wholePolicies } from './policies';
import { completeSpf } from './spf';
import { completeTags } from './tags';
import type { Found } from './targets';

/** A policy that is being written. Offsets count in the block's text. */
export interface PolicyText {
  /** What stands in the same string, without its quotes. */
  readonly start: number;
  readonly end: number;
  /** The text of the strings before it. */
  readonly before: string;
}

/** A policy in a TXT record: a whole one, or what comes next in it. */
export function completeText(zone: Zone, cursor: Cursor, date: number): Found {
  const { owner, place, offset } = cursor;
  if (owner === undefined || cursor.position.kind !== 'rdata') return { items: [] };
  const text = findText(cursor);
  const { text: source } = place.syntax;
  const before = text.before + source.slice(text.start, offset);
  const hasText = cursor.start < cursor.end;
  // Several strings without quotes would be joined without their blanks.
  const kind = cursor.isQuoted ? kindOf(before) : undefined;
  if (kind === 'spf') return completeSpf(zone, cursor, text);
  if (kind !== undefined) return completeTags(zone, cursor, text, kind, date);
  const hasMore = text.before !== '' || !cursor.isLast;
  const isBegun = /^v?=?[a-z]*1?$/i.test(before) && before.length < 10;
  if (hasMore || !isBegun || kindAt(zone, owner) === undefined) return { items: [] };
  const items = wholePolicies(zone, owner, cursor.record, date).map(policyItem);
  const span: Span | undefined = hasText ? wholeSpan(cursor) : undefined;
  return span === undefined ? { items } : { items, span };
}

function policyItem({ text, words }: WholePolicy, index: number): Item {
  const insert: readonly Part[] = ['"', ...text, '"'];
  const label = plainText(text);
  return { label, kind: 'value', insert, group: index, filter: `"${label}`, detail: words };
}

/** The string under the cursor; where its quote is missing, up to the end of the word. */
function wholeSpan({ place: { syntax }, start, end, offset, isQuoted }: Cursor): Span {
  const isOpen = isQuoted && !(end - start > 1 && syntax.text.charCodeAt(end - 1) === 0x22);
  let stop = isOpen ? offset : end;
  while (isOpen && stop < end && /[^\s;]/.test(syntax.text.charAt(stop))) stop++;
  return { file: syntax.file, start: syntax.base + start, end: syntax.base + stop };
}

function findText({ place, position, start, end, token, isQuoted }: Cursor): PolicyText {
  const { syntax } = place;
  const closing = isQuoted && end - start > 1 && syntax.text.charCodeAt(end - 1) === 0x22 ? 1 : 0;
  let before = '';
  const first = position.kind === 'rdata' ? position.rdataToken : token;
  for (let each = first; each < token && before.length < 4096; each++) {
    const kind = syntax.tokenKinds.get(each);
    if (kind === TokenKind.word) before += tokenText(syntax, each);
    else if (kind === TokenKind.quoted) before += tokenText(syntax, each).replace(/^"|"$/g, '');
  }
  return { start: isQuoted ? start + 1 : start, end: end - closing, before };
}
