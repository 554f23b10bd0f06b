import { type AbsoluteName, isName, type NameTable } from '../dns/name';
import { describeName } from '../dns/rdata/validate';
import { maximumTtl, parseTtl } from '../dns/ttl';
import { classMnemonic, RRType } from '../syntax/mnemonics';
import {
  ErrorList,
  entryAt,
  nextField,
  type Syntax,
  startsBlank,
  TokenKind,
  tokenSpan,
  tokenText,
} from '../syntax/syntax';
import { type Message, say } from '../text/message';
import { emptyHeader, type Header, readHeader } from './header';
import { readRdata } from './rdata';
import type { RecordTable } from './recordTable';
import type { OriginChange } from './zone';

/** What an entry is read with, and what it leaves to the next one (RFC 1035 5.1). */
export interface ReadState {
  readonly origin: AbsoluteName;
  /** Seconds, from $TTL; -1 for none. */
  readonly defaultTtl: number;
  /** Seconds, the last one that a record said; -1 for none. */
  readonly lastTtl: number;
  /** -1 where the last owner was no name. */
  readonly lastOwner: number;
  readonly sawOwner: boolean;
  /** True once it was said that the origin is not known. */
  readonly saidOrigin: boolean;
  /** -1 until a record says it, or the SOA record does not. */
  readonly classNumber: number;
  /** Owner of the first SOA record, -1 until there is one. */
  readonly apex: number;
}

/** What a file begins with. */
export function firstState(origin: AbsoluteName): ReadState {
  return {
    origin,
    defaultTtl: -1,
    lastTtl: -1,
    lastOwner: -1,
    sawOwner: false,
    saidOrigin: false,
    classNumber: -1,
    apex: -1,
  };
}

/** True where entries are read alike with both. */
export function isSameState(a: ReadState, b: ReadState): boolean {
  return (
    a.origin === b.origin &&
    a.defaultTtl === b.defaultTtl &&
    // Where there is a $TTL, no record has the last one's.
    (a.lastTtl === b.lastTtl || a.defaultTtl >= 0) &&
    a.lastOwner === b.lastOwner &&
    a.sawOwner === b.sawOwner &&
    a.saidOrigin === b.saidOrigin &&
    a.classNumber === b.classNumber &&
    a.apex === b.apex
  );
}

/** What reading a block finds besides records. */
export class BlockFindings {
  readonly errors = new ErrorList();
  /** Where the origin changes, in order; the first is the one that the block starts with. */
  readonly origins: OriginChange[] = [];
  /** Owners of records that could not be read: nothing else should be blamed for missing them. */
  readonly flawedOwners: AbsoluteName[] = [];
  /** Entries that are no sound record or directive. */
  readonly flawedEntries = new Set<number>();
  /** True where a part of the zone is not read here. */
  hasUnreadParts = false;
}

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

  constructor(names: NameTable, records: RecordTable) {
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
  }

  /** Reads all entries of a block; its records get the block's number. */
  read(syntax: Syntax, block: number): BlockFindings {
    this.#found = new BlockFindings();
    this.#found.origins.push({ entry: 0, origin: this.#origin });
    this.#block = block;
    const { errors, flawedEntries } = this.#found;
    for (const { span } of syntax.errors.errors) flawedEntries.add(entryAt(syntax, span.start));
    for (let entry = 0; entry < syntax.entryCount; entry++) {
      const before = errors.count;
      this.#readEntry(syntax, entry);
      if (errors.count > before) flawedEntries.add(entry);
    }
    return this.#found;
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
      this.#error(
        syntax,
        token,
        say('The first record needs an owner name: no record before it has one.'),
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
    records.preferences.push(target.preference);
    records.nexts.push(0);
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
      this.#error(
        syntax,
        classToken,
        say('The class is {0}, but the zone has the class {1}.', own ?? '', zones ?? ''),
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
      case '$GENERATE':
        this.#found.hasUnreadParts = true;
        if (argument === end) this.#missing(syntax, first, '…');
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
