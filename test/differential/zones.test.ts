import assert from 'node:assert/strict';
import { findType } from '../../server/src/core/syntax/mnemonics';
import { isFolded } from '../../server/src/core/zone/canonical';
import { note } from '../support/note';
import { generateMutant, generateZone, type ZoneFile } from '../support/zoneGenerator';
import { fixtures, type Reading, read, readAll } from './corpus';
import { handWritten } from './handWritten';
import {
  type KnownDifference,
  laxities,
  otherRecords,
  otherTtls,
  strictnesses,
} from './knownDifferences';

const generatedCount = 250;
const mutatedCount = 1000;
/** Differences that are shown in full. */
const maximumShown = 15;

const ignored = ['-k', '-n', '-m', '-M', '-r', '-S'].flatMap((option) => [option, 'ignore']);

/** The arguments that have named-compilezone print every record of a zone. */
function compileArguments({ origin }: ZoneFile, file: string): readonly string[] {
  return ['-i', 'none', ...ignored, '-F', 'text', '-s', 'full', '-o', '-', origin || '.', file];
}

/** A line of either text so that notation does not matter: blanks in digits, and letters' case. */
function normalise(line: string): string {
  const [, owner = '', ttl = '', type = '', rdata = ''] =
    /^(\S+)\s+(\d+)\s+IN\s+(\S+)\s*(.*)$/.exec(line) ?? [];
  assert.notEqual(type, '', line);
  const squashed = rdata.replace(/"(?:\\.|[^"\\])*"|\s+/g, (part) =>
    part.startsWith('"') ? part : '',
  );
  const folded = isFolded(findType(type, 0, type.length)) ? squashed.toLowerCase() : squashed;
  return [owner.toLowerCase(), ttl, type, folded].join(' ');
}

function normaliseAll(lines: readonly string[]): readonly string[] {
  return lines
    .filter((line) => line !== '' && !line.startsWith(';'))
    .map(normalise)
    .sort();
}

interface Outcome {
  readonly zone: ZoneFile;
  readonly difference: string | undefined;
  readonly records: number;
  readonly isAccepted: boolean;
  /** The difference has a name in `knownDifferences`. */
  readonly known: string | undefined;
}

function judge(zone: ZoneFile, { output, messages }: Reading): Outcome {
  const { lines, errors, doubts } = read(zone);
  const outcome = { zone, records: 0, isAccepted: output !== undefined, known: undefined };
  if (output === undefined) {
    if (errors.length + doubts.length > 0) return { ...outcome, difference: undefined };
    const known = findKnown(laxities, complaints(messages), zone);
    return { ...outcome, known, difference: `named refuses it, we do not:\n${messages}` };
  }
  if (errors.length > 0) {
    const known = findKnown(strictnesses, errors, zone);
    return { ...outcome, known, difference: `we refuse it, named does not: ${errors.join(' | ')}` };
  }
  const [ours, theirs] = [normaliseAll(lines), normaliseAll(output.split('\n'))];
  const compared = { ...outcome, records: ours.length };
  if (ours.join('\n') !== theirs.join('\n')) {
    const onlyOurs = ours.filter((line) => !theirs.includes(line));
    const onlyTheirs = theirs.filter((line) => !ours.includes(line));
    const isOnlyTtl = withoutTtl(ours) === withoutTtl(theirs);
    const known =
      (isOnlyTtl ? findKnown(otherTtls, [messages], zone) : undefined) ??
      findKnown(otherRecords, [messages], zone);
    const difference = `records:\n- ${onlyTheirs.join('\n- ')}\n+ ${onlyOurs.join('\n+ ')}`;
    return { ...compared, known, difference };
  }
  // Where blanks stand in RDATA counts here.
  const isSameAgain = read({ ...zone, text: output }).lines.join('\n') === lines.join('\n');
  return { ...compared, difference: isSameAgain ? undefined : 'named’s text reads differently' };
}

/** What `named` says besides, whether it refuses the zone or not. */
const besides =
  /^$|TTL set to prior TTL|using RFC1035 TTL|using SOA MINTTL|ignoring out-of-zone|inherited owner|does not end with newline|not loaded due to errors|loading from master file|loaded serial|signature has expired|old style DNSSEC/;

/** The lines that tell why `named` refuses a zone. */
function complaints(messages: string): readonly string[] {
  return messages.split('\n').filter((line) => !besides.test(line));
}

/** The names of the differences that explain all that was said; undefined where one does not. */
function findKnown(
  differences: readonly KnownDifference[],
  said: readonly string[],
  zone: ZoneFile,
): string | undefined {
  const names = said.map(
    (message) =>
      differences.find(
        (known) =>
          known.said.test(message) && (known.text === undefined || known.text.test(zone.text)),
      )?.name,
  );
  if (names.length === 0 || names.includes(undefined)) return undefined;
  return [...new Set(names)].sort().join(' and ');
}

function withoutTtl(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/ \d+/, ''))
    .sort()
    .join('\n');
}

describe('zones as named reads them', function () {
  this.timeout(120_000);

  const numbers = (count: number): readonly number[] =>
    Array.from({ length: count }, (_, index) => index + 1);
  for (const [what, zones, leastAccepted] of [
    ['fixtures and samples', fixtures(), 30],
    ['hand-written', handWritten, 50],
    ['generated', numbers(generatedCount).map((seed) => generateZone(seed)), generatedCount * 0.95],
    ['mutated', numbers(mutatedCount).map(generateMutant), mutatedCount / 10],
  ] as const) {
    it(`reads the same: ${what}`, async () => {
      const readings = await readAll(zones, 'named-compilezone', compileArguments);
      const outcomes = zones.map((zone, index) =>
        judge(zone, readings[index] ?? { output: undefined, messages: '', said: '' }),
      );
      const accepted = outcomes.filter(({ isAccepted }) => isAccepted).length;
      const records = outcomes.reduce((sum, outcome) => sum + outcome.records, 0);
      const known = outcomes.flatMap((outcome) => outcome.known ?? []);
      const names = [...new Set(known)].sort().join(', ');
      const different = outcomes.filter(
        (outcome) => outcome.difference !== undefined && outcome.known === undefined,
      );
      note(
        `${what}: ${zones.length} zones, named accepts ${accepted} and refuses ${zones.length - accepted}; ${records} records compared; ${known.length} known differences${names && ` (${names})`}, ${different.length} others`,
      );
      const shown = different
        .slice(0, maximumShown)
        .map(({ zone, difference }) => `${zone.name}\n${difference}\n${zone.text}`);
      assert.ok(different.length === 0, shown.join('\n\n'));
      assert.ok(accepted >= leastAccepted, `named accepts ${accepted} only`);
    });
  }
});
