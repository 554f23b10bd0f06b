import { nextField, type Syntax, TokenKind } from '../syntax/syntax';
import type { Span } from '../text/span';
import type { Steps } from '../text/steps';
import type { RecordIndex, Zone } from '../zone/zone';

/** A stretch of the file that was opened, from its first line to its last, that can be folded. */
export interface Fold extends Span {
  readonly kind: 'comment' | 'region' | 'records';
}

/** The records of an owner, parentheses, comments, and what `; #region` and `; #endregion` enclose. */
export function* findFolds(zone: Zone, most: number): Steps<readonly Fold[]> {
  const folder = new Folder(zone, most);
  for (const block of zone.blocks.ofFile(0)) {
    const syntax = zone.blocks.syntaxOf(block);
    if (folder.isFull) break;
    if (syntax !== undefined) folder.add(syntax, zone.blocks.recordsOf(block));
    yield;
  }
  return folder.finish();
}

interface Stretch {
  start: number;
  end: number;
  lines: number;
}

class Folder {
  readonly #zone: Zone;
  readonly #most: number;
  readonly #folds: Fold[] = [];
  /** Where regions begin that are not ended yet. */
  readonly #regions: number[] = [];
  #comments: Stretch | undefined;
  #records: (Stretch & { readonly owner: number }) | undefined;

  constructor(zone: Zone, most: number) {
    this.#zone = zone;
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#folds.length >= this.#most;
  }

  add(syntax: Syntax, records: readonly RecordIndex[]): void {
    const { entries } = this.#zone.records;
    let next = 0;
    for (let entry = 0; entry < syntax.entryCount && !this.isFull; entry++) {
      const record = records[next];
      const isRecord = record !== undefined && entries.get(record) === entry;
      if (isRecord) next++;
      const first = syntax.entryTokens.get(entry);
      const end = syntax.entryTokens.get(entry + 1);
      if (first >= end) {
        this.#endComments();
        continue;
      }
      if (nextField(syntax, first, end) >= end) this.#addComment(syntax, first);
      else this.#addFields(syntax, first, end, isRecord ? record : undefined);
    }
  }

  finish(): readonly Fold[] {
    this.#endComments();
    this.#endRecords();
    return this.#folds.slice(0, this.#most);
  }

  #addComment(syntax: Syntax, token: number): void {
    if (syntax.tokenKinds.get(token) !== TokenKind.comment) return;
    const start = syntax.base + syntax.tokenStarts.get(token);
    const end = syntax.base + syntax.tokenEnds.get(token);
    const from = syntax.tokenStarts.get(token);
    const mark = /^;+\s*#(region|endregion)\b/.exec(syntax.text.slice(from, from + 40))?.[1];
    if (mark === undefined) {
      this.#comments ??= { start, end, lines: 0 };
      this.#comments.end = end;
      this.#comments.lines++;
      return;
    }
    this.#endComments();
    this.#endRecords();
    if (mark === 'region') this.#regions.push(start);
    else {
      const region = this.#regions.pop();
      if (region !== undefined) this.#fold('region', region, end);
    }
  }

  #addFields(syntax: Syntax, first: number, stop: number, record: RecordIndex | undefined): void {
    this.#endComments();
    const start = syntax.base + syntax.tokenStarts.get(first);
    const end = syntax.base + syntax.tokenEnds.get(stop - 1);
    const owner = record === undefined ? -1 : this.#zone.ownerOf(record);
    if (this.#records !== undefined && this.#records.owner === owner) {
      this.#records.end = end;
      this.#records.lines++;
    } else {
      this.#endRecords();
      if (record !== undefined) this.#records = { owner, start, end, lines: 1 };
    }
    if (/[\r\n]/.test(syntax.text.slice(start - syntax.base, end - syntax.base)))
      this.#fold('records', start, end);
  }

  #endComments(): void {
    const comments = this.#comments;
    this.#comments = undefined;
    if (comments !== undefined && comments.lines > 1)
      this.#fold('comment', comments.start, comments.end);
  }

  #endRecords(): void {
    const records = this.#records;
    this.#records = undefined;
    if (records !== undefined && records.lines > 1)
      this.#fold('records', records.start, records.end);
  }

  #fold(kind: Fold['kind'], start: number, end: number): void {
    this.#folds.push({ kind, file: 0, start, end });
  }
}
