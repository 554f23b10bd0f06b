import { RRType, typeMnemonic } from '../../syntax/mnemonics';
import { type Syntax, TokenKind, tokenText } from '../../syntax/syntax';
import { say } from '../../text/message';
import type { FindRefactorings } from './refactoring';

/** Characters of RDATA from which on several lines are easier to read. */
const longRdata = 60;

/** So wide are lines of several fields; a field that is wider has a line of its own. */
const width = 64;

const name = 'toggleLines';

/** A record with long RDATA on several lines in parentheses, or on one again; the SOA has ways of its own. */
export const toggleLines: FindRefactorings = (zone, { start }) => {
  const place = zone.entryAt(0, start);
  const record = place === undefined ? undefined : zone.recordIn(place);
  if (place === undefined || record === undefined || zone.isFlawed(record)) return [];
  const { syntax, entry } = place;
  const type = zone.records.types.get(record);
  if (type === RRType.SOA || syntax.generatedBy !== undefined) return [];
  const typeToken = zone.records.typeTokens.get(record);
  const end = syntax.entryTokens.get(entry + 1);
  const shape = readShape(syntax, syntax.entryTokens.get(entry), typeToken, end);
  if (shape === undefined || shape.fields.length === 0) return [];
  const mnemonic = typeMnemonic(type);
  const title = shape.isSpread
    ? say('Write the {0} record on one line', mnemonic)
    : say('Write the {0} record on several lines', mnemonic);
  if (shape.hasComment)
    return [{ name, title, edits: [], reason: say('There are comments between its lines.') }];
  const text = shape.isSpread ? shape.fields.join(' ') : spread(syntax, entry, shape);
  if (text === undefined) return [];
  const { base, file } = syntax;
  const span = { file, start: base + shape.start, end: base + shape.end };
  return [{ name, title, edits: [{ span, text }] }];
};

/** The RDATA of a record as it is laid out; offsets count in the block. */
interface Shape {
  readonly fields: readonly string[];
  readonly start: number;
  readonly end: number;
  /** True where there are parentheses. */
  readonly isSpread: boolean;
  /** True where a comment stands within them. */
  readonly hasComment: boolean;
}

/** Undefined where parentheses begin before RDATA. */
function readShape(
  syntax: Syntax,
  first: number,
  typeToken: number,
  end: number,
): Shape | undefined {
  const { tokenKinds, tokenStarts, tokenEnds } = syntax;
  for (let token = first; token <= typeToken; token++)
    if (tokenKinds.get(token) > TokenKind.quoted) return undefined;
  let last = end - 1;
  if (tokenKinds.get(last) === TokenKind.comment) last--;
  const fields: string[] = [];
  let isSpread = false;
  let hasComment = false;
  for (let token = typeToken + 1; token <= last; token++) {
    const kind = tokenKinds.get(token);
    if (kind <= TokenKind.quoted) fields.push(tokenText(syntax, token));
    else if (kind === TokenKind.comment) hasComment = true;
    else isSpread = true;
  }
  // A parenthesis may touch the type.
  const start = tokenStarts.get(typeToken + 1);
  if (last <= typeToken || start === tokenEnds.get(typeToken)) return undefined;
  return { fields, start, end: tokenEnds.get(last), isSpread, hasComment };
}

/** Fields on lines of their own, below the first one; undefined where they are short enough for one. */
function spread(syntax: Syntax, entry: number, { fields, start, end }: Shape): string | undefined {
  if (end - start < longRdata || fields.length < 2) return undefined;
  const before = syntax.text.slice(syntax.entryStarts.get(entry), start);
  const indent = `${before.replace(/^\ufeff/, '').replace(/[^\t]/g, ' ')}  `;
  const lines: string[] = [];
  for (const field of fields) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + field.length > width) lines.push(field);
    else lines[lines.length - 1] = `${line} ${field}`;
  }
  if (lines.length < 2) return undefined;
  const lineEnd = /\r\n/.test(syntax.text) ? '\r\n' : '\n';
  return `( ${lines.join(lineEnd + indent)} )`;
}
