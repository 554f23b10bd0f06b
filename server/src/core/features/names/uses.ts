import { type AbsoluteName, isName } from '../../dns/name';
import { findRdataFormat, knownTypes } from '../../dns/rdata/formats';
import { RdataInput } from '../../dns/rdata/input';
import { RdataWriter } from '../../dns/rdata/wire';
import { isSpf, parseSpf } from '../../policy/spf';
import { TextFacts } from '../../policy/textFacts';
import { RRType } from '../../syntax/mnemonics';
import {
  directiveSpan,
  nextField,
  type Syntax,
  startsBlank,
  TokenKind,
  tokenText,
} from '../../syntax/syntax';
import type { Span } from '../../text/span';
import { finish, type Steps } from '../../text/steps';
import { isGenericRecord } from '../../zone/canonical';
import { recordText, textStartsWith } from '../../zone/recordText';
import type { BlockIndex, EntryPlace, RecordIndex, Zone } from '../../zone/zone';
import { Spelling } from './spelling';

/** What a name stands in: an owner, RDATA, an SPF record, or a directive that sets the origin. */
export type UseKind = 'owner' | 'rdata' | 'spf' | 'directive';

/** A name as it is written somewhere in a zone’s files. */
export interface NameUse {
  readonly kind: UseKind;
  readonly name: AbsoluteName;
  /** Its characters; a directive’s where it is made by $GENERATE. */
  readonly span: Span;
  /** As it is written; in an SPF record, without escapes. */
  readonly text: string;
  /** What it is relative to where it has no final dot: the root for an SPF record. */
  readonly origin: AbsoluteName;
  readonly block: BlockIndex;
  readonly record: RecordIndex | undefined;
  /** What the name is for in an SPF record: `include`, `mx` … */
  readonly term?: string;
  /** Where it has no characters of its own: made by $GENERATE, or in generic RDATA (RFC 3597 5). */
  readonly hidden?: 'generated' | 'generic';
}

/** So many places are found in one zone. */
export const mostUses = 100_000;

/** The types with names in RDATA beside the one that the zone indexes. */
const typesWithFurtherNames: ReadonlySet<number> = new Set(
  knownTypes().filter((type) => {
    const { fields = [], target } = findRdataFormat(type) ?? {};
    return fields.some(({ kind }, index) => index !== target && kind.names !== undefined);
  }),
);

type IsWanted = (name: AbsoluteName) => boolean;

/** Every place of a zone’s files where a name is written, block by block. */
export function findUsesOf(zone: Zone, name: AbsoluteName): Steps<readonly NameUse[]> {
  return findIn(zone, allBlocks(zone), (each) => each === name, new LabelSearch(zone, name));
}

/** The same of a name and all names below it. */
export function findUsesBelow(zone: Zone, name: AbsoluteName): Steps<readonly NameUse[]> {
  const { names, blocks } = zone;
  const search = new LabelSearch(zone, name);
  // Relative to the name itself, those below do not have its labels.
  const isWithin = (block: BlockIndex): boolean =>
    blocks.originsOf(block).some(({ origin }) => names.isAtOrBelow(origin, name));
  const isWanted = (each: AbsoluteName): boolean => names.isAtOrBelow(each, name);
  const mayFind = (block: BlockIndex): boolean => isWithin(block) || search.mayFind(block);
  return findIn(zone, allBlocks(zone), isWanted, { mayFind });
}

function* findIn(
  zone: Zone,
  blocks: readonly BlockIndex[],
  isWanted: IsWanted,
  search: Pick<LabelSearch, 'mayFind'>,
): Steps<readonly NameUse[]> {
  const finder = new UseFinder(zone, isWanted);
  for (const block of blocks) {
    if (search.mayFind(block)) finder.addBlock(block);
    yield;
  }
  return finder.found;
}

/** Looks in the texts of blocks for what a name is written with, which is much faster than reading them. */
class LabelSearch {
  readonly #zone: Zone;
  readonly #name: AbsoluteName;
  /** By the origin that holds in a block: what the name has at least; '' for nothing to be sure of. */
  readonly #written = new Map<AbsoluteName, string>();

  constructor(zone: Zone, name: AbsoluteName) {
    this.#zone = zone;
    this.#name = name;
  }

  /** False for a block in which the name is written nowhere. */
  mayFind(block: BlockIndex): boolean {
    const { blocks } = this.#zone;
    const syntax = blocks.syntaxOf(block);
    const origins = blocks.originsOf(block);
    if (syntax === undefined || origins.length === 0) return true;
    const { spelling, hasSplitNames } = this.#traitsOf(syntax, block);
    if (spelling.hasEscapes || hasSplitNames) return true;
    return origins.some(({ origin }) => spelling.mayHave(syntax.text, this.#writtenBelow(origin)));
  }

  /** As it is written relative to an origin, which is also how its absolute form begins. */
  #writtenBelow(origin: AbsoluteName): string {
    const known = this.#written.get(origin);
    if (known !== undefined) return known;
    const { names } = this.#zone;
    const text = names.isKnown(this.#name) ? names.written(this.#name, origin) : '@';
    // What needs escapes may be written in several ways, and @ is the origin, however it is named.
    const isSure = text !== '@' && !text.includes('\\');
    const written = isSure ? text.replace(/\.$/, '').toLowerCase() : '';
    this.#written.set(origin, written);
    return written;
  }

  #traitsOf(syntax: Syntax, block: BlockIndex): TextTraits {
    const known = traits.get(syntax);
    if (known !== undefined) return known;
    const hasSplitNames = mayHaveSplitNames(this.#zone, block);
    const found = { spelling: new Spelling(syntax.text), hasSplitNames };
    traits.set(syntax, found);
    return found;
  }
}

/** What a search must know of a block; it follows from the block’s text alone. */
interface TextTraits {
  readonly spelling: Spelling;
  readonly hasSplitNames: boolean;
}

const traits = new WeakMap<Syntax, TextTraits>();

/** Character-strings of an SPF record may part in the middle of a name. */
function mayHaveSplitNames({ blocks, records }: Zone, block: BlockIndex): boolean {
  const { startsLikeSpf, isPlainSpf } = TextFacts;
  return blocks.recordsOf(block).some((record) => {
    const type = records.types.get(record);
    if (type !== RRType.TXT) return type === RRType.SPF;
    const facts = records.facts.get(record);
    return facts < 0 || (facts & (startsLikeSpf | isPlainSpf)) === startsLikeSpf;
  });
}

/** The blocks of all files; those of a file that is included several times, each time. */
export function allBlocks({ blocks }: Zone): readonly BlockIndex[] {
  return blocks.ofFile(0).flatMap((block) => [block, ...blocks.nestedIn(block)]);
}

/** So many blocks on either side of a place are looked at while a cursor moves. */
const blocksAround = 64;

/** Places in the file that was opened; in a large one only those that lie around an offset. */
export function findUsesAround(zone: Zone, offset: number, name: AbsoluteName): readonly NameUse[] {
  const blocks = zone.blocks.ofFile(0);
  const at = blocks.indexOf(zone.blocks.at(0, offset) ?? -1);
  const around = blocks.slice(Math.max(0, at - blocksAround), at + blocksAround + 1);
  return finish(findIn(zone, around, (each) => each === name, new LabelSearch(zone, name)));
}

/** The names that are written in one entry. */
export function usesInEntry(zone: Zone, place: EntryPlace): readonly NameUse[] {
  const finder = new UseFinder(zone, () => true);
  finder.addEntry(place, zone.recordIn(place));
  return finder.found;
}

/** The name that is written at an offset of the file that was opened, or that ends there. */
export function findUseAt(zone: Zone, offset: number): NameUse | undefined {
  const place = zone.entryAt(0, offset);
  if (place === undefined || place.syntax.generatedBy !== undefined) return undefined;
  return usesInEntry(zone, place).find(
    ({ span, hidden }) => hidden === undefined && span.start <= offset && offset <= span.end,
  );
}

/** Notes the names in RDATA. */
class NameNotes extends RdataInput {
  readonly places: (readonly [start: number, end: number])[] = [];

  override sawName(start: number, end: number): void {
    this.places.push([start, end]);
  }
}

const output = new RdataWriter();

class UseFinder {
  readonly found: NameUse[] = [];
  readonly #zone: Zone;
  readonly #isWanted: IsWanted;

  constructor(zone: Zone, isWanted: IsWanted) {
    this.#zone = zone;
    this.#isWanted = isWanted;
  }

  addBlock(block: BlockIndex): void {
    const syntax = this.#zone.blocks.syntaxOf(block);
    if (syntax === undefined) return;
    const records = this.#zone.blocks.recordsOf(block);
    const { entries } = this.#zone.records;
    let next = 0;
    for (let entry = 0; entry < syntax.entryCount; entry++) {
      if (this.found.length >= mostUses) return;
      const record = records[next];
      const isRecord = record !== undefined && entries.get(record) === entry;
      if (isRecord) next++;
      this.addEntry({ block, syntax, entry }, isRecord ? record : undefined);
    }
  }

  addEntry(place: EntryPlace, record: RecordIndex | undefined): void {
    const { syntax, entry } = place;
    const end = syntax.entryTokens.get(entry + 1);
    const first = nextField(syntax, syntax.entryTokens.get(entry), end);
    if (first >= end) return;
    if (syntax.text.charCodeAt(syntax.tokenStarts.get(first)) === 0x24) {
      this.#addDirective(place, first, end);
      return;
    }
    if (!startsBlank(syntax, entry)) this.#addOwner(place, first, record);
    if (record !== undefined) this.#addRdata(place, record, end);
  }

  #addOwner(place: EntryPlace, token: number, record: RecordIndex | undefined): void {
    const { syntax } = place;
    const [start, end] = [syntax.tokenStarts.get(token), syntax.tokenEnds.get(token)];
    if (record !== undefined) {
      const owner = this.#zone.ownerOf(record);
      if (this.#isWanted(owner))
        this.#add(place, { kind: 'owner', name: owner, record }, start, end);
    } else this.#read(place, 'owner', start, end, undefined);
  }

  /** The name that $ORIGIN, or the second field of $INCLUDE, makes the origin. */
  #addDirective(place: EntryPlace, first: number, end: number): void {
    const { syntax } = place;
    const [from, to] = [syntax.tokenStarts.get(first), syntax.tokenEnds.get(first)];
    // No directive is longer, whatever stands there.
    if (to - from > 8) return;
    const word = tokenText(syntax, first).toUpperCase();
    if (word !== '$ORIGIN' && word !== '$INCLUDE') return;
    let token = nextField(syntax, first + 1, end);
    if (word === '$INCLUDE') token = nextField(syntax, token + 1, end);
    if (token >= end || syntax.tokenKinds.get(token) !== TokenKind.word) return;
    const [start, stop] = [syntax.tokenStarts.get(token), syntax.tokenEnds.get(token)];
    this.#read(place, 'directive', start, stop, undefined);
  }

  #addRdata(place: EntryPlace, record: RecordIndex, end: number): void {
    const { records } = this.#zone;
    const type = records.types.get(record);
    const target = this.#zone.targetOf(record);
    if (target !== undefined && this.#isWanted(target)) {
      const token = records.targetTokens.get(record);
      const { tokenStarts, tokenEnds } = place.syntax;
      const [start, stop] = [tokenStarts.get(token), tokenEnds.get(token)];
      this.#add(place, { kind: 'rdata', name: target, record }, start, stop);
    }
    if (typesWithFurtherNames.has(type)) this.#addFurther(place, record, end);
    const isText = type === RRType.TXT || type === RRType.SPF;
    if (isText && textStartsWith(this.#zone, record, 'v=spf1')) this.#addSpf(place, record);
  }

  /** The names besides the one that the zone indexes, up to the first field with a flaw. */
  #addFurther(place: EntryPlace, record: RecordIndex, end: number): void {
    const { syntax } = place;
    const format = findRdataFormat(this.#zone.records.types.get(record));
    const origin = this.#zone.originAt(place);
    const input = new NameNotes(this.#zone.names);
    const typeToken = this.#zone.records.typeTokens.get(record);
    input.open(syntax, nextField(syntax, typeToken + 1, end), end, origin);
    output.length = 0;
    for (const [index, field] of (format?.fields ?? []).entries()) {
      if (!input.hasMore) return;
      input.places.length = 0;
      if (field.kind.read(input, output, field) !== undefined) return;
      if (index === format?.target) continue;
      for (const [start, stop] of input.places) {
        const from = field.kind.names === 'mailbox' ? domainStart(syntax, start, stop) : start;
        if (from < stop) this.#read(place, 'rdata', from, stop, record);
      }
    }
  }

  #addSpf(place: EntryPlace, record: RecordIndex): void {
    const text = recordText(this.#zone, record);
    if (!isSpf(text.text)) return;
    const { names } = this.#zone;
    for (const { start, name: term, domain } of parseSpf(text.text).terms) {
      // A name behind macros begins with a dot, and stands for all below it.
      const literal = domain.slice(domain.lastIndexOf('}') + 1).replace(/^\./, '');
      if (literal === '' || literal.includes('%')) continue;
      const name = names.parse(literal, names.root);
      if (name === undefined || !this.#isWanted(name)) continue;
      const at = text.text.indexOf(domain, start + 1 + term.length) + domain.length;
      const span = text.spanOf(at - literal.length, at);
      const { base } = place.syntax;
      const use = { kind: 'spf', name, record, term, text: literal } as const;
      this.#add(place, use, span.start - base, span.end - base);
    }
  }

  #read(
    place: EntryPlace,
    kind: UseKind,
    start: number,
    end: number,
    record: RecordIndex | undefined,
  ): void {
    const { names } = this.#zone;
    const name = names.read(place.syntax.text, start, end, originOf(this.#zone, place, kind));
    if (isName(name) && this.#isWanted(name)) this.#add(place, { kind, name, record }, start, end);
  }

  #add(
    place: EntryPlace,
    use: Pick<NameUse, 'kind' | 'name' | 'record'>,
    start: number,
    end: number,
  ): void {
    const { syntax, block } = place;
    const { base, file, generatedBy } = syntax;
    const { kind, record } = use;
    const isInRdata = record !== undefined && kind !== 'owner';
    const isGeneric = isInRdata && isGenericRecord(this.#zone, record);
    const hidden = generatedBy !== undefined ? 'generated' : isGeneric ? 'generic' : undefined;
    this.found.push({
      text: syntax.text.slice(start, end),
      ...use,
      block,
      span:
        generatedBy === undefined
          ? { file, start: base + start, end: base + end }
          : directiveSpan(generatedBy),
      origin: originOf(this.#zone, place, kind),
      ...(hidden === undefined ? {} : { hidden }),
    });
  }
}

/** What a name is relative to. */
function originOf(zone: Zone, place: EntryPlace, kind: UseKind): AbsoluteName {
  if (kind === 'spf') return zone.names.root;
  return kind === 'directive' ? originBefore(zone, place) : zone.originAt(place);
}

/** What the name in a directive is relative to: the origin that an $ORIGIN sets counts behind it. */
function originBefore({ blocks, apex }: Zone, { block, entry }: EntryPlace): AbsoluteName {
  const before = blocks
    .originsOf(block)
    .findLast((change, index) => change.entry < entry || index === 0);
  return before?.origin ?? apex;
}

/** Where the domain of a mailbox begins; its end where there is none that is written. */
function domainStart({ text }: Syntax, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x2e) return at + 1;
  }
  return end;
}
