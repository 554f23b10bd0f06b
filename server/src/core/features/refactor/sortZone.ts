import type { AbsoluteName } from '../../dns/name';
import { lineEndOf } from '../../rules/edits';
import { RRType } from '../../syntax/mnemonics';
import { type Syntax, startsBlank } from '../../syntax/syntax';
import { say } from '../../text/message';
import type { TextEdit } from '../../text/span';
import { ignoreWord } from '../../zone/ignoreComment';
import { EntryKind, type Lines, readLines } from '../format/lines';
import { entryStart, type OwnFile, readOwnFile, saysTheSame } from './ownFile';
import type { FindRefactorings } from './refactoring';

/** The records of an owner with the comments above and between them. */
interface Group {
  readonly owner: AbsoluteName;
  readonly isSoa: boolean;
  /** Where the comments above it start, or the record; the empty lines before are not its own. */
  readonly start: number;
  readonly recordStart: number;
  /** Where the empty lines before it start. */
  readonly gapStart: number;
  end: number;
}

/** Groups that may change places: no directive stands between them, and no heading. */
type Section = readonly Group[];

const name = 'sortZone';

/**
 * The owners of a file in canonical order (RFC 4034 6.1), the apex first. A directive, and a comment
 * that heads several owners or stands by itself, stays where it is: what is sorted is what lies between.
 */
export const sortZone: FindRefactorings = (zone) => {
  const title = say('Sort the owners of the file');
  const own = readOwnFile(zone);
  if (own === undefined) return [];
  const lines = readLines(own.syntax);
  const sections = new SectionReader(own, lines).read();
  if (sections === undefined) {
    const reason = say('A record behind a directive inherits its owner from the one before.');
    return [{ name, title, edits: [], reason }];
  }
  const edits = sections.flatMap((section) => sortSection(own, section, lineEndOf(zone, 0)));
  if (edits.length === 0) return [];
  if (lines.kinds.includes(EntryKind.left))
    return [{ name, title, edits: [], reason: say('There are lines that are not understood.') }];
  if (saysTheSame(own, edits)) return [{ name, title, edits }];
  const reason = say('Some records have their TTL from the one above.');
  return [{ name, title, edits: [], reason }];
};

function sortSection(own: OwnFile, section: Section, lineEnd: string): readonly TextEdit[] {
  const { names } = own.zone;
  const sorted = section.toSorted(
    (a, b) => Number(b.isSoa) - Number(a.isSoa) || names.compare(a.owner, b.owner),
  );
  const [first, last] = [section[0], section.at(-1)];
  if (first === undefined || last === undefined || sorted.every((each, at) => each === section[at]))
    return [];
  // Empty lines stay at their places: behind so many groups.
  const text = sorted
    .map((group, at) => {
      const gap = section[at] ?? group;
      const written = own.text.slice(group.start, group.end);
      const blank = at === 0 ? '' : own.text.slice(gap.gapStart, gap.start);
      return blank + written + (/[\r\n]$/.test(written) ? '' : lineEnd);
    })
    .join('');
  return [{ span: { file: 0, start: first.start, end: last.end }, text }];
}

/** Cuts a file in sections. */
class SectionReader {
  readonly #own: OwnFile;
  readonly #syntax: Syntax;
  readonly #lines: Lines;
  readonly #sections: Section[] = [];
  #groups: Group[] = [];
  /** Entries without a record since the last one: where they, and the comments right above, start. */
  #gapStart = -1;
  #commentStart = -1;
  #isHeading = false;

  constructor(own: OwnFile, lines: Lines) {
    this.#own = own;
    this.#syntax = own.syntax;
    this.#lines = lines;
  }

  /** Undefined where a record behind a directive inherits its owner. */
  read(): readonly Section[] | undefined {
    for (let entry = 0; entry < this.#syntax.entryCount; entry++) {
      const kind = this.#lines.kinds[entry];
      if (kind === EntryKind.record) {
        if (!this.#addRecord(entry)) return undefined;
      } else if (kind === EntryKind.empty || kind === EntryKind.comment)
        this.#addGap(entry, kind === EntryKind.comment);
      else this.#endSection();
    }
    this.#endSection();
    return this.#sections.flatMap((section) => splitAtHeadings(this.#own, section));
  }

  #addGap(entry: number, isComment: boolean): void {
    const start = entryStart(this.#own, entry);
    if (this.#gapStart < 0) this.#gapStart = start;
    if (isComment) {
      if (this.#commentStart < 0) this.#commentStart = start;
      const text = this.#own.text.slice(start, this.#syntax.entryStarts.get(entry + 1));
      this.#isHeading ||= /#(?:end)?region\b/.test(text);
      return;
    }
    // A comment with an empty line below stands by itself.
    this.#isHeading ||= this.#commentStart >= 0;
    this.#commentStart = -1;
  }

  #addRecord(entry: number): boolean {
    const { zone } = this.#own;
    const record = zone.recordIn({ block: 0, syntax: this.#syntax, entry });
    const end = this.#syntax.entryStarts.get(entry + 1);
    const last = this.#groups.at(-1);
    if (startsBlank(this.#syntax, entry) || record === undefined) {
      if (last === undefined) return false;
      last.end = end;
    } else {
      if (this.#isHeading) this.#endGroups();
      const recordStart = entryStart(this.#own, entry);
      const isAlone = this.#commentStart < 0 || this.#isHeading;
      const start = isAlone ? recordStart : this.#commentStart;
      const isSoa = zone.records.types.get(record) === RRType.SOA;
      const gapStart = this.#gapStart < 0 ? start : this.#gapStart;
      this.#groups.push({ owner: zone.ownerOf(record), isSoa, start, recordStart, gapStart, end });
    }
    this.#gapStart = -1;
    this.#commentStart = -1;
    this.#isHeading = false;
    return true;
  }

  #endGroups(): void {
    this.#sections.push(this.#groups);
    this.#groups = [];
  }

  #endSection(): void {
    this.#endGroups();
    this.#gapStart = -1;
    this.#commentStart = -1;
    this.#isHeading = false;
  }
}

/** A comment at the start of a paragraph is about all of its groups, up to the next comment. */
function splitAtHeadings({ text }: OwnFile, section: Section): readonly Section[] {
  const sections: Group[][] = [];
  section.forEach((group, at) => {
    const next = section[at + 1];
    const isFirst = at === 0 || group.gapStart < group.start;
    const leads = next !== undefined && next.gapStart === next.recordStart;
    const above = text.slice(group.start, group.recordStart);
    // What has rules be quiet speaks for the record below it.
    const isHeaded = above !== '' && isFirst && leads && !above.includes(ignoreWord);
    if (at === 0 || isHeaded) sections.push([]);
    sections.at(-1)?.push(isHeaded ? { ...group, start: group.recordStart } : group);
  });
  return sections;
}
