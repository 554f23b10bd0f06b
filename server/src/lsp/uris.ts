import { decoded } from '../core/config/origins';

/** A file named by a URI: what stands before its path, and the parts of the path, decoded. */
export interface FileUri {
  /** Such as `file://` or `vscode-vfs://github`. */
  readonly place: string;
  readonly parts: readonly string[];
}

/** Undefined for what is no file with a path: `untitled:1`, or a version of one, told apart by a query. */
export function parseFileUri(uri: string): FileUri | undefined {
  const found = /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)\/([^?#]*)$/i.exec(uri);
  if (found === null) return undefined;
  const [, place = '', path = ''] = found;
  const parts = path.split('/').map(decoded);
  // An escaped slash, or a step upwards that others may take or not.
  const isPlain = parts.every((part) => !/^\.{1,2}$|\//.test(part));
  return isPlain ? { place, parts } : undefined;
}

/** Written as VS Code writes it: equal files have equal URIs. */
export function formatFileUri({ place, parts }: FileUri): string {
  return `${place}/${parts.map(encoded).join('/')}`;
}

/** What a path in a file leads to; undefined where it leads above the root. */
export function resolvePath(from: FileUri, path: string): FileUri | undefined {
  const parts = path.startsWith('/') ? [] : from.parts.slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return { place: from.place, parts };
}

/** The one of the folders, named by URIs, that a file lies in. */
export function folderOf(file: FileUri, folders: readonly string[]): FileUri | undefined {
  return folders
    .flatMap((folder) => parseFileUri(`${folder.replace(/\/+$/, '')}/`) ?? [])
    .map(({ place, parts }) => ({ place, parts: parts.slice(0, -1) }))
    .find((folder) => isWithin(file, folder));
}

/** Whether a file lies in a folder, or below. */
export function isWithin(file: FileUri, folder: FileUri): boolean {
  return (
    file.place === folder.place &&
    file.parts.length > folder.parts.length &&
    folder.parts.every((part, index) => part === file.parts[index])
  );
}

function encoded(part: string): string {
  // Half of a pair of surrogates has no UTF-8, and is in no file's name.
  return encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Whether a document is a file, and not what an editor shows of one, such as an earlier version. */
export function isFile(uri: string, folders: readonly string[]): boolean {
  const file = parseFileUri(uri);
  return uri.startsWith('file:') || (file !== undefined && folderOf(file, folders) !== undefined);
}
