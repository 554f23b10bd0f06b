import assert from 'node:assert/strict';
import { note } from '../support/note';
import { generateZone, type ZoneFile } from '../support/zoneGenerator';
import { fixtures, type Reading, read, readAll } from './corpus';
import { handWritten } from './handWritten';
import type { KnownDifference } from './knownDifferences';
import {
  otherRdataOfLdns,
  otherRecordsOfLdns,
  otherTtlsOfLdns,
  refusedByLdns,
  typesUnknownToLdns,
} from './ldnsDifferences';

const generatedCount = 250;

/** What is compared: which records, and what came of it. */
interface Tally {
  records: number;
  readonly explained: string[];
  readonly others: string[];
}

/** Tells the counts; the tables hold nothing that is not met. */
function report(
  what: string,
  zones: number,
  { records, explained, others }: Tally,
  tables: readonly (readonly KnownDifference[])[],
): void {
  const names = [...new Set(explained)].sort().join(', ');
  note(
    `${what}, second opinion: ${zones} zones, ${records} records compared, ${explained.length} differences explained${names && ` (${names})`}, ${others.length} others`,
  );
  assert.ok(others.length === 0, others.slice(0, 15).join('\n\n'));
  const unmet = tables.flat().filter(({ name }) => !explained.includes(name));
  assert.deepEqual(
    unmet.map(({ name }) => name),
    [],
  );
}

/** Has ldns read zones that we find nothing wrong with; it takes their origin from the first line. */
function readByLdns(zones: readonly ZoneFile[]): Promise<readonly Reading[]> {
  const given = zones.map((zone) => ({ ...zone, text: `$ORIGIN ${zone.origin}.\n${zone.text}` }));
  return readAll(given, 'ldns-read-zone', (_, file) => [file]);
}

function nameOf(
  differences: readonly KnownDifference[],
  text: string,
  said: string,
): string | undefined {
  return differences.find((known) => known.said.test(said) && known.text?.test(text) !== false)
    ?.name;
}

function compareZone(zone: ZoneFile, { output, messages }: Reading, tally: Tally): void {
  const differ = (known: string | undefined, difference: string): void => {
    if (known !== undefined) tally.explained.push(known);
    else tally.others.push(`${zone.name}\n${difference}\n${zone.text}`);
  };
  if (output === undefined) {
    differ(nameOf(refusedByLdns, zone.text, messages), `ldns refuses it: ${messages}`);
    return;
  }
  const [ours, theirs] = [read(zone).lines, read({ ...zone, text: output }).lines];
  tally.records += ours.length;
  if (ours.join('\n') === theirs.join('\n')) return;
  const isOnlyTtl = withoutTtls(ours) === withoutTtls(theirs);
  differ(
    nameOf(isOnlyTtl ? otherTtlsOfLdns : otherRecordsOfLdns, zone.text, 'x'),
    `- ${theirs.join('\n- ')}\n+ ${ours.join('\n+ ')}`,
  );
}

function withoutTtls(lines: readonly string[]): string {
  return lines.map((line) => line.replace(/\t\d+/, '')).join('\n');
}

/** Records of all kinds of RDATA in canonical form, each kind once; an SOA record would make a zone of them. */
function canonicalRecords(zones: readonly ZoneFile[]): readonly string[] {
  const byRdata = new Map<string, string>();
  for (const line of zones.flatMap((zone) => read(zone).lines)) {
    const [owner = '', , , type = '', rdata = ''] = line.split('\t');
    // How ldns writes such owners is looked at in whole zones.
    if (type !== 'SOA' && !typesUnknownToLdns.has(type) && !/\\["$]/.test(owner))
      byRdata.set(`${type} ${rdata}`, line);
  }
  return [...byRdata.values()];
}

/** Has ldns read lines as one zone; a line that it refuses is left out and told. */
async function readLines(
  lines: readonly string[],
  refused: (line: string, messages: string) => void,
): Promise<{ readonly kept: readonly string[]; readonly output: string }> {
  let kept = lines;
  for (;;) {
    const text = `${kept.join('\n')}\n`;
    const [reading] = await readByLdns([{ name: 'canonical', origin: '', text }]);
    if (reading?.output !== undefined) return { kept, output: reading.output };
    const number = Number(/line (\d+)/.exec(reading?.messages ?? '')?.[1]);
    // The first line says the origin.
    const line = kept[number - 2];
    assert.ok(line !== undefined, reading?.messages);
    refused(line, reading?.messages ?? '');
    kept = kept.toSpliced(number - 2, 1);
  }
}

const rdataOf = (line: string): string => line.split('\t').slice(3).join(' ');

describe('zones as ldns reads them', function () {
  this.timeout(120_000);

  it('reads the same: fixtures, samples and hand-written', async () => {
    const zones = [...fixtures(), ...handWritten].filter((zone) => read(zone).errors.length === 0);
    const readings = await readByLdns(zones);
    const tally: Tally = { records: 0, explained: [], others: [] };
    for (const [index, zone] of zones.entries()) {
      const reading = readings[index];
      if (reading !== undefined) compareZone(zone, reading, tally);
    }
    report('fixtures, samples and hand-written', zones.length, tally, [
      refusedByLdns,
      otherRecordsOfLdns,
      otherTtlsOfLdns,
    ]);
    assert.ok(tally.records > 500);
  });

  it('reads the same: RDATA of all kinds', async () => {
    const generated = Array.from({ length: generatedCount }, (_, index) => generateZone(index + 1));
    const zones = [...fixtures(), ...handWritten, ...generated];
    const tally: Tally = { records: 0, explained: [], others: [] };
    const differ = (line: string, difference: string): void => {
      const known = nameOf(otherRdataOfLdns, rdataOf(line), difference);
      if (known !== undefined) tally.explained.push(known);
      else tally.others.push(`${line}\n${difference}`);
    };
    const sound = zones.filter((zone) => read(zone).errors.length === 0);
    const { kept, output } = await readLines(canonicalRecords(sound), differ);
    tally.records = kept.length;
    const ours = read({ name: '', origin: '', text: kept.join('\n') }).lines;
    assert.equal(ours.length, kept.length);
    const theirs = new Set(read({ name: '', origin: '', text: output }).lines);
    for (const line of ours) if (!theirs.has(line)) differ(line, 'ldns has it otherwise');
    report('RDATA', sound.length, tally, [otherRdataOfLdns]);
    assert.ok(tally.records > 300);
  });
});
