import { TokenKind, tokenText } from '../../syntax/syntax';
import type { Message } from '../../text/message';
import type { Cursor } from '../cursor';
import type { Item, Part } from './item';

/** One of the values of a field. */
export function valueItem(
  label: string,
  detail: Message,
  group = 1,
  insert: readonly Part[] = [label],
): Item {
  return { label, kind: 'value', insert, group, detail };
}

/** The RDATA fields before the cursor, as they are written; few, as no type has many. */
export function fieldTexts({ place: { syntax }, position, token }: Cursor): readonly string[] {
  if (position.kind !== 'rdata') return [];
  const found: string[] = [];
  for (let each = position.rdataToken; each < token && found.length < 32; each++)
    if (syntax.tokenKinds.get(each) <= TokenKind.quoted) found.push(tokenText(syntax, each));
  return found;
}
