import { type CodeAction, CodeActionKind, CreateFile } from 'vscode-languageserver';
import { fileNameOf } from '../../core/config/origins';
import { extractRecords } from '../../core/features/refactor/extract';
import { toWorkspaceEdit } from '../convert';
import type { Snapshot } from '../openDocuments';
import type { ActionTools } from './furtherActions';

/** The kind of the action that moves records to a file of their own. */
export const extractKind = `${CodeActionKind.RefactorExtract}.zoneMx`;

/** So many names are tried for the file. */
const mostNames = 50;

/** Moves the selected records to a file beside the document that there is not yet. */
export async function extractActions(
  snapshot: Snapshot,
  start: number,
  end: number,
  tools: ActionTools,
): Promise<readonly CodeAction[]> {
  const { uri, zone } = snapshot;
  if (!tools.createsFiles || start === end || !/^[a-z][a-z0-9+.-]*:\/\//i.test(uri)) return [];
  const path = await findFreeName(uri, tools);
  if (!snapshot.isCurrent()) return [];
  const found = path === undefined ? undefined : extractRecords(zone, { start, end }, path);
  if (path === undefined || found === undefined) return [];
  const action = { title: tools.word(found.title), kind: extractKind };
  if (found.reason !== undefined)
    return tools.showsDisabled
      ? [{ ...action, disabled: { reason: tools.word(found.reason) } }]
      : [];
  const file = `${uri.slice(0, uri.lastIndexOf('/') + 1)}${encodeURIComponent(path)}`;
  const { documentChanges = [] } = toWorkspaceEdit(snapshot, found.edits);
  const origin = { line: 0, character: 0 };
  const insertion = { range: { start: origin, end: origin }, newText: found.newText };
  const creation = [
    CreateFile.create(file, { overwrite: false, ignoreIfExists: false }),
    { textDocument: { uri: file, version: null }, edits: [insertion] },
  ];
  return [{ ...action, edit: { documentChanges: [...creation, ...documentChanges] } }];
}

/** The document’s name with a number; undefined where all of them are taken. */
async function findFreeName(
  uri: string,
  { readIncluded }: ActionTools,
): Promise<string | undefined> {
  const base = fileNameOf(uri).replace(/\.zone$/i, '');
  for (let number = 1; number <= mostNames; number++) {
    const path = `${base}-${number}.inc`;
    const { kind } = await readIncluded({ including: uri, path, opened: uri });
    // Where files can’t be read, the client looks whether the file is there.
    if (kind === 'not-found' || kind === 'unread') return path;
  }
  return undefined;
}
