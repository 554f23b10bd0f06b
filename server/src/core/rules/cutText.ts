import { nextField, TokenKind, tokenSpan } from '../syntax/syntax';
import type { Span } from '../text/span';
import type { RecordIndex, Zone } from '../zone/zone';

const policies = /^v=(?:spf1|DMARC1|DKIM1|STSv1|TLSRPTv1)\b/i;

/**
 * The comment that cuts a policy short: `v=DMARC1; p=none` without quotes ends at the semicolon.
 * Undefined where the text is whole, or no policy. Only a semicolon right behind the text counts.
 */
export function findCut(zone: Zone, record: RecordIndex): Span | undefined {
  const syntax = zone.syntaxOf(record);
  const { text, tokenKinds, tokenStarts, tokenEnds, entryTokens } = syntax;
  const first = zone.records.rdataTokens.get(record);
  // Most texts are quoted or no policy.
  const start = tokenStarts.get(first);
  if ((text.charCodeAt(start) | 0x20) !== 0x76 || text.charCodeAt(start + 1) !== 0x3d)
    return undefined;
  if (!policies.test(text.slice(start, start + 12))) return undefined;
  const end = entryTokens.get(zone.records.entries.get(record) + 1);
  let last = first;
  for (let token = first; token < end; token = nextField(syntax, token + 1, end)) {
    if (tokenKinds.get(token) !== TokenKind.word) return undefined;
    last = token;
  }
  const isCut =
    last + 1 < end &&
    tokenKinds.get(last + 1) === TokenKind.comment &&
    tokenStarts.get(last + 1) === tokenEnds.get(last);
  return isCut ? tokenSpan(syntax, last + 1) : undefined;
}
