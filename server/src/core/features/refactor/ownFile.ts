import { scan } from '../../syntax/scanner';
import { byteOrderMark, type Syntax } from '../../syntax/syntax';
import { applyEdits, type TextEdit } from '../../text/span';
import { buildZone, nothingIncluded } from '../../zone/build';
import { CanonicalZone } from '../../zone/canonicalZone';
import type { FindInclusion } from '../../zone/includes';
import type { Zone } from '../../zone/zone';

/** In UTF-16 units: a longer file is not rewritten as a whole. */
const largestRewritten = 1_000_000;

/** The file that was opened, read by itself in one block; what it includes is not read. */
export interface OwnFile {
  readonly text: string;
  readonly syntax: Syntax;
  readonly zone: Zone;
  readonly origin: string;
}

/** Undefined for a file that is too long, whose origin is not known, or in which there are errors. */
export function readOwnFile({ blocks, names, apex }: Zone): OwnFile | undefined {
  const own = blocks.ofFile(0);
  const syntaxes = own.flatMap((block) => blocks.syntaxOf(block) ?? []);
  const length = syntaxes.reduce((sum, { text }) => sum + text.length, 0);
  const [first] = own[0] === undefined ? [] : blocks.originsOf(own[0]);
  if (length > largestRewritten || first === undefined || !names.isKnown(apex)) return undefined;
  const origin = names.isKnown(first.origin) ? names.text(first.origin) : names.text(apex);
  const text = syntaxes.map((each) => each.text).join('');
  const syntax = scan(text);
  const zone = buildZone(syntax, { origin });
  return zone.errors.length > 0 ? undefined : { text, syntax, zone, origin };
}

/** Where an entry starts, behind the mark that a file may begin with. */
export function entryStart({ syntax, text }: OwnFile, entry: number): number {
  const start = syntax.entryStarts.get(entry);
  return start === 0 && text.charCodeAt(0) === byteOrderMark ? 1 : start;
}

/** True where a file says the same once it is edited, to every name server. */
export function saysTheSame(
  { text, zone, origin }: OwnFile,
  edits: readonly TextEdit[],
  include: FindInclusion = nothingIncluded,
): boolean {
  const after = buildZone(scan(applyEdits(text, edits)), { origin, include });
  return after.errors.length === 0 && canonical(after) === canonical(zone);
}

function canonical(zone: Zone): string {
  return [...new CanonicalZone(zone).blocks()].join('');
}
