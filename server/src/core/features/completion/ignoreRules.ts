import { rules } from '../../rules/registry';
import { TokenKind, tokenText } from '../../syntax/syntax';
import { say } from '../../text/message';
import { ignoreFileWord, ignoreWord } from '../../zone/ignoreComment';
import type { Zone } from '../../zone/zone';
import { isIgnorable } from '../ignoring';
import type { Completion } from './complete';
import type { Item } from './item';

/** In characters: nobody names rules in a longer one. */
const longestComment = 2000;

/** Up to a reason, or another comment: the word that is being written comes last. */
const written =
  /^;+[ \t]*zone-mx-ignore(?:-file)?(?=[ \t,])((?:(?!\s--(?:\s|$))[^;:])*?)([^\s,;:]*)$/;

const wordStart = /^;+[ \t]*(z[a-z-]*)$/;

/** The rules that a comment has not named yet, and the words that such a comment begins with. */
export function completeIgnore(zone: Zone, offset: number): Completion | undefined {
  const place = zone.entryAt(0, offset);
  if (place === undefined || place.syntax.generatedBy !== undefined) return undefined;
  const { syntax, entry } = place;
  const at = offset - syntax.base;
  for (
    let token = syntax.entryTokens.get(entry);
    token < syntax.entryTokens.get(entry + 1);
    token++
  ) {
    const [start, end] = [syntax.tokenStarts.get(token), syntax.tokenEnds.get(token)];
    if (syntax.tokenKinds.get(token) !== TokenKind.comment || at <= start || at > end) continue;
    const behind = /^[^\s,;:]*/.exec(syntax.text.slice(at, end))?.[0] ?? '';
    const found = itemsFor(tokenText(syntax, token), syntax.text.slice(start, at), behind);
    if (found === undefined) return undefined;
    const { file, base } = syntax;
    const from = base + at - found.typed.length;
    const span = { file, start: from, end: base + at + behind.length };
    return { items: found.items, span, isCut: false };
  }
  return undefined;
}

function itemsFor(
  comment: string,
  before: string,
  behind: string,
): { readonly items: readonly Item[]; readonly typed: string } | undefined {
  // The expressions take a time that grows with the square of a word's length.
  if (before.length > longestComment) return undefined;
  const word = wordStart.exec(before)?.[1];
  if (word !== undefined) return { items: words, typed: word };
  const match = written.exec(before);
  if (match === null) return undefined;
  const [, named = '', typed = ''] = match;
  const under = typed + behind;
  const others = `${named} ${comment.slice(before.length + behind.length)}`.split(/[\s,]+/);
  const items = rules
    .filter(({ id }) => isIgnorable(id) && (id === under || !others.includes(id)))
    .map(({ id }): Item => ({ label: id, kind: 'value', insert: [id], group: 0 }));
  return { items, typed };
}

const words: readonly Item[] = [
  {
    label: ignoreWord,
    kind: 'directive',
    insert: [`${ignoreWord} `],
    group: 0,
    detail: say('has rules be quiet for the entry'),
  },
  {
    label: ignoreFileWord,
    kind: 'directive',
    insert: [`${ignoreFileWord} `],
    group: 0,
    detail: say('has rules be quiet for the whole file'),
  },
];
