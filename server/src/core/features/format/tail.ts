import { RRType } from '../../syntax/mnemonics';
import { nextField, type Syntax, TokenKind } from '../../syntax/syntax';
import { breaksBefore, type RecordLine } from './lines';
import type { FormatOptions } from './options';

/** What stands behind a record's type, in order: RDATA, parentheses and comments. */
export interface TailItem {
  /** Token in the file, -1 for a parenthesis that is to be written. */
  readonly token: number;
  readonly kind: number;
  /** True where it starts a line. */
  readonly breaks: boolean;
}

/** The fields of an SOA record: two names, and five numbers that get a line each. */
const soaNames = 2;
const soaFields = 7;

/** A record's tail as it is, or as the layout for SOA records wants it. */
export function readTail(
  syntax: Syntax,
  record: RecordLine,
  { soa }: Pick<FormatOptions, 'soa'>,
): readonly TailItem[] {
  const items: TailItem[] = [];
  const end = syntax.entryTokens.get(record.entry + 1);
  for (let token = record.typeToken + 1; token < end; token++)
    items.push({ token, kind: syntax.tokenKinds.get(token), breaks: breaksBefore(syntax, token) });
  if (record.type !== RRType.SOA || soa === 'keep' || !isWholeSoa(syntax, record, end))
    return items;
  return (soa === 'one-line' ? onOneLine(items) : onLines(items)) ?? items;
}

function isWholeSoa(syntax: Syntax, { typeToken }: RecordLine, end: number): boolean {
  let count = 0;
  for (let token = nextField(syntax, typeToken + 1, end); token < end; count++)
    token = nextField(syntax, token + 1, end);
  return count === soaFields;
}

function isField({ kind }: TailItem): boolean {
  return kind === TokenKind.word || kind === TokenKind.quoted;
}

/** Undefined where a comment stands between the fields: it would end the line. */
function onOneLine(items: readonly TailItem[]): readonly TailItem[] | undefined {
  const last = items.findLastIndex(isField);
  const comment = items.findIndex(({ kind }) => kind === TokenKind.comment);
  if (comment >= 0 && (comment < last || items.length - 1 > comment)) return undefined;
  return items
    .filter(({ kind }) => kind !== TokenKind.open && kind !== TokenKind.close)
    .map((item) => ({ ...item, breaks: false }));
}

/** Undefined where a comment stands between the names, so that it can't follow the parenthesis. */
function onLines(items: readonly TailItem[]): readonly TailItem[] | undefined {
  const lastField = items.findLastIndex(isField);
  const closing = items.findLastIndex(({ kind }) => kind === TokenKind.close);
  const result: TailItem[] = [];
  let fields = 0;
  for (const [index, item] of items.entries()) {
    if (item.kind === TokenKind.comment) {
      if (fields < soaNames) return undefined;
      result.push(item);
    } else if (isField(item)) {
      fields++;
      result.push({ ...item, breaks: fields > soaNames });
      if (fields === soaNames) result.push({ token: -1, kind: TokenKind.open, breaks: false });
      if (index === lastField && closing < lastField)
        result.push({ token: -1, kind: TokenKind.close, breaks: false });
    } else if (index === closing && closing > lastField) result.push({ ...item, token: -1 });
  }
  return result;
}
