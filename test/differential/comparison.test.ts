import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { lint } from '../../server/src/core/lint';
import { scan } from '../../server/src/core/syntax/scanner';
import { buildZone } from '../../server/src/core/zone/build';
import { readMarks } from '../support/marked';
import { note } from '../support/note';
import type { ZoneFile } from '../support/zoneGenerator';
import { type Reading, readAll } from './corpus';
import { head, type Mistake, mistakes } from './mistakes';

const page = join(root, 'docs/comparison.md');
const start = '<!-- table: generated -->\n';
const end = '<!-- /table -->\n';

interface Peer {
  readonly name: string;
  readonly program: string;
  readonly args: (origin: string, file: string) => readonly string[];
}

const warn = ['-k', '-m', '-M', '-n', '-r', '-S'].flatMap((option) => [option, 'warn']);

const peers: readonly Peer[] = [
  {
    name: 'named-checkzone',
    program: 'named-checkzone',
    args: (origin, file) => ['-i', 'local', ...warn, origin, file],
  },
  {
    name: 'kzonecheck',
    program: 'kzonecheck',
    args: (origin, file) => ['-v', '-o', origin, file],
  },
  { name: 'nsd-checkzone', program: 'nsd-checkzone', args: (origin, file) => [origin, file] },
  {
    name: 'validns',
    program: 'validns',
    args: (origin, file) => ['-p', 'all', '-z', origin, file],
  },
];

/** What a program says of a zone that is in order. */
const usual =
  /^(?:zone \S+: loaded serial \d+|OK|No semantic error found|zone \S+ is ok|.* zone example\.com\. is ok\b.*|\s*)$/;

function zoneOf({
  title,
  zone,
  isWhole,
}: Mistake): ZoneFile & { readonly marks: readonly number[] } {
  const { text, marks } = readMarks(isWhole ? zone : head + zone);
  return { name: title, text, origin: 'example.com', marks: marks.map(([from]) => from) };
}

/** What a program says beyond what it says of every zone, its lines in one. */
function complaintOf({ said }: Reading): string {
  return said
    .split('\n')
    .filter((line) => !usual.test(line))
    .join(' ');
}

/** A dash where it says nothing, else the line that it names. */
function describeComplaint(complaint: string): string {
  if (complaint === '') return '–';
  const line = /\.zone:(\d+)|\.zone" line (\d+)|line (\d+)/.exec(complaint);
  const number = line?.slice(1).find((group) => group !== undefined);
  return number === undefined ? 'no line' : `line ${number}`;
}

/** Line and column of the first finding of the rule; all of its findings are where they are marked. */
function findOwn({ rule }: Mistake, { text, marks }: ReturnType<typeof zoneOf>): string {
  const zone = buildZone(scan(text), {
    fallbackOrigin: 'example.com.',
    include: () => ({ kind: 'not-found' }),
  });
  const found = lint(zone).filter((finding) => finding.rule === rule);
  assert.deepEqual(
    found.map(({ span }) => span.start),
    marks,
  );
  const at = marks[0] ?? 0;
  const before = text.slice(0, at).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

describe('mistakes that other checkers report', () => {
  const zones = mistakes.map(zoneOf);
  let rows: readonly (readonly string[])[] = [];

  before(async function () {
    this.timeout(60_000);
    const said = await Promise.all(
      peers.map(async ({ program, args }) => {
        const readings = await readAll(zones, program, ({ origin }, file) => args(origin, file));
        return readings.map((reading) => describeComplaint(complaintOf(reading)));
      }),
    );
    rows = mistakes.map((mistake, index) => {
      const zone = zones[index] ?? zoneOf(mistake);
      const link = `[${mistake.rule}](rules/${mistake.rule}.md)`;
      const others = said.map((cells) => cells[index] ?? '');
      return [mistake.title, `${findOwn(mistake, zone)} ${link}`, ...others];
    });
  });

  it('are in order where there is no mistake', async () => {
    for (const { program, args } of peers) {
      const [reading] = await readAll(
        [{ name: 'in order', text: head, origin: 'example.com' }],
        program,
        (zone, file) => args(zone.origin, file),
      );
      assert.equal(reading === undefined ? '' : complaintOf(reading), '', program);
    }
  });

  it('are reported here with line and column, and the page says so', async () => {
    const headings = ['Mistake', 'zone-mx', ...peers.map(({ name }) => name)];
    const cells = [headings, headings.map(() => '---'), ...rows];
    const table = cells.map((row) => `| ${row.join(' | ')} |\n`).join('');
    const text = await readFile(page, 'utf8');
    const [before = '', rest = ''] = text.split(start);
    const [former = '', after = ''] = rest.split(end);
    if (process.env['ZONE_MX_WRITE'] !== undefined) {
      await writeFile(page, `${before}${start}\n${table}\n${end}${after}`);
      return;
    }
    // Other versions of the programs may say more or less: ours is what has to be right.
    const ownColumns = (lines: string): readonly string[] =>
      lines
        .trim()
        .split('\n')
        .map((line) => line.split(' | ').slice(0, 2).join(' | '));
    assert.deepEqual(
      ownColumns(former),
      ownColumns(table),
      'npm run compare writes the page anew.',
    );
    for (const [index, { name }] of peers.entries()) {
      const cellsOf = rows.map((row) => row[index + 2] ?? '');
      const silent = cellsOf.filter((cell) => cell === '–').length;
      const withLine = cellsOf.filter((cell) => cell.startsWith('line')).length;
      note(
        `${name}: says nothing of ${silent} of ${rows.length} mistakes, names the line of ${withLine}`,
      );
    }
  });
});
