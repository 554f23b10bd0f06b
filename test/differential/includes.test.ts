import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { note } from '../support/note';

const head = `$TTL 1h
@ IN SOA ns.example.net. hostmaster 1 3h 1h 2w 5m
@ NS ns.example.net.
`;

/** Zones of several files; the first is the one that is loaded. */
const cases: readonly Readonly<Record<string, string>>[] = [
  {
    'z.zone': `${head}$INCLUDE hosts\nlast A 192.0.2.9\n`,
    hosts: 'a A 192.0.2.1\nb A 192.0.2.2\n',
  },
  {
    'z.zone': `${head}x A 192.0.2.1\n$INCLUDE hosts\n TXT after\n`,
    hosts: ' TXT inside\nb A 192.0.2.2\n',
  },
  {
    'z.zone': `${head}$INCLUDE hosts sub\nlast A 192.0.2.9\n`,
    hosts: 'a A 192.0.2.1\n@ TXT sub\n',
  },
  {
    'z.zone': `${head}$ORIGIN sub\n$INCLUDE hosts low.example.com.\nlast A 192.0.2.9\n`,
    hosts: 'a A 192.0.2.1\n$ORIGIN other.example.com.\nb A 192.0.2.2\n',
  },
  { 'z.zone': `${head}$INCLUDE hosts\nlast A 192.0.2.9\n`, hosts: '$TTL 60\na A 192.0.2.1\n' },
  { 'z.zone': `${head}$INCLUDE hosts\nlast A 192.0.2.9\n`, hosts: 'a 60 A 192.0.2.1\n' },
  { 'z.zone': `${head}$INCLUDE "my hosts" ; c\n`, 'my hosts': 'a A 192.0.2.1' },
  {
    'z.zone': `${head}$INCLUDE one\nlast A 192.0.2.9\n`,
    one: 'a A 192.0.2.1\n$INCLUDE two deep\n TXT again\n',
    two: 'b A 192.0.2.2\n$GENERATE 1-2 g$ A 192.0.2.$\n',
  },
  { 'z.zone': `${head}$INCLUDE hosts a\n$INCLUDE hosts b\n`, hosts: 'h A 192.0.2.1\n' },
  { 'z.zone': `${head}$INCLUDE hosts sub extra\n`, hosts: 'a A 192.0.2.1\n' },
  { 'z.zone': `${head}$INCLUDE missing\nlast A 192.0.2.9\n` },
  { 'z.zone': `${head}$INCLUDE\nlast A 192.0.2.9\n` },
  { 'z.zone': `${head}$INCLUDE hosts\n`, hosts: 'a A 192.0.2.256\n' },
  { 'z.zone': `${head}$INCLUDE hosts\n`, hosts: 'a TXT ( "open"\n' },
  {
    'z.zone': '$INCLUDE soa\n@ NS ns.example.net.\n',
    soa: '$TTL 1h\n@ SOA ns.example.net. h 1 2 3 4 5\n',
  },
];

const run = promisify(execFile);

/** Standard output, or undefined where the program refuses its input. */
async function outputOf(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<string | undefined> {
  try {
    return (await run(program, args, { cwd })).stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'number')
      return undefined;
    throw error;
  }
}

/** Lines that are alike in both: owner, TTL, type and RDATA, blanks squeezed. */
function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !/^(?:;|OK$)/.test(line))
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .sort();
}

describe('included files as named reads them', function () {
  this.timeout(60_000);

  it('reads the same', async () => {
    let [accepted, records] = [0, 0];
    for (const files of cases) {
      const cwd = await mkdtemp(join(tmpdir(), 'zone-mx-'));
      try {
        for (const [name, text] of Object.entries(files)) {
          await mkdir(dirname(join(cwd, name)), { recursive: true });
          await writeFile(join(cwd, name), text);
        }
        const compile = [
          '-q',
          '-i',
          'none',
          '-k',
          'ignore',
          '-F',
          'text',
          '-s',
          'full',
          '-o',
          'out.txt',
        ];
        const isLoaded = await outputOf(
          'named-compilezone',
          [...compile, 'example.com', 'z.zone'],
          cwd,
        );
        const theirs = isLoaded === undefined ? undefined : await outputOf('cat', ['out.txt'], cwd);
        const convert = [join(process.cwd(), 'dist/cli.js'), 'convert', '--to=canonical'];
        const ours = await outputOf('node', [...convert, '--origin=example.com', 'z.zone'], cwd);
        const what = JSON.stringify(files);
        assert.equal(ours === undefined, theirs === undefined, what);
        if (ours === undefined || theirs === undefined) continue;
        assert.deepEqual(lines(ours), lines(theirs), what);
        accepted++;
        records += lines(ours).length;
      } finally {
        await rm(cwd, { recursive: true, force: true });
      }
    }
    note(
      `included files: ${cases.length} zones, named accepts ${accepted}; ${records} records compared; 0 differences`,
    );
  });
});
