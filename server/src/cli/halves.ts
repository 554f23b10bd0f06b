import { isAscii } from 'node:buffer';
import { lint, needsHistory } from '../core/lint';
import type { Files } from '../core/text/files';
import type { OriginOptions } from '../core/zone/build';
import { type AsciiFile, findSplit, guessState, type ToldState } from '../core/zone/guessState';
import { HalvesReader } from '../core/zone/halves';
import type { Zone } from '../core/zone/zone';
import { type CheckedFile, type CheckSettings, checkText, toCheckedFile } from './checkText';
import { Helper } from './helper';
import type { OtherFiles } from './otherFiles';
import type { PlacedFile } from './places';
import type { ThreadChoice } from './pool';
import { originsOf } from './readZone';

/**
 * Checks a large file of which another thread reads the second half, and guesses what it starts with.
 * A file that can't be read so is checked as any other: the outcome is the same.
 */
export async function checkInHalves(
  path: string,
  settings: CheckSettings,
  files: Files,
  others: OtherFiles,
  threads: ThreadChoice,
): Promise<CheckedFile> {
  // What was committed is compared with the whole text.
  const hasHistory = needsHistory(settings.levels) && (await files.isCommitted(path));
  const read = hasHistory ? undefined : await readHalves(path, settings, files, threads);
  if (read === undefined) return checkText(path, await files.read(path), settings, files, others);
  return toCheckedFile(path, read, lint(read.zone, settings.levels), settings);
}

async function readHalves(
  path: string,
  { origin }: CheckSettings,
  files: Files,
  { script, freeMemory }: ThreadChoice,
): Promise<{ readonly zone: Zone; readonly files: readonly PlacedFile[] } | undefined> {
  // It starts while the file is read.
  const helper = new Helper(script);
  try {
    const origins = originsOf(path, { origin });
    const halves = await readCut(path, files, origins);
    if (halves === undefined) return undefined;
    const { text, rest, before } = halves;
    const theirs = helper.read({ text: rest, base: text.length, before });
    // The bytes are of no more use, and as many as all else.
    freeMemory();
    const reader = HalvesReader.read(text, text.length + rest.length, origins);
    const second = reader && (await theirs);
    await helper.stop();
    const zone = second && reader.finish(rest, second);
    return zone && { zone, files: [{ name: path, text, rest }] };
  } finally {
    await helper.stop();
  }
}

interface Halves {
  readonly text: string;
  readonly rest: string;
  /** What the rest is probably read with. */
  readonly before: ToldState;
}

/** Undefined where offsets of bytes are not those of characters, or no place to cut is found. */
async function readCut(
  path: string,
  files: Files,
  origins: OriginOptions,
): Promise<Halves | undefined> {
  const read = await files.readBytes(path);
  if (!isAscii(read)) return undefined;
  const bytes = Buffer.from(read.buffer, read.byteOffset, read.length);
  const slice = (start: number, end: number): string => bytes.toString('latin1', start, end);
  const file: AsciiFile = { bytes, slice };
  const split = findSplit(file, bytes.length >> 1);
  if (split === bytes.length) return undefined;
  const before = guessState(file, split, origins);
  return { text: slice(0, split), rest: slice(split, bytes.length), before };
}
