import { FileProblem } from '../core/text/files';
import { say } from '../core/text/message';
import { CanonicalZone, type Omission } from '../core/zone/canonicalZone';
import { ExitStatus, type Host } from './command';
import { Places } from './places';
import { readZone, type ZoneSettings } from './readZone';
import type { Terminal } from './terminal';
import { looksLikeJson } from './toJson';

/** About how much is written at once. */
const chunkLength = 1 << 16;

/** What is left out, by the hundred thousand, helps nobody. */
const maximumOmissions = 1000;

/** Prints a zone in canonical form; gives the exit status. Throws a FileProblem where it can't. */
export async function writeCanonical(
  path: string,
  text: string,
  settings: ZoneSettings,
  isLossy: boolean,
  { files: readFiles, terminal }: Pick<Host, 'files' | 'terminal'>,
): Promise<number> {
  if (looksLikeJson(text)) throw new FileProblem(say('it is JSON; turn it into a zone file first'));
  const { zone, files } = await readZone(path, text, settings, readFiles);
  if (!zone.names.isKnown(zone.apex))
    throw new FileProblem(say('the file does not say its origin; name it with --origin'));
  // Without knowing where they are, there is no leaving them out.
  if (zone.omittedErrors > 0)
    throw new FileProblem(say('it has too many errors to be a zone file'));
  const canonical = new CanonicalZone(zone);
  warnOf(canonical.omissions, new Places(files), terminal);
  await writeChunks(canonical, terminal);
  const isWhole = canonical.omissions.every(({ isHarmless }) => isHarmless);
  return isWhole || isLossy ? ExitStatus.clean : ExitStatus.findings;
}

async function writeChunks(canonical: CanonicalZone, terminal: Terminal): Promise<void> {
  let chunk = '';
  for (const block of canonical.blocks()) {
    chunk += block;
    if (chunk.length < chunkLength) continue;
    await terminal.write(chunk);
    chunk = '';
  }
  await terminal.write(chunk);
}

function warnOf(omissions: readonly Omission[], places: Places, terminal: Terminal): void {
  for (const { span, message } of omissions.slice(0, maximumOmissions)) {
    const { path, range } = places.of(span);
    const { line, column } = range.start;
    const words = say('line {0}, column {1}: {2}', line, column, message);
    terminal.warn(say('{0}: {1}', path, words));
  }
  const more = omissions.length - maximumOmissions;
  if (more > 0) terminal.warn(say('{0} more omissions are not listed.', more));
}
