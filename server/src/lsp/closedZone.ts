import type { ZoneOptions } from '../core/zone/build';
import { maximumDepth } from '../core/zone/includes';
import { LiveZone } from '../core/zone/liveZone';
import { DocumentIncludes, type ReadIncluded } from './documentIncludes';
import { sliceTime } from './openDocuments';
import type { Turns } from './turns';
import { includedText, type ZoneFiles } from './zoneFiles';

/** A zone whose file is not open. */
export interface ClosedZone extends ZoneFiles {
  /** In characters. */
  readonly length: number;
  /** The URIs of its files, its own first. */
  readonly uris: readonly string[];
}

/** Reads a zone whose file is not open, in slices of time as an open one is read. */
export async function readClosedZone(
  uri: string,
  text: string,
  options: ZoneOptions,
  readIncluded: ReadIncluded,
  turns: Turns,
): Promise<ClosedZone> {
  const includes = new DocumentIncludes(uri, readIncluded);
  const live = new LiveZone(text, { ...options, include: includes.find });
  await workOff(live, turns);
  for (let depth = 0; depth < maximumDepth && includes.hasUnknown; depth++) {
    await includes.load();
    live.refreshIncludes();
    await workOff(live, turns);
  }
  const zone = live.zone();
  const textOf: ZoneFiles['textOf'] = (file) =>
    file === 0 ? live.store : includedText(zone, file);
  const length = zone.blocks.files().reduce((sum, file) => sum + textOf(file).length, 0);
  return { zone, uris: includes.uris, length, uriOf: (file) => includes.uris[file] ?? uri, textOf };
}

async function workOff(live: LiveZone, { clock, later }: Turns): Promise<void> {
  let end = clock() + sliceTime;
  while (live.step()) {
    if (clock() < end) continue;
    await new Promise<void>((resume) => later(resume));
    end = clock() + sliceTime;
  }
}
