import assert from 'node:assert/strict';
import {
  folderOf,
  formatFileUri,
  isFile,
  parseFileUri,
  resolvePath,
} from '../../../server/src/lsp/uris';

const github = 'vscode-vfs://github/owner/zones';

describe('files named by URIs', () => {
  /** What a path in a file leads to. */
  const resolve = (from: string, path: string): string | undefined => {
    const file = parseFileUri(from);
    assert.ok(file);
    const found = resolvePath(file, path);
    return found && formatFileUri(found);
  };

  const paths: Readonly<Record<string, string | undefined>> = {
    'b.db': `${github}/in/b.db`,
    './b.db': `${github}/in/b.db`,
    'more//b.db': `${github}/in/more/b.db`,
    '../b.db': `${github}/b.db`,
    '../../../b.db': 'vscode-vfs://github/b.db',
    '../../../../b.db': undefined,
    '/b.db': 'vscode-vfs://github/b.db',
    'ä b%2f(1)#?.db': `${github}/in/%C3%A4%20b%252f%281%29%23%3F.db`,
    '\ud800.db': `${github}/in/%EF%BF%BD.db`,
  };
  for (const [path, wanted] of Object.entries(paths)) {
    it(`are led to by ${JSON.stringify(path)}`, () => {
      assert.equal(resolve(`${github}/in/a.zone`, path), wanted);
    });
  }

  it('are written as they were', () => {
    for (const uri of [`${github}/a.zone`, 'vscode-test-web://mount/%C3%A4.zone', 'file:///a/b']) {
      const file = parseFileUri(uri);
      assert.equal(file && formatFileUri(file), uri);
    }
  });

  it('are no documents without a path, versions, or paths that others may read otherwise', () => {
    for (const uri of [
      'untitled:Untitled-1',
      'git:/owner/a.zone?ref',
      `${github}/a.zone?ref=main`,
      `${github}/a.zone#1`,
      `${github}/..%2fa.zone`,
      `${github}/%2e%2e/a.zone`,
      `${github}/../a.zone`,
      '',
    ])
      assert.equal(parseFileUri(uri), undefined, uri);
  });

  it('lie in a folder by their parts, at the same place', () => {
    const isIn = (uri: string, folder: string): boolean => {
      const file = parseFileUri(uri);
      return file !== undefined && folderOf(file, ['memfs:/other', folder]) !== undefined;
    };
    assert.ok(isIn(`${github}/a.zone`, github));
    assert.ok(isIn(`${github}/a.zone`, `${github}/`));
    assert.ok(isIn('vscode-test-web://mount/a.zone', 'vscode-test-web://mount/'));
    assert.ok(isIn('vscode-test-web://mount/a.zone', 'vscode-test-web://mount'));
    assert.ok(!isIn(`${github}2/a.zone`, github));
    assert.ok(!isIn('vscode-vfs://gitlab/owner/zones/a.zone', github));
    assert.ok(!isIn(github, github));
  });

  it('are told from what an editor shows of them', () => {
    assert.ok(isFile('file:///anywhere/a.zone', []));
    assert.ok(isFile(`${github}/a.zone`, [github]));
    assert.ok(!isFile(`${github}/a.zone`, []));
    assert.ok(!isFile('git:///owner/zones/a.zone', ['file:///owner/zones']));
    assert.ok(!isFile('untitled:1', [github]));
  });
});
