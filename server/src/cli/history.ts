import type { Moment } from '../core/dns/serial';
import { readHistory, readingCommitted } from '../core/history';
import { type LevelSettings, needsHistory } from '../core/lint';
import type { History } from '../core/rules/rule';
import type { Files } from '../core/text/files';
import { finish } from '../core/text/steps';
import { TypeBit } from '../core/zone/typeBits';
import { type ReadZone, readZone, type ZoneSettings } from './readZone';

export interface HistorySettings extends ZoneSettings {
  readonly levels: LevelSettings;
  /** When the command was started. */
  readonly moment: Moment;
}

/** What the last committed versions of a zone's files say of it, where a rule asks. */
export async function historyOf(
  path: string,
  { zone, files }: ReadZone,
  settings: HistorySettings,
  { readIncluded, readCommitted }: Files,
): Promise<History | undefined> {
  const text = files[0]?.text ?? '';
  if (!needsHistory(settings.levels) || (zone.typesOf(zone.apex) & TypeBit.soa) === 0)
    return undefined;
  const committed = await readCommitted(path, text);
  if (committed === undefined || (committed === text && files.length === 1)) return undefined;
  const before = await readZone(path, committed, settings, {
    readIncluded: readingCommitted(
      (request) => readIncluded(request, settings.root),
      readCommitted,
    ),
  });
  if (hasSameFiles(files, before.files)) return undefined;
  const history = finish(readHistory(zone, before.zone));
  return history && { ...history, now: () => settings.moment };
}

function hasSameFiles(now: ReadZone['files'], before: ReadZone['files']): boolean {
  return (
    now.length === before.length &&
    now.every(({ name, text }, file) => before[file]?.name === name && before[file].text === text)
  );
}
