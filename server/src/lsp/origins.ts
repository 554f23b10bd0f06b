import picomatch from 'picomatch/posix';

/** Globs and the origins of the files that they match, as they are set; the first that matches counts. */
export type OriginSettings = readonly (readonly [glob: string, origin: string])[];

/** The origin that the settings give a file, if they do. */
export function originFromSettings(
  settings: OriginSettings,
  uri: string,
  folders: readonly string[],
): string | undefined {
  if (settings.length === 0) return undefined;
  const path = pathBelow(uri, folders);
  const match = settings.find(([glob]) =>
    picomatch(glob, { basename: !glob.includes('/'), dot: true, nocase: true })(path),
  );
  return match?.[1];
}

/** A file's path within the folder of the workspace that it lies in; else its whole path. */
function pathBelow(uri: string, folders: readonly string[]): string {
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
