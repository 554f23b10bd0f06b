import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from '../../server/src/core/lint';
import { findType } from '../../server/src/core/syntax/mnemonics';
import { scan } from '../../server/src/core/syntax/scanner';
import { buildZone } from '../../server/src/core/zone/build';
import { isFolded } from '../../server/src/core/zone/canonical';
import { CanonicalZone } from '../../server/src/core/zone/canonicalZone';
import { note } from '../support/note';
import { generateMutant, generateZone, type ZoneFile } from '../support/zoneGenerator';
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
/** As many as there are cores to speak of; each takes some ten milliseconds. */
const parallel = 4;
/** Differences that are shown in full. */
const maximumShown = 15;

/** What a name server makes of a zone: its records, or nothing, and what it says. */
interface Reading {
  readonly output: string | undefined;
  readonly messages: string;
}

const ignored = ['-k', '-n', '-m', '-M', '-r', '-S'].flatMap((option) => [option, 'ignore']);

function compile(folder: string, index: number, { origin, text }: ZoneFile): Promise<Reading> {
  const file = join(folder, `${index}.zone`);
  const options = ['-i', 'none', ...ignored, '-F', 'text', '-s', 'full', '-o', '-', origin, file];
  return writeFile(file, text).then(
    () =>
      new Promise((resolve, reject) => {
        execFile('named-compilezone', options, { maxBuffer: 1e8 }, (error, output, messages) => {
          if (error !== null && typeof error.code !== 'number') reject(error);
          else resolve({ output: error === null ? output : undefined, messages });
        });
      }),
  );
}

async function compileAll(zones: readonly ZoneFile[]): Promise<readonly Reading[]> {
  const folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
  try {
    const readings: Reading[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < zones.length; index = next++) {
        const zone = zones[index];
        if (zone !== undefined) readings[index] = await compile(folder, index, zone);
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
    return readings;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What we make of it. */
interface OwnReading {
  readonly lines: readonly string[];
  /** What name servers refuse a zone for. */
  readonly errors: readonly string[];
  /** What some zones are refused for. */
  readonly doubts: readonly string[];
}

/** Rules that find what `named` refuses, whatever else the zone has. */
const refusing: ReadonlySet<string> = new Set([
  ...['syntax', 'soa-multiple', 'soa-missing', 'ns-missing', 'cname-and-other-data'],
  ...['cname-multiple', 'byte-order-mark', 'generate-too-large'],
]);

/** It takes a delegation to a server without an address, and an SOA record without a TTL. */
const doubting: ReadonlySet<string> = new Set(['ns-has-no-address', 'ttl-missing']);

function read({ origin, text }: ZoneFile): OwnReading {
  const zone = buildZone(scan(text), { origin: `${origin}.` });
  const findings = lint(zone);
  const templates = (ids: ReadonlySet<string>): readonly string[] =>
    findings.flatMap(({ rule, message }) => (ids.has(rule) ? message.template : []));
  const lines = [...new CanonicalZone(zone).blocks()].join('').split('\n').filter(Boolean);
  return { lines, errors: templates(refusing), doubts: templates(doubting) };
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

function fixtures(): readonly ZoneFile[] {
  return ['test/fixtures/quiet', 'test/fixtures/broken', 'samples'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.zone'))
      .map((name) => {
        const text = readFileSync(join(folder, name), 'utf8');
        const origin =
          /^; origin: (\S+)$/m.exec(text)?.[1] ??
          /^\$ORIGIN\s+(\S+)\.\s/m.exec(text)?.[1] ??
          (folder === 'samples' ? name.replace('.zone', '') : 'example.com');
        return { name: `${folder}/${name}`, origin, text };
      })
      // Included files have a test of their own.
      .filter(({ text }) => !/^\$INCLUDE/im.test(text)),
  );
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
      const readings = await compileAll(zones);
      const outcomes = zones.map((zone, index) =>
        judge(zone, readings[index] ?? { output: undefined, messages: '' }),
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
