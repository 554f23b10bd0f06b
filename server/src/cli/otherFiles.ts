import { FileProblem, type Files } from '../core/text/files';
import { apexOfStart, mayBeZone, startLength } from '../core/zone/findApex';
import { answerOutside, apexOf } from '../core/zone/otherAnswer';
import { OtherZones } from '../core/zone/otherZones';
import type { Input } from './inputs';
import { Places } from './places';
import { originsOf, type ReadZone, readZone, type ZoneSettings } from './readZone';

/** A zone file of the run, as the others know it; plain data, it travels to worker threads. */
export interface OtherFile {
  readonly path: string;
  /** Absolute, with its final dot. */
  readonly apex: string;
  /** What the command line or the settings say. */
  readonly origin: string | undefined;
  /** In bytes. */
  readonly size: number;
}

/** So many files are looked at together: most of the time goes by waiting for them. */
const together = 32;

/** So many files of a run know each other; the others are checked by themselves. */
const mostFiles = 100_000;

/** In bytes: a file that is larger is asked for nothing. Zones of hosts are small. */
export const largestOther = 8 * 1024 * 1024;

/** In characters: as much of other zones is kept, so that it is not read for each question anew. */
const mostKept = largestOther;

type Asked = readonly [input: Input, origin: string | undefined];

/** Finds out of which zones the files of a run are; mostly the start of a file tells. */
export async function findOtherFiles(
  inputs: readonly Input[],
  originOf: (path: string) => Promise<string | undefined>,
  root: string | undefined,
  files: Files,
): Promise<readonly OtherFile[]> {
  const look = async ([{ path, size }, origin]: Asked): Promise<readonly OtherFile[]> => {
    const apex = await attempt(() => findApex({ path, size }, { origin, root }, files));
    return apex === undefined ? [] : [{ path, apex, origin, size }];
  };
  const onDisk: Asked[] = [];
  // A pipe has no size, and can be read once.
  for (const input of inputs.slice(0, mostFiles))
    if (!input.isStandardInput && input.size > 0) onDisk.push([input, await originOf(input.path)]);
  const found: OtherFile[] = [];
  for (let from = 0; from < onDisk.length; from += together)
    found.push(...(await Promise.all(onDisk.slice(from, from + together).map(look))).flat());
  return found;
}

async function findApex(
  { path, size }: Pick<Input, 'path' | 'size'>,
  settings: ZoneSettings,
  files: Files,
): Promise<string | undefined> {
  const start = await files.readStart(path, startLength);
  const apex = apexOfStart(start, originsOf(path, settings));
  if (apex !== undefined || size > largestOther) return apex;
  const text = size <= startLength ? start : await files.read(path);
  return mayBeZone(text) ? apexOf((await readZone(path, text, settings, files)).zone) : undefined;
}

/** What a file can’t give, it does not say; whoever checks it, says why. */
async function attempt<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileProblem) return undefined;
    throw error;
  }
}

interface ReadFile extends ReadZone {
  readonly places: Places;
  readonly length: number;
}

/** The other zone files of a run, read when somebody asks for a name in them. */
export class OtherFiles {
  readonly zones = new OtherZones();
  readonly #byPath: ReadonlyMap<string, OtherFile>;
  readonly #root: string | undefined;
  readonly #files: Files;
  /** Those asked last stand last. */
  readonly #kept = new Map<string, ReadFile>();
  #length = 0;

  constructor(known: readonly OtherFile[], root: string | undefined, files: Files) {
    this.#byPath = new Map(known.map((file) => [file.path, file]));
    this.#root = root;
    this.#files = files;
    for (const { path, apex } of known) this.zones.setApex(path, apex);
  }

  /** Answers what was asked; gives whether there was anything. */
  async load(): Promise<boolean> {
    const open = this.zones.takeOpen();
    for (const path of open) {
      const file = this.#byPath.get(path);
      const read = file === undefined ? undefined : await attempt(() => this.#read(file));
      this.zones.answer(path, this.zones.unansweredOf(path), (name) =>
        read === undefined || apexOf(read.zone) !== file?.apex
          ? undefined
          : answerOutside(read.zone, name, {
              file: path,
              placeOf: (span) => read.places.ofOther(span),
            }),
      );
    }
    return open.length > 0;
  }

  /** The text of a file, where it was read for others and is still kept. */
  keptText(path: string): string | undefined {
    return this.#kept.get(path)?.files[0]?.text;
  }

  /** The zone of such a text. */
  kept(path: string, text: string): ReadZone | undefined {
    return this.keptText(path) === text ? this.#kept.get(path) : undefined;
  }

  async #read({ path, origin, size }: OtherFile): Promise<ReadFile | undefined> {
    const known = this.#kept.get(path);
    if (known !== undefined) {
      this.#kept.delete(path);
      this.#kept.set(path, known);
      return known;
    }
    if (size > largestOther) return undefined;
    const text = await this.#files.read(path);
    const settings = { origin, root: this.#root };
    const zone = await readZone(path, text, settings, this.#files, this.zones);
    const length = zone.files.reduce((sum, file) => sum + file.text.length, 0);
    const read = { ...zone, places: new Places(zone.files), length };
    this.#keep(path, read);
    return read;
  }

  #keep(path: string, read: ReadFile): void {
    this.#kept.set(path, read);
    this.#length += read.length;
    for (const [first, { length }] of this.#kept) {
      if (this.#length <= mostKept || first === path) break;
      this.#kept.delete(first);
      this.#length -= length;
    }
  }
}
