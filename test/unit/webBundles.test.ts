import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { root } from '../../scripts/lib/paths.mjs';
import { note } from '../support/note';

function textOf(file: string): string {
  const text = readFileSync(join(root, 'dist', file), 'utf8');
  note(`dist/${file}: ${Math.round(text.length / 1024)} kB`);
  return text;
}

/** What stands in for VS Code: whatever is asked of it is there, can be called, made and extended. */
const anything: unknown = new Proxy(class {}, {
  get: (target, key) => (key === 'prototype' ? target.prototype : anything),
  apply: () => anything,
});

describe('what a browser loads', () => {
  it('needs nothing of Node: web/server.js', () => {
    const text = textOf('web/server.js');
    assert.doesNotMatch(text, /\brequire\(\s*["'`]/);
    assert.doesNotMatch(text, /["'`]node:|\bBuffer\.|\b__dirname\b/);
  });

  it('asks nothing of Node, of what all hosts load: extension.js', async () => {
    const asked = new Set<string>();
    const require = (name: string): unknown => {
      asked.add(name);
      if (name !== 'vscode') throw new Error(`There is no ${name} in a browser.`);
      return anything;
    };
    interface Loaded {
      readonly exports: { readonly activate?: (context: unknown) => Promise<void> };
    }
    const module: Loaded = { exports: {} };
    const context = createContext({
      ...{ module, exports: module.exports, require, console, anything },
      ...{ TextDecoder, TextEncoder, URL, queueMicrotask, setTimeout, clearTimeout },
      WorkerGlobalScope: class {},
    });
    runInContext(textOf('extension.js'), context);
    assert.ok(module.exports.activate);
    await module.exports.activate(anything).catch((error: unknown) => {
      // There is nothing to speak with; by then all is loaded.
      assert.doesNotMatch(String(error), /There is no/);
    });
    assert.deepEqual([...asked], ['vscode']);
  });
});
