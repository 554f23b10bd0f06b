import picomatch from 'picomatch/posix';
import { isName, NameTable } from '../dns/name';

/** Globs and the origins of the files that they match, as they are set; the first that matches counts. */
export type OriginSettings = readonly (readonly [glob: string, origin: string])[];

/** A glob that is longer says nothing sound, and takes time for nothing. */
export const longestGlob = 500;

type Matches = (path: string) => boolean;

const compiled = new WeakMap<OriginSettings, readonly Matches[]>();

/** The origin that settings give a file, by its path below the folder that they are for. */
export function originByGlob(settings: OriginSettings, path: string): string | undefined {
  if (settings.length === 0) return undefined;
  const globs = compiled.get(settings) ?? settings.map(([glob]) => compileGlob(glob));
  compiled.set(settings, globs);
  return settings[globs.findIndex((matches) => matches(path))]?.[1];
}

/** Gives whether a path, with slashes, is one that a glob means; a glob without a slash means names. */
export function compileGlob(glob: string): Matches {
  if (glob.length > longestGlob) return () => false;
  // Settings of a workspace are anybody’s: the patterns of a shell that can take long are left out.
  const options = { basename: !glob.includes('/'), dot: true, nocase: true, noextglob: true };
  return picomatch(glob, options);
}

/** True for what can be an origin: an absolute name, its final dot there or not. */
export function isOrigin(text: string): boolean {
  const names = new NameTable();
  return text !== '@' && isName(names.read(text, 0, text.length, names.root));
}

/** The origin that the editor's settings give a file, if they do. */
export function originFromSettings(
  settings: OriginSettings,
  uri: string,
  folders: readonly string[],
): string | undefined {
  return originByGlob(settings, pathBelow(uri, folders));
}

/** A file's path within the folder of the workspace that it lies in; else its whole path. */
export function pathBelow(uri: string, folders: readonly string[]): string {
  const folder = folders
    .map((each) => (each.endsWith('/') ? each : `${each}/`))
    .find((each) => uri.startsWith(each));
  return decoded(
    folder === undefined ? uri.replace(/^[^:]*:\/\/[^/]*\//, '') : uri.slice(folder.length),
  );
}

/** The last segment of a URI. */
export function fileNameOf(uri: string): string {
  return decoded(uri.replace(/[?#].*$/, '').replace(/^.*\//, ''));
}

/** Decoded where it can be. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
