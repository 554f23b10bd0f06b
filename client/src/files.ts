import { type Disposable, FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** The most octets of a file that are read, whatever is asked for. */
const mostOctets = 50 * 1024 * 1024;

interface ReadFile {
  readonly uri: string;
  /** In octets. */
  readonly most: number;
}

type FileAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'not-found' | 'too-large' | 'outside' };

/** Reads files of the workspace for the server, which can’t: those of a repository on the web, or of a browser. */
export function serveFiles(client: BaseLanguageClient): Disposable {
  return client.onRequest<FileAnswer, Error>(
    'zoneMx/readFile',
    ({ uri, most }: ReadFile): Promise<FileAnswer> =>
      readFile(Uri.parse(uri, true), Math.min(most, mostOctets)),
  );
}

/** Links are not followed: where they lead can’t be seen from here. */
async function readFile(uri: Uri, most: number): Promise<FileAnswer> {
  const folder = workspace.getWorkspaceFolder(uri)?.uri;
  if (folder === undefined) return { kind: 'outside' };
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if ((type & FileType.File) === 0) return { kind: 'not-found' };
    if (await hasLink(uri, folder)) return { kind: 'outside' };
    if (size > most) return { kind: 'too-large' };
    const octets = await workspace.fs.readFile(uri);
    return octets.length > most
      ? { kind: 'too-large' }
      : { kind: 'text', text: decodeText(octets) };
  } catch (error) {
    // What a file system refuses is not there for us.
    if (error instanceof Error) return { kind: 'not-found' };
    throw error;
  }
}

/** Whether one of the steps from a folder down to a file is a symbolic link. */
async function hasLink(uri: Uri, folder: Uri): Promise<boolean> {
  for (let at = uri; at.path.length > folder.path.length; at = Uri.joinPath(at, '..')) {
    const { type } = await workspace.fs.stat(at);
    if ((type & FileType.SymbolicLink) !== 0) return true;
  }
  return false;
}

/**
 * UTF-8, else Latin-1, so that every octet is kept; a byte order mark stays. What a browser calls
 * Latin-1 is Windows-1252, which is why no decoder does it.
 */
function decodeText(octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  let text = '';
  for (let at = 0; at < octets.length; at += 8192)
    text += String.fromCharCode(...octets.subarray(at, at + 8192));
  return text;
}
