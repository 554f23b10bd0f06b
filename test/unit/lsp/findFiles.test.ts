import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findFiles } from '../../../server/src/adapters/findFiles.node';

describe('the files in the folders that are open', () => {
  it('are found once, also where one folder lies in another, and no link is followed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    try {
      await mkdir(join(folder, 'zones/.hidden'), { recursive: true });
      for (const name of ['a.zone', 'zones/b.zone', 'zones/.hidden/c.zone', 'zones/d.txt'])
        await writeFile(join(folder, name), '');
      await symlink(folder, join(folder, 'zones/loop'));
      const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
      const folders = [pathToFileURL(folder).href, uriOf('zones')];
      const wanted = ['a.zone', 'zones/b.zone'].map(uriOf);
      assert.deepEqual(await findFiles(['**/*.zone'], folders, 10), wanted);
      assert.deepEqual(await findFiles(['**/*.zone'], folders, 1), wanted.slice(0, 1));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
