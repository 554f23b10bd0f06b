import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRdataFormat } from '../../../server/src/core/dns/rdata/formats';
import { RdataInput } from '../../../server/src/core/dns/rdata/input';
import { RdataWriter } from '../../../server/src/core/dns/rdata/wire';
import { typeMnemonic } from '../../../server/src/core/syntax/mnemonics';
import { nextField } from '../../../server/src/core/syntax/syntax';
import { canonicalRdata, isFolded } from '../../../server/src/core/zone/canonical';
import { readMarks, zoneOf } from '../../support/marked';
import { rdataCases } from './rdataCases';

const head = `$ORIGIN example.com.
$TTL 1h
@ IN SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
@ IN NS ns.example.net.
`;
const headLines = head.split('\n').length - 1;

const known = rdataCases.filter(({ isNewer }) => isNewer !== true);
const accepted = known.flatMap(({ type, accepted: cases }) =>
  cases.map((each) => `${type} ${typeof each === 'string' ? each : each[0]}`),
);
const refused = known.flatMap(({ type, refused: cases }) =>
  cases.map((each) => `${type} ${readMarks(each).text}`),
);

/**
 * One record on every second line, each with an owner of its own: after some errors named passes
 * over the line that follows.
 */
function toZone(lines: readonly string[]): string {
  return head + lines.map((line, index) => `r${index} IN ${line}\n\n`).join('');
}

/** What named says of records that it loads all the same, or of their place. */
const harmless = /old style DNSSEC|signature has expired|not at top of zone/;

/** Runs `named-compilezone`: the zone as it prints it, and what it says. */
function compile(
  folder: string,
  name: string,
  zone: string,
): Promise<{ readonly output: string; readonly messages: string }> {
  const file = join(folder, name);
  const options = ['-i', 'none', '-k', 'ignore', '-F', 'text', '-s', 'full', '-o', '-'];
  return writeFile(file, zone).then(
    () =>
      new Promise((resolve, reject) => {
        execFile(
          'named-compilezone',
          [...options, 'example.com', file],
          { maxBuffer: 1e8 },
          (error, output, messages) => {
            if (error !== null && typeof error.code !== 'number') reject(error);
            else resolve({ output, messages });
          },
        );
      }),
  );
}

/**
 * The numbers of the lines that a name server refuses, counted from the first record. A quoted
 * parenthesis in RDATA that it refuses opens a real one, so such lines are zones of their own.
 */
async function refusedByNamed(folder: string, lines: readonly string[]): Promise<Set<number>> {
  const alone = [...lines.keys()].filter((line) => /"[^"]*[()]/.test(lines[line] ?? ''));
  const together = lines.map((line, index) => (alone.includes(index) ? 'A 192.0.2.1' : line));
  const results = await Promise.all([
    refusedLines(folder, 'together', together),
    ...alone.map(async (index) => {
      const refusals = await refusedLines(folder, `line${index}`, [lines[index] ?? '']);
      return refusals.length > 0 ? [index] : [];
    }),
  ]);
  return new Set(results.flat());
}

async function refusedLines(
  folder: string,
  name: string,
  lines: readonly string[],
): Promise<readonly number[]> {
  const { messages } = await compile(folder, name, toZone(lines));
  return messages.split('\n').flatMap((message) => {
    const line = new RegExp(`${name}:(\\d+): `).exec(message)?.[1];
    return line === undefined || harmless.test(message) ? [] : (Number(line) - headLines - 1) / 2;
  });
}

/** The same of ours; asked line by line, since a zone lists its first thousand errors only. */
function refusedByUs(lines: readonly string[]): Set<number> {
  return new Set(
    lines.flatMap((line, index) => (zoneOf(toZone([line])).errors.length > 0 ? index : [])),
  );
}

/** The octets of sound RDATA. */
function octetsOf(type: string, rdata: string): Uint8Array {
  const zone = zoneOf(`$ORIGIN example.com.\nowner ${type} ${rdata}\n`);
  const syntax = zone.syntaxOf(0);
  const end = syntax.entryTokens.get(zone.records.entries.get(0) + 1);
  const input = new RdataInput(zone.names);
  const output = new RdataWriter();
  input.open(syntax, nextField(syntax, zone.records.typeTokens.get(0) + 1, end), end, zone.apex);
  for (const field of findRdataFormat(zone.records.types.get(0))?.fields ?? [])
    field.kind.read(input, output, field);
  return output.written();
}

/** RDATA cut off at every octet, and with an octet too many, in generic form. */
function brokenOctets(): readonly string[] {
  return known.flatMap(({ type, accepted: cases }) =>
    cases.flatMap((each) => {
      // Long text adds nothing.
      const rdata = typeof each === 'string' ? each : each[0];
      if (rdata.startsWith('\\#') || rdata.length > 200) return [];
      const octets = [...octetsOf(type, rdata), 0];
      return Array.from({ length: Math.min(octets.length, 60) }, (_, cut) => {
        const kept = octets.slice(0, octets.length - cut);
        const hex = kept.map((octet) => octet.toString(16).padStart(2, '0')).join('');
        return `${type} \\# ${kept.length} ${hex}`;
      });
    }),
  );
}

/** Where we differ: named passes over what stands behind the last digit that it understands. */
const explained: ReadonlySet<string> = new Set(['EUI48 00-00-5e-00-53-2g']);

const squash = (text: string): string =>
  text.replace(/"(?:\\.|[^"\\])*"|\s+/g, (part) => (part.startsWith('"') ? part : ''));

describe('RDATA as named reads it', function () {
  this.timeout(20_000);
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('is accepted where named accepts it, and has the same text', async () => {
    const lines = accepted.filter((line) => !line.startsWith('SOA '));
    const text = toZone(lines);
    const { output, messages } = await compile(folder, 'accepted', text);
    assert.notEqual(output, '', messages);
    const zone = zoneOf(text);
    assert.deepEqual(zone.errors, []);
    const printed = new Map(
      [...output.matchAll(/^(r\d+\.\S+)\t+ *\d+ IN (\S+)[\t ]*(.*)$/gm)].map(
        ([, owner = '', type = '', rdata = '']) => [owner, { type, rdata }],
      ),
    );
    let compared = 0;
    for (let record = 2; record < zone.records.length; record++) {
      const owner = zone.names.text(zone.ownerOf(record));
      const named = printed.get(owner);
      assert.ok(named !== undefined, owner);
      const type = zone.records.types.get(record);
      const ours = canonicalRdata(zone, record);
      const asWritten = (rdata: string): string =>
        isFolded(type) ? squash(rdata).toLowerCase() : squash(rdata);
      assert.equal(named.type, typeMnemonic(type));
      assert.equal(asWritten(ours), asWritten(named.rdata), `${lines[record - 2]}`);
      const again = zoneOf(`${head}${owner} ${named.type} ${named.rdata}\n`);
      assert.equal(canonicalRdata(again, 2), ours, named.rdata);
      compared++;
    }
    assert.equal(compared, lines.length);
  });

  for (const [what, lines] of [
    ['in the table', [...accepted, ...refused]],
    ['in octets that are too few or too many', brokenOctets()],
  ] as const) {
    it(`is refused where named refuses it: ${what}`, async () => {
      const theirs = await refusedByNamed(folder, lines);
      const ours = refusedByUs(lines);
      const only = (a: ReadonlySet<number>, b: ReadonlySet<number>): readonly string[] =>
        [...a].flatMap((line) => {
          const text = lines[line];
          return b.has(line) || text === undefined || explained.has(text) ? [] : text;
        });
      assert.deepEqual(
        { byUs: only(ours, theirs), byNamed: only(theirs, ours) },
        { byUs: [], byNamed: [] },
      );
      assert.ok(theirs.size > 0);
    });
  }
});
