import { RRType } from '../../syntax/mnemonics';
import { entrySpan, TokenKind } from '../../syntax/syntax';
import { type Message, say } from '../../text/message';
import { formatEdits } from '../format/format';
import { defaultFormat } from '../format/options';
import type { FindRefactorings } from './refactoring';

const titles: Readonly<Record<'one-line' | 'multi-line', Message>> = {
  'one-line': say('Write the SOA record on one line'),
  'multi-line': say('Write the SOA record on several lines'),
};

/** An SOA record on one line, or on several in parentheses; its comments stay. */
export const toggleSoa: FindRefactorings = (zone, { start }) => {
  const place = zone.entryAt(0, start);
  const record = place === undefined ? undefined : zone.recordIn(place);
  if (place === undefined || record === undefined || zone.isFlawed(record)) return [];
  if (zone.records.types.get(record) !== RRType.SOA) return [];
  const { syntax, entry } = place;
  let isOpen = false;
  for (
    let token = syntax.entryTokens.get(entry);
    token < syntax.entryTokens.get(entry + 1);
    token++
  )
    isOpen ||= syntax.tokenKinds.get(token) === TokenKind.open;
  const soa = isOpen ? 'one-line' : 'multi-line';
  const edits = formatEdits(syntax, { ...defaultFormat, soa }, entrySpan(syntax, entry));
  return edits.length === 0 ? [] : [{ name: 'toggleSoa', title: titles[soa], edits }];
};
