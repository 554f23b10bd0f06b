import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { note } from '../support/note';

describe('what a browser loads', () => {
  for (const [file, wanted] of [
    ['extension.js', ['vscode']],
    ['server.js', []],
  ] as const) {
    it(`needs nothing of Node: ${file}`, () => {
      const text = readFileSync(join(root, 'dist/web', file), 'utf8');
      const modules = [...text.matchAll(/\brequire\(\s*["'`]([^"'`]*)/g)].map(([, name]) => name);
      assert.deepEqual([...new Set(modules)], wanted);
      assert.doesNotMatch(text, /["'`]node:|\bBuffer\.|\b__dirname\b/);
      note(`dist/web/${file}: ${Math.round(text.length / 1024)} kB`);
    });
  }
});
