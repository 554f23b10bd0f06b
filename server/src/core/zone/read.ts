import { type AbsoluteName, isName, type NameTable } from '../dns/name';
import { describeName } from '../dns/rdata/validate';
import { maximumTtl, parseTtl } from '../dns/ttl';
import type { PlainReader } from '../plain/plainReader';
import { classMnemonic, RRType } from '../syntax/mnemonics';
import { scan } from '../syntax/scanner';
import {
  directiveSpan,
  entryAt,
  nextField,
  type Syntax,
  startsBlank,
  TokenKind,
  tokenSpan,
  tokenText,
} from '../syntax/syntax';
import { type Message, say } from '../text/message';
import type { FileIndex } from '../text/span';
import { BlockFindings, type NestedBlock } from './blockFindings';
import { generate } from './generate';
import { emptyHeader, type Header, readHeader } from './header';
import { readIgnores } from './ignoreComment';
import { type FindInclusion, maximumDepth, pathAt } from './includes';
import { readRdata } from './rdata';
import type { ReadState } from './readState';
import type { RecordTable } from './recordTable';
import type { BlockIndex } from './zone';

/** Where the texts come from that directives add. */
export interface Sources {
  /** A number for a block; nothing else has it. */
  readonly newBlock: () => BlockIndex;
  readonly include: FindInclusion;
}

/** The most records of one $GENERATE, and of all of a zone: they are kept in memory. */
export const mostGenerated = { ofDirective: 100_000, ofZone: 1_000_000 } as const;

/** Reads entries in order into a record table. Never fails. */
export class EntryReader {
  readonly #names: NameTable;
  readonly #records: RecordTable;
  readonly #header: Header = emptyHeader();
  #found = new BlockFindings();
  #block = 0;
  #origin: AbsoluteName;
  #apex = -1;
  #classNumber = -1;
  #defaultTtl = -1;
  #lastTtl = -1;
  #lastOwner: AbsoluteName | undefined;
  #saidOrigin = false;
  #sawOwner = false;
  #generated = 0;
  readonly #sources: Sources;
  readonly #plain: PlainReader | undefined;
  /** What the directives of the block that is read add. */
  #nested: NestedBlock[] = [];
  /** The files that are being read, the including ones first. */
  readonly #path: FileIndex[] = [];

  /** `plain` reads what it can of the file itself, much faster. */
  constructor(names: NameTable, records: RecordTable, sources: Sources, plain?: PlainReader) {
    this.#plain = plain;
    this.#sources = sources;
    this.#names = names;
    this.#records = records;
    this.#origin = names.unknownOrigin;
  }

  /** What the next entry is read with. */
  get state(): ReadState {
    return {
      origin: this.#origin,
      defaultTtl: this.#defaultTtl,
      lastTtl: this.#lastTtl,
      lastOwner: this.#lastOwner ?? -1,
      sawOwner: this.#sawOwner,
      saidOrigin: this.#saidOrigin,
      classNumber: this.#classNumber,
      apex: this.#apex,
      generated: this.#generated,
    };
  }

  set state(state: ReadState) {
    this.#origin = state.origin;
    this.#defaultTtl = state.defaultTtl;
    this.#lastTtl = state.lastTtl;
    this.#lastOwner = state.lastOwner < 0 ? undefined : (state.lastOwner as AbsoluteName);
    this.#sawOwner = state.sawOwner;
    this.#saidOrigin = state.saidOrigin;
    this.#classNumber = state.classNumber;
    this.#apex = state.apex;
    this.#generated = state.generated;
  }

  /** Reads all entries of a block; its records get the block's number. */
  read(syntax: Syntax, block: BlockIndex): BlockFindings {
    const found = new BlockFindings();
    this.#nested = found.nested;
    this.#path.push(syntax.file);
    this.#readBlock(syntax, block, found);
    this.#path.pop();
    return found;
  }

  #readBlock(syntax: Syntax, block: BlockIndex, found: BlockFindings): void {
    const [outer, outerBlock] = [this.#found, this.#block];
    this.#found = found;
    this.#block = block;
    found.origins.push({ entry: 0, origin: this.#origin });
    found.ignores = readIgnores(syntax);
    const { errors, flawedEntries } = found;
    for (const { span } of syntax.errors.errors) flawedEntries.add(entryAt(syntax, span.start));
    let entry = this.#readPlain(syntax, 0);
    while (entry < syntax.entryCount) {
      const before = errors.count;
      this.#readEntry(syntax, entry);
      if (errors.count > before) flawedEntries.add(entry);
      entry = this.#readPlain(syntax, entry + 1);
    }
    this.#found = outer;
    this.#block = outerBlock;
  }

  /** Reads the usual kind of entries; gives the first that is of another one. */
  #readPlain(syntax: Syntax, from: number): number {
    if (this.#plain?.takeTurn() !== true) return from;
    const { entry, state } = this.#plain.read(syntax, from, this.#block, this.state);
    if (entry > from) this.state = state;
    return entry;
  }

  /** Reads what a directive adds, as if it stood in its place. */
  #readNested(syntax: Syntax): BlockFindings {
    const found = new BlockFindings();
    const block = this.#sources.newBlock();
    this.#nested.push({ block, syntax, found });
    this.#readBlock(syntax, block, found);
    return found;
  }

  #readEntry(syntax: Syntax, entry: number): void {
    const end = syntax.entryTokens.get(entry + 1);
    const first = nextField(syntax, syntax.entryTokens.get(entry), end);
    if (first === end) return;
    if (isDirective(syntax, first)) {
      this.#readDirective(syntax, entry, first, end);
      return;
    }
    if (startsBlank(syntax, entry)) {
      this.#readRecord(syntax, entry, first, end, this.#lastOwnerFor(syntax, first));
      return;
    }
    const owner = this.#readName(syntax, first);
    this.#sawOwner = true;
    this.#lastOwner = owner;
    this.#readRecord(syntax, entry, nextField(syntax, first + 1, end), end, owner);
  }

  #lastOwnerFor(syntax: Syntax, token: number): AbsoluteName | undefined {
    if (!this.#sawOwner) {
      this.#sawOwner = true;
      this.#found.errors.add(
        tokenSpan(syntax, token),
        say('The first record needs an owner name: no record before it has one.'),
        'owner-missing',
      );
    }
    return this.#lastOwner;
  }

  #readRecord(
    syntax: Syntax,
    entry: number,
    token: number,
    end: number,
    owner: AbsoluteName | undefined,
  ): void {
    const header = this.#header;
    const flaw = readHeader(syntax, entry, token, end, header);
    if (flaw !== undefined) {
      this.#found.errors.add(flaw.span, flaw.message);
      if (owner !== undefined) this.#found.flawedOwners.push(owner);
      return;
    }
    if (header.ttl >= 0) this.#lastTtl = header.ttl;
    this.#checkClass(syntax, header);
    const target = readRdata(syntax, header, end, this.#names, this.#origin, this.#found.errors);
    if (owner === undefined) return;
    const records = this.#records;
    records.owners.push(owner);
    records.types.push(header.type);
    records.ttls.push(header.ttl >= 0 ? header.ttl : this.#inheritedTtl());
    records.blocks.push(this.#block);
    records.entries.push(entry);
    records.typeTokens.push(header.typeToken);
    records.rdataTokens.push(Math.min(header.rdataToken, end - 1));
    records.targets.push(target.name);
    records.targetTokens.push(target.token);
    records.facts.push(target.facts);
    if (header.type === RRType.SOA && this.#apex < 0) {
      this.#apex = owner;
      this.#inheritMinimum(target.minimum);
    }
  }

  /** Where nothing before the SOA record says a TTL, name servers take its minimum for a $TTL. */
  #inheritMinimum(minimum: number): void {
    if (minimum < 0 || this.#inheritedTtl() >= 0) return;
    this.#defaultTtl = minimum > maximumTtl ? 0 : minimum;
  }

  /** A zone has one class: the one that comes first, IN for an SOA record without any. */
  #checkClass(syntax: Syntax, { classNumber, classToken, type }: Header): void {
    if (this.#classNumber < 0)
      this.#classNumber = type === RRType.SOA && classNumber < 0 ? 1 : classNumber;
    else if (classNumber >= 0 && classNumber !== this.#classNumber) {
      const [own, zones] = [classNumber, this.#classNumber].map(classMnemonic);
      this.#found.errors.add(
        tokenSpan(syntax, classToken),
        say('The class is {0}, but the zone has the class {1}.', own ?? '', zones ?? ''),
        'class-mismatch',
      );
    }
  }

  #inheritedTtl(): number {
    return this.#defaultTtl >= 0 ? this.#defaultTtl : this.#lastTtl;
  }

  #readName(syntax: Syntax, token: number): AbsoluteName | undefined {
    if (syntax.tokenKinds.get(token) === TokenKind.quoted) {
      this.#error(syntax, token, say('A domain name takes no quotes.'));
      return undefined;
    }
    const name = this.#names.read(
      syntax.text,
      syntax.tokenStarts.get(token),
      syntax.tokenEnds.get(token),
      this.#origin,
    );
    if (!isName(name)) {
      this.#error(syntax, token, describeName(name));
      return undefined;
    }
    // Said once: every other name of such a file has the same trouble.
    if (!this.#saidOrigin && !this.#names.isKnown(name)) {
      this.#saidOrigin = true;
      this.#error(
        syntax,
        token,
        say(
          'This name is relative, but the file does not say to which zone: add $ORIGIN example.com. above it.',
        ),
      );
    }
    return name;
  }

  #readDirective(syntax: Syntax, entry: number, first: number, end: number): void {
    const argument = nextField(syntax, first + 1, end);
    if (startsBlank(syntax, entry))
      this.#error(syntax, first, say('A directive starts in the first column of its line.'));
    const word = tokenText(syntax, first).toUpperCase();
    switch (word) {
      case '$ORIGIN':
        this.#readOrigin(syntax, entry, first, argument, end);
        return;
      case '$TTL':
        this.#readTtl(syntax, first, argument, end);
        return;
      case '$INCLUDE':
        this.#readInclude(syntax, first, argument, end);
        return;
      case '$GENERATE':
        this.#readGenerate(syntax, entry, first, end);
        return;
      case '$DATE':
        this.#readDate(syntax, first, argument, end);
        return;
      default:
        this.#error(
          syntax,
          first,
          say(
            '“{0}” is no directive; a name that starts with $ needs a backslash before it.',
            word,
          ),
        );
    }
  }

  #readOrigin(syntax: Syntax, entry: number, first: number, argument: number, end: number): void {
    if (argument === end) {
      this.#missing(syntax, first, 'example.com.');
      return;
    }
    const origin = this.#readName(syntax, argument);
    if (origin === undefined) return;
    this.#origin = origin;
    this.#found.origins.push({ entry, origin });
    this.#extraArguments(syntax, argument, end);
  }

  #readTtl(syntax: Syntax, first: number, argument: number, end: number): void {
    if (argument === end) {
      this.#missing(syntax, first, '1h');
      return;
    }
    const { text } = syntax;
    const ttl = parseTtl(text, syntax.tokenStarts.get(argument), syntax.tokenEnds.get(argument));
    if (ttl < 0 || ttl > maximumTtl)
      this.#error(
        syntax,
        argument,
        say(
          'A TTL is a time of up to {0} seconds, such as 3600 or 1h; “{1}” is none.',
          maximumTtl,
          tokenText(syntax, argument),
        ),
      );
    else this.#defaultTtl = ttl;
    this.#extraArguments(syntax, argument, end);
  }

  /** The file's records count as if they stood here; then origin and owner are as before. */
  #readInclude(syntax: Syntax, first: number, argument: number, end: number): void {
    this.#found.hasIncludes = true;
    if (argument === end) {
      this.#missing(syntax, first, 'mail.zone');
      this.#found.hasUnreadParts = true;
      return;
    }
    const [origin, owner] = [this.#origin, this.#lastOwner];
    const originToken = nextField(syntax, argument + 1, end);
    if (originToken < end) {
      const included = this.#readName(syntax, originToken);
      this.#extraArguments(syntax, originToken, end);
      if (included !== undefined) this.#origin = included;
    }
    this.#includeFile(syntax, argument);
    this.#origin = origin;
    this.#lastOwner = owner;
  }

  #includeFile(syntax: Syntax, token: number): void {
    const path = pathAt(syntax, token);
    const inclusion = this.#sources.include(syntax.file, path);
    const refuse = (rule: string, message: Message): void => {
      this.#found.errors.add(tokenSpan(syntax, token), message, rule);
      this.#found.hasUnreadParts = true;
    };
    if (inclusion.kind === 'unread') this.#found.hasUnreadParts = true;
    else if (inclusion.kind === 'not-found')
      refuse('include-not-found', say('“{0}” is not there, or it can’t be read.', path));
    else if (inclusion.kind === 'outside')
      refuse(
        'include-outside-workspace',
        say('“{0}” lies outside the folder that is open, so it is not read.', path),
      );
    else if (this.#path.includes(inclusion.syntax.file))
      refuse('include-cycle', say('“{0}” includes this file, so that it has no end.', path));
    else if (this.#path.length > maximumDepth)
      refuse('include-cycle', say('Files include each other more than {0} deep.', maximumDepth));
    else {
      this.#path.push(inclusion.syntax.file);
      this.#readNested(inclusion.syntax);
      this.#path.pop();
    }
  }

  #readGenerate(syntax: Syntax, entry: number, first: number, end: number): void {
    const left = Math.max(0, mostGenerated.ofZone - this.#generated);
    const made = generate(syntax, first, end, Math.min(left, mostGenerated.ofDirective));
    if (made.kind === 'flaw') this.#error(syntax, made.token, made.message);
    else if (made.kind === 'too-many') {
      const message = say('{0} records at once are not looked at.', made.count);
      this.#found.errors.add(tokenSpan(syntax, made.token), message, 'generate-too-large');
    } else {
      this.#generated += made.count;
      const owner = this.#lastOwner;
      const records = { ...scan(made.text, syntax.file), generatedBy: { syntax, entry } };
      const found = this.#readNested(records);
      this.#lastOwner = owner;
      // One record is like the other: the first error says it all.
      this.#keepFirstError(syntax, entry, records, found);
      return;
    }
    this.#found.hasUnreadParts = true;
  }

  #keepFirstError(syntax: Syntax, entry: number, records: Syntax, found: BlockFindings): void {
    const [first] = [...records.errors.errors, ...found.errors.errors];
    for (const list of [records.errors, found.errors]) list.reset({ length: 0, omitted: 0 });
    if (first === undefined) return;
    const span = directiveSpan({ syntax, entry });
    this.#found.errors.add(span, first.message, first.rule);
  }

  /** What `named` writes into the files of secondary zones; it has no meaning any more. */
  #readDate(syntax: Syntax, first: number, argument: number, end: number): void {
    if (argument === end) {
      this.#missing(syntax, first, '20300101000000');
      return;
    }
    if (!/^\d{14}$/.test(tokenText(syntax, argument)))
      this.#error(
        syntax,
        argument,
        say('A date is written as YYYYMMDDHHmmSS; “{0}” is none.', tokenText(syntax, argument)),
      );
    this.#extraArguments(syntax, argument, end);
  }

  #extraArguments(syntax: Syntax, argument: number, end: number): void {
    const extra = nextField(syntax, argument + 1, end);
    if (extra < end)
      this.#error(
        syntax,
        extra,
        say('“{0}” is one field too many here.', tokenText(syntax, extra)),
      );
  }

  #missing(syntax: Syntax, first: number, example: string): void {
    this.#error(
      syntax,
      first,
      say('{0} needs something after it, such as {1}.', tokenText(syntax, first), example),
    );
  }

  #error(syntax: Syntax, token: number, message: Message): void {
    this.#found.errors.add(tokenSpan(syntax, token), message);
  }
}

function isDirective(syntax: Syntax, token: number): boolean {
  return (
    syntax.tokenKinds.get(token) === TokenKind.word &&
    syntax.text.charCodeAt(syntax.tokenStarts.get(token)) === 0x24
  );
}
