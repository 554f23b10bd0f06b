import { type AbsoluteName, isName, NameTable } from '../dns/name';
import { describeName } from '../dns/rdata/validate';
import { maximumTtl, parseTtl } from '../dns/ttl';
import { classMnemonic, RRType } from '../syntax/mnemonics';
import {
  ErrorList,
  nextField,
  type Syntax,
  type SyntaxProblem,
  startsBlank,
  TokenKind,
  tokenSpan,
  tokenText,
} from '../syntax/syntax';
import { IntList } from '../text/intList';
import { type Message, say } from '../text/message';
import { emptyHeader, type Header, readHeader } from './header';
import { findOrigin } from './origin';
import { readRdata } from './rdata';
import { type OriginChange, RecordTable, TypeBit, typeBit, Zone } from './zone';

/** What is known of a zone besides its text. */
export interface ZoneOptions {
  /** The origin that someone named; it wins over all that the text says. */
  readonly origin?: string | undefined;
  /** The origin that the file's own name carries; taken where the text says nothing. */
  readonly fallbackOrigin?: string | undefined;
}

/** Builds the zone from its files, the first one being the one that was opened. Never fails. */
export function buildZone(files: readonly Syntax[], options: ZoneOptions = {}): Zone {
  const builder = new ZoneBuilder(files, options);
  for (const file of files) builder.readFile(file);
  return builder.finish();
}

/** The state while entries are read in order: origin, $TTL and last owner (RFC 1035 5.1). */
class ZoneBuilder {
  readonly #files: readonly Syntax[];
  readonly #names = new NameTable();
  readonly #records: RecordTable;
  readonly #heads = new IntList(1024);
  readonly #tails = new IntList(1024);
  readonly #masks = new IntList(1024);
  readonly #errors = new ErrorList();
  readonly #origins: OriginChange[] = [];
  readonly #header: Header = emptyHeader();
  #origin: AbsoluteName;
  #apex: AbsoluteName;
  #hasSoa = false;
  /** -1 until a record says it, or the SOA record does not. */
  #classNumber = -1;
  #hasUnreadParts = false;
  #defaultTtl = -1;
  #lastTtl = -1;
  #lastOwner: AbsoluteName | undefined;
  #saidOrigin = false;
  #sawOwner = false;

  constructor(files: readonly Syntax[], options: ZoneOptions) {
    this.#files = files;
    this.#records = new RecordTable(files.reduce((sum, file) => sum + file.entryCount, 0));
    const first = files[0];
    const found =
      first === undefined ? this.#names.unknownOrigin : findOrigin(first, this.#names, options);
    this.#origin = found;
    this.#apex = found;
    this.#origins.push({ file: 0, entry: 0, origin: found });
  }

  readFile(syntax: Syntax): void {
    for (let entry = 0; entry < syntax.entryCount; entry++) this.#readEntry(syntax, entry);
  }

  finish(): Zone {
    const apexTypes = this.#masks.get(this.#apex);
    const isZone = this.#hasSoa || (apexTypes & TypeBit.ns) !== 0;
    return new Zone({
      files: this.#files,
      names: this.#names,
      records: this.#records,
      heads: this.#heads,
      masks: this.#masks,
      apex: this.#apex,
      classNumber: Math.abs(this.#classNumber),
      isComplete: isZone && !this.#hasUnreadParts,
      origins: this.#origins,
      errors: this.#allErrors(),
      omittedErrors: this.#files.reduce(
        (sum, file) => sum + file.errors.omitted,
        this.#errors.omitted,
      ),
    });
  }

  #allErrors(): readonly SyntaxProblem[] {
    return [...this.#files.flatMap((file) => file.errors.errors), ...this.#errors.errors].sort(
      (a, b) => a.span.file - b.span.file || a.span.start - b.span.start,
    );
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
      this.#errors.add(flaw.span, flaw.message);
      // The name stands there all the same: nothing else should be blamed for missing it.
      if (owner !== undefined) this.#addType(owner, TypeBit.other);
      return;
    }
    if (header.ttl >= 0) this.#lastTtl = header.ttl;
    this.#checkClass(syntax, header);
    const target = readRdata(syntax, header, end, this.#names, this.#origin, this.#errors);
    if (owner === undefined) return;
    const records = this.#records;
    const record = records.length;
    records.owners.push(owner);
    records.types.push(header.type);
    records.ttls.push(header.ttl >= 0 ? header.ttl : this.#inheritedTtl());
    records.files.push(syntax.file);
    records.entries.push(entry);
    records.typeTokens.push(header.typeToken);
    records.rdataTokens.push(Math.min(header.rdataToken, end - 1));
    records.targets.push(target.name);
    records.targetTokens.push(target.token);
    records.preferences.push(target.preference);
    records.nexts.push(0);
    this.#link(owner, record, typeBit(header.type));
    if (header.type === RRType.SOA && !this.#hasSoa) {
      this.#hasSoa = true;
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

  #link(owner: AbsoluteName, record: number, bit: number): void {
    this.#addType(owner, bit);
    const tail = this.#tails.get(owner);
    if (tail === 0) this.#heads.set(owner, record + 1);
    else this.#records.nexts.set(tail - 1, record + 1);
    this.#tails.set(owner, record + 1);
  }

  #addType(owner: AbsoluteName, bit: number): void {
    if (owner >= this.#masks.length) {
      this.#heads.extend(owner + 1);
      this.#tails.extend(owner + 1);
      this.#masks.extend(owner + 1);
    }
    this.#masks.set(owner, this.#masks.get(owner) | bit);
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
        this.#hasUnreadParts = true;
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
    this.#origins.push({ file: syntax.file, entry, origin });
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
    this.#errors.add(tokenSpan(syntax, token), message);
  }
}

function isDirective(syntax: Syntax, token: number): boolean {
  return (
    syntax.tokenKinds.get(token) === TokenKind.word &&
    syntax.text.charCodeAt(syntax.tokenStarts.get(token)) === 0x24
  );
}
