import { basename } from 'node:path';
import { scan } from '../core/syntax/scanner';
import type { Files } from '../core/text/files';
import { buildZone, type ZoneOptions } from '../core/zone/build';
import { type IncludedFiles, readIncludes } from '../core/zone/includes';
import { originFromFileName } from '../core/zone/origin';
import type { OtherZones } from '../core/zone/otherZones';
import type { Zone } from '../core/zone/zone';

/** What someone said about a zone on the command line. */
export interface ZoneSettings {
  readonly origin: string | undefined;
  /** The folder that included files must lie in; undefined for the usual one. */
  readonly root: string | undefined;
}

export interface ReadZone {
  readonly zone: Zone;
  /** The file itself, and those that it includes. */
  readonly files: IncludedFiles['files'];
}

/** The zone of a file's text. */
export async function readZone(
  path: string,
  text: string,
  settings: ZoneSettings,
  { readIncluded }: Pick<Files, 'readIncluded'>,
  others?: OtherZones,
): Promise<ReadZone> {
  const syntax = scan(text);
  const { files, find } = await readIncludes(path, syntax, (request) =>
    readIncluded(request, settings.root),
  );
  const zone = buildZone(syntax, { ...originsOf(path, settings), include: find, others });
  return { zone, files };
}

/** What is known of a file’s origin besides its text. */
export function originsOf(path: string, { origin }: Pick<ZoneSettings, 'origin'>): ZoneOptions {
  return { origin, fallbackOrigin: originFromFileName(basename(path)) };
}
