import { basename } from 'node:path';
import { scan } from '../core/syntax/scanner';
import { FileProblem } from '../core/text/files';
import { say } from '../core/text/message';
import { buildZone } from '../core/zone/build';
import { CanonicalZone, findUnreadDirectives, type Omission } from '../core/zone/canonicalZone';
import { originFromFileName } from '../core/zone/origin';
import { ExitStatus } from './command';
import { LineIndex } from './lineIndex';
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
  origin: string | undefined,
  isLossy: boolean,
  terminal: Terminal,
): Promise<number> {
  if (looksLikeJson(text)) throw new FileProblem(say('it is JSON; turn it into a zone file first'));
  const zone = buildZone(scan(text), {
    origin,
    fallbackOrigin: originFromFileName(basename(path)),
  });
  const lines = new LineIndex(text);
  const [unread] = findUnreadDirectives(zone);
  if (unread !== undefined) {
    const { line, column } = lines.placeOf(unread.span.start);
    const words = say('{0} is not expanded yet, so records would be missing', unread.word);
    throw new FileProblem(say('line {0}, column {1}: {2}', line, column, words));
  }
  if (!zone.names.isKnown(zone.apex))
    throw new FileProblem(say('the file does not say its origin; name it with --origin'));
  // Without knowing where they are, there is no leaving them out.
  if (zone.omittedErrors > 0)
    throw new FileProblem(say('it has too many errors to be a zone file'));
  const canonical = new CanonicalZone(zone);
  warnOf(path, canonical.omissions, lines, terminal);
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

function warnOf(
  path: string,
  omissions: readonly Omission[],
  lines: LineIndex,
  terminal: Terminal,
): void {
  for (const { span, message } of omissions.slice(0, maximumOmissions)) {
    const { line, column } = lines.placeOf(span.start);
    const words = say('line {0}, column {1}: {2}', line, column, message);
    terminal.warn(say('{0}: {1}', path, words));
  }
  const more = omissions.length - maximumOmissions;
  if (more > 0) terminal.warn(say('{0}: {1} more omissions are not listed.', path, more));
}
