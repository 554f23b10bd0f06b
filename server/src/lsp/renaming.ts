import {
  AnnotatedTextEdit,
  type ChangeAnnotation,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { type Renaming, renameInZone, sharedFile } from '../core/features/names/rename';
import type { Rewritten } from '../core/features/names/rewrite';
import type { BlockStore } from '../core/syntax/blockStore';
import type { Message } from '../core/text/message';
import type { FileIndex } from '../core/text/span';
import { mapInSteps, type Steps } from '../core/text/steps';
import { toLspEdit } from './convert';
import type { ZoneFiles } from './zoneFiles';

/** What a group of edits is about. */
export type RenameGroup = 'records' | 'spf' | 'others';

interface RenamedFile {
  /** What is changed, to be compared. */
  readonly key: string;
  readonly text: BlockStore;
  readonly edits: readonly { readonly edit: TextEdit; readonly group: RenameGroup }[];
}

/** The edits of a renaming in the files of all zones, each file once. */
export class RenameCollector {
  readonly #renaming: Renaming;
  readonly #files = new Map<string, RenamedFile>();
  #hasHome = false;

  constructor(renaming: Renaming) {
    this.#renaming = renaming;
  }

  /** True once a zone was added that has the records of the name. */
  get hasHome(): boolean {
    return this.#hasHome;
  }

  /** True for a file of a zone that was added. */
  has(uri: string): boolean {
    return this.#files.has(uri);
  }

  /** Adds what changes in a zone; why it can’t be renamed there. */
  *add(files: ZoneFiles): Steps<Message | undefined> {
    const found = yield* renameInZone(files.zone, this.#renaming);
    if ('template' in found) return found;
    this.#hasHome ||= found.isHome;
    for (const file of files.zone.blocks.files()) {
      const renamed = yield* renameFile(files, file, found.edits, found.isHome);
      const known = this.#files.get(files.uriOf(file));
      if (known !== undefined && known.key !== renamed.key) return sharedFile;
      this.#files.set(files.uriOf(file), known ?? renamed);
    }
    return undefined;
  }

  /** False where a file that changes has another text by now. */
  isCurrent(uri: string, text: BlockStore): boolean {
    const known = this.#files.get(uri);
    if (known === undefined || known.edits.length === 0 || known.text === text) return true;
    return known.text.text() === text.text();
  }

  #changed(): readonly string[] {
    return [...this.#files].flatMap(([uri, { edits }]) => (edits.length > 0 ? uri : []));
  }

  /** The edits; the versions of open documents; and what groups are about, where that is shown. */
  toWorkspaceEdit(
    versionOf: (uri: string) => number | null,
    annotations: Readonly<Record<RenameGroup, ChangeAnnotation>> | undefined,
  ): WorkspaceEdit {
    const documentChanges = this.#changed().map((uri): TextDocumentEdit => {
      const edits = this.#files.get(uri)?.edits ?? [];
      return {
        textDocument: { uri, version: versionOf(uri) },
        edits: edits.map(({ edit, group }) =>
          annotations === undefined
            ? edit
            : AnnotatedTextEdit.replace(edit.range, edit.newText, group),
        ),
      };
    });
    return annotations === undefined
      ? { documentChanges }
      : { documentChanges, changeAnnotations: { ...annotations } };
  }
}

function* renameFile(
  files: ZoneFiles,
  file: FileIndex,
  all: readonly Rewritten[],
  isHome: boolean,
): Steps<RenamedFile> {
  const ofFile = all.filter(({ span }) => span.file === file);
  const text = files.textOf(file);
  return {
    text,
    key: ofFile
      .map((edit) => `${edit.span.start} ${edit.span.end} ${edit.text}`)
      .sort()
      .join('\n'),
    edits: yield* mapInSteps(ofFile, (edit) => ({
      edit: toLspEdit(text, edit),
      group: !isHome ? 'others' : edit.kind === 'spf' ? 'spf' : 'records',
    })),
  };
}
