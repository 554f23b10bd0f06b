import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, zoneMx } from './command';

const ragged = `$ORIGIN example.com.
@ SOA ns1 host 1 1h 15m 30d 1h
  NS   ns1
ns1  A 192.0.2.1 ; first
mail    A 192.0.2.2 ; second
`;
const aligned = `$ORIGIN example.com.
@    SOA ns1 host 1 1h 15m 30d 1h
     NS  ns1
ns1  A   192.0.2.1 ; first
mail A   192.0.2.2 ; second
`;

describe('zone-mx format', function () {
  this.timeout(30_000);

  it('aligns files in place, and changes nothing a second time', async () => {
    const folder = await makeFolder({ 'a.zone': ragged, 'sub/b.zone': aligned });
    const before = await stat(join(folder, 'sub/b.zone'));
    assert.deepEqual(await zoneMx(['format', '.'], { cwd: folder }), {
      status: 0,
      stdout: '',
      stderr: '',
    });
    assert.equal(await readFile(join(folder, 'a.zone'), 'utf8'), aligned);
    assert.equal((await stat(join(folder, 'sub/b.zone'))).mtimeMs, before.mtimeMs);
  });

  it('prints what comes on standard input', async () => {
    const { status, stdout } = await zoneMx(['format', '-'], { input: ragged });
    assert.deepEqual([status, stdout], [0, aligned]);
  });

  it('only says with --check what would change', async () => {
    const folder = await makeFolder({ 'a.zone': ragged, 'b.zone': aligned });
    const { status, stdout } = await zoneMx(['format', '--check', '.'], { cwd: folder });
    assert.deepEqual([status, stdout], [1, 'a.zone would change\n']);
    assert.equal(await readFile(join(folder, 'a.zone'), 'utf8'), ragged);
    const sound = await zoneMx(['format', '--check', 'b.zone'], { cwd: folder });
    assert.deepEqual([sound.status, sound.stdout], [0, '']);
  });

  it('keeps every byte of a Latin-1 file that it does not move', async () => {
    const latin1 = Buffer.from('a  TXT "\u00fc"\nbb TXT   x\n', 'latin1');
    const folder = await makeFolder({ 'a.zone': latin1 });
    assert.equal((await zoneMx(['format', 'a.zone'], { cwd: folder })).status, 0);
    const bytes = await readFile(join(folder, 'a.zone'));
    assert.equal(bytes.toString('latin1'), 'a  TXT "\u00fc"\nbb TXT x\n');
  });

  it('ends with 2 where a file is missing, and formats the others', async () => {
    const folder = await makeFolder({ 'a.zone': ragged });
    const { status, stderr } = await zoneMx(['format', 'no.zone', 'a.zone'], { cwd: folder });
    assert.deepEqual([status, stderr], [2, 'zone-mx: no.zone: there is no such file\n']);
    assert.equal(await readFile(join(folder, 'a.zone'), 'utf8'), aligned);
  });
});
