import { basename } from 'node:path';
import { scan } from '../core/syntax/scanner';
import type { Files } from '../core/text/files';
import { buildZone, type OriginOptions } from '../core/zone/build';
import { type IncludedFiles, readIncludes } from '../core/zone/includes';
import { originFromFileName } from '../core/zone/origin';
import type { Zone } from '../core/zone/zone';

/** What someone said about a zone on the command line. */
export interface ZoneSettings {
  readonly origin: string | undefined;
  /** The folder that included files must lie in; undefined for the usual one. */
  readonly root: string | undefined;
}

/** The origins that are known besides the file's text. */
export function originsOf(path: string, origin: string | undefined): OriginOptions {
  return { origin, fallbackOrigin: originFromFileName(basename(path)) };
}

/** The zone of a file's text, and its files: the included ones, too. */
export async function readZone(
  path: string,
  text: string,
  { origin, root }: ZoneSettings,
  { readIncluded }: Files,
): Promise<{ readonly zone: Zone; readonly files: IncludedFiles['files'] }> {
  const syntax = scan(text);
  const { files, find } = await readIncludes(path, syntax, (request) =>
    readIncluded(request, root),
  );
  const zone = buildZone(syntax, { ...originsOf(path, origin), include: find });
  return { zone, files };
}
