import { decoded } from '../core/config/origins';
import { BlockStore } from '../core/syntax/blockStore';
import type { FileIndex, OtherSpan, Span } from '../core/text/span';
import type { Zone } from '../core/zone/zone';

/** A zone and its files; 0 is the one that was opened, or read first. */
export interface ZoneFiles {
  readonly zone: Zone;
  /** The URI of one of the zone's files. */
  uriOf(file: FileIndex): string;
  /** The text of one of the zone's files. */
  textOf(file: FileIndex): BlockStore;
}

/** A place in a zone's files for those who look at it from another zone. */
export function toOtherSpan(files: ZoneFiles, { file, start, end }: Span): OtherSpan {
  const text = files.textOf(file);
  return {
    file: files.uriOf(file),
    start: { ...text.positionAt(start), offset: start },
    end: { ...text.positionAt(end), offset: end },
  };
}

/** The origin, if it is known, that a zone includes one of its files with. */
export function originAtInclude(zone: Zone, file: FileIndex): string | undefined {
  const [block] = zone.blocks.ofFile(file);
  const origin = block === undefined ? undefined : zone.blocks.originsOf(block)[0]?.origin;
  return origin !== undefined && zone.names.isKnown(origin) ? zone.names.text(origin) : undefined;
}

const includedTexts = new WeakMap<object, BlockStore>();

/** The text of an included file, for places in it. */
export function includedText(zone: Zone, file: FileIndex): BlockStore {
  const [block] = zone.blocks.ofFile(file);
  const syntax = block === undefined ? undefined : zone.blocks.syntaxOf(block);
  if (syntax === undefined) return new BlockStore('', file);
  const known = includedTexts.get(syntax) ?? new BlockStore(syntax.text, file);
  includedTexts.set(syntax, known);
  return known;
}

/** Editors and systems escape different characters in a URI. */
export function isSameFile(a: string, b: string): boolean {
  return a === b || decoded(a) === decoded(b);
}
