import { findClass } from '../syntax/mnemonics';
import { nextField, type Syntax, TokenKind, tokenText } from '../syntax/syntax';
import { type Message, say } from '../text/message';

/** What a $GENERATE directive stands for. */
export type Generated =
  | { readonly kind: 'records'; readonly text: string; readonly count: number }
  | { readonly kind: 'flaw'; readonly token: number; readonly message: Message }
  | { readonly kind: 'too-many'; readonly token: number; readonly count: number };

/** Numbers of a range go up to here. */
const maximumNumber = 2 ** 31 - 1;

/** No label has more digits. */
const maximumWidth = 63;

interface Range {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

/** A piece of a pattern: text as it is, or the number in some notation. */
type Piece =
  | string
  | { readonly offset: number; readonly width: number; readonly notation: string };

/**
 * Writes the records of a $GENERATE directive as zone text, one line each: `$GENERATE range owner
 * [ttl] [class] type rdata`. RDATA is one field, in quotes where it has several.
 *
 * Source: BIND 9 Administrator Reference Manual, “$GENERATE”; no RFC has it.
 */
export function generate(syntax: Syntax, first: number, end: number, most: number): Generated {
  const parenthesis = findParenthesis(syntax, first, end);
  if (parenthesis !== undefined)
    return {
      kind: 'flaw',
      token: parenthesis,
      message: say('$GENERATE takes no parentheses: it stands on one line.'),
    };
  const fields = fieldsAfter(syntax, first, end);
  const [rangeToken, ownerToken] = fields;
  if (rangeToken === undefined) return incomplete(first, '1-10');
  const range = readRange(tokenText(syntax, rangeToken));
  if (range === undefined)
    return {
      kind: 'flaw',
      token: rangeToken,
      message: say(
        'A range is written as 1-10 or 0-100/10; “{0}” is none.',
        tokenText(syntax, rangeToken),
      ),
    };
  const count = Math.floor((range.stop - range.start) / range.step) + 1;
  if (count > most) return { kind: 'too-many', token: rangeToken, count };
  const header = headerOf(syntax, fields);
  const rdataToken = fields[2 + header.length];
  if (ownerToken === undefined || rdataToken === undefined)
    return incomplete(fields.at(-1) ?? first, 'host$ A 192.0.2.$');
  const extra = fields[3 + header.length];
  if (extra !== undefined) return extraField(syntax, extra);
  const owner = readPattern(tokenText(syntax, ownerToken));
  const rdata = readPattern(rdataText(syntax, rdataToken));
  if (owner === undefined) return badPattern(syntax, ownerToken);
  if (rdata === undefined) return badPattern(syntax, rdataToken);
  return { kind: 'records', text: write(range, owner, header.join(' '), rdata), count };
}

function write(
  range: Range,
  owner: readonly Piece[],
  header: string,
  rdata: readonly Piece[],
): string {
  const lines: string[] = [];
  for (let number = range.start; number <= range.stop; number += range.step)
    lines.push(`${fill(owner, number)} ${header} ${fill(rdata, number)}\n`);
  return lines.join('');
}

function findParenthesis({ tokenKinds }: Syntax, first: number, end: number): number | undefined {
  for (let token = first; token < end; token++) {
    const kind = tokenKinds.get(token);
    if (kind === TokenKind.open || kind === TokenKind.close) return token;
  }
  return undefined;
}

function fieldsAfter(syntax: Syntax, first: number, end: number): readonly number[] {
  const fields: number[] = [];
  let token = nextField(syntax, first + 1, end);
  for (; token < end; token = nextField(syntax, token + 1, end)) fields.push(token);
  return fields;
}

/** TTL and class in either order, as far as they are there, and the type. */
function headerOf(syntax: Syntax, fields: readonly number[]): readonly string[] {
  const texts = fields.slice(2, 5).map((token) => tokenText(syntax, token));
  const isType = (text: string): boolean =>
    !/^\d/.test(text) && findClass(text, 0, text.length) < 0;
  const type = texts.findIndex(isType);
  return texts.slice(0, type < 0 ? texts.length : type + 1);
}

/** As it is written, without the quotes around it. */
function rdataText(syntax: Syntax, token: number): string {
  const text = tokenText(syntax, token);
  if (syntax.tokenKinds.get(token) !== TokenKind.quoted) return text;
  return text.replace(/^"|"$/g, '').replaceAll('\\"', '"');
}

function readRange(text: string): Range | undefined {
  const match = /^(\d{1,10})-(\d{1,10})(?:\/(\d{1,10}))?$/.exec(text);
  if (match === null) return undefined;
  const [start = 0, stop = 0, step = 1] = match.slice(1).map((each) => Number(each ?? 1));
  if (start > stop || step < 1 || Math.max(stop, step) > maximumNumber) return undefined;
  return { start, stop, step };
}

/** Cuts a pattern into its pieces: `$`, `${offset[,width[,notation]]}`, `$$` and `\$` for a dollar. */
function readPattern(text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  const token =
    /\$\$|\\.|\$\{([+-]?\d{1,10})(?:,(\d{1,10})(?:,([doxXnN]))?)?\}|\$(?!\{)|[^$\\]+|./gsy;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [whole, offset, width = '0', notation = 'd'] = match;
    if (whole === '$$') pieces.push('\\$');
    else if (whole === '$') {
      // What is left of a `${` that is not whole.
      if (text.startsWith('{', token.lastIndex)) return undefined;
      pieces.push({ offset: 0, width: 0, notation: 'd' });
    } else if (offset === undefined) pieces.push(whole);
    else if (Number(width) > maximumWidth) return undefined;
    else pieces.push({ offset: Number(offset), width: Number(width), notation });
  }
  return pieces;
}

function fill(pieces: readonly Piece[], number: number): string {
  return pieces
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : present(number + piece.offset, piece.width, piece.notation),
    )
    .join('');
}

function present(number: number, width: number, notation: string): string {
  if (notation === 'n' || notation === 'N') return presentNibbles(number, width, notation);
  if (notation === 'd') {
    const digits = String(Math.abs(number));
    return number < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0');
  }
  const digits = (number >>> 0).toString(notation === 'o' ? 8 : 16).padStart(width, '0');
  return notation === 'X' ? digits.toUpperCase() : digits;
}

/** Hexadecimal digits, the last one first, with dots between: labels of a reverse zone. */
function presentNibbles(number: number, width: number, notation: string): string {
  let rest = number >>> 0;
  let text = '';
  do {
    text += (rest & 15).toString(16);
    rest >>>= 4;
    if (text.length < width || rest !== 0) text += '.';
  } while (rest !== 0 || text.length < width);
  return notation === 'N' ? text.toUpperCase() : text;
}

function incomplete(token: number, example: string): Generated {
  return {
    kind: 'flaw',
    token,
    message: say('$GENERATE is incomplete: {0} is an example of what comes next.', example),
  };
}

function extraField(syntax: Syntax, token: number): Generated {
  return {
    kind: 'flaw',
    token,
    message: say(
      '“{0}” is one field too many: in $GENERATE, RDATA of several fields stands in quotes.',
      tokenText(syntax, token),
    ),
  };
}

function badPattern(syntax: Syntax, token: number): Generated {
  return {
    kind: 'flaw',
    token,
    message: say(
      'Behind $ there may be {0} with an offset, a width and one of d, o, x, X, n or N; “{1}” has something else.',
      '{0,3,d}',
      tokenText(syntax, token),
    ),
  };
}
