import assert from 'node:assert/strict';
import type { IGrammar } from 'vscode-textmate';
import { readManifest } from './manifest';
import { loadGrammar, tokenize } from './tokenize';

describe('zone files in Markdown', () => {
  let markdown: IGrammar;

  before(async () => {
    markdown = await loadGrammar('text.html.markdown');
  });

  /** The text of each token that has the scope. */
  function find(text: string, scope: string): readonly string[] {
    return tokenize(markdown, text).flatMap(({ tokens }) =>
      tokens.flatMap((token) => (token.scopes.at(-1) === scope ? [token.text] : [])),
    );
  }

  const record = 'mail IN MX 10 mx1 ; first';
  const exchange = 'variable.other.exchange.dns-zone';

  for (const [open, close] of [
    ['```zone', '```'],
    ['```dns-zone', '```'],
    ['```Zone', '```'],
    ['~~~~ zone title="example"', '~~~~'],
    ['  ```zone {1,3}', '  ```'],
  ] as const) {
    it(`are coloured after ${open.trim()}`, () => {
      const text = `# Mail\n\n${open}\n${record}\n${record}\n${close}\n\nIN MX 10 mx1`;
      assert.deepEqual(find(text, exchange), ['mx1', 'mx1']);
    });
  }

  for (const open of ['```', '```ini', '```zones', '```zone-file', '``zone'])
    it(`are left alone after ${open}`, () => {
      assert.deepEqual(find(`${open}\n${record}\n\`\`\``, exchange), []);
    });

  it('end with the fence, even in an open parenthesis', () => {
    const text = '```zone\n@ SOA a b (\n```\n# Mail\n```zone\na MX 10 b\n```';
    assert.deepEqual(find(text, 'markup.heading.markdown'), ['# Mail']);
    assert.deepEqual(find(text, exchange), ['b']);
  });

  it('do not begin within another fence', () => {
    const text = `~~~\n\`\`\`zone\n${record}\n\`\`\`\n~~~`;
    assert.deepEqual(find(text, exchange), []);
  });

  it('are told to VS Code as zone files, for brackets and comments', () => {
    const { embeddedLanguages } = readManifest().contributes.grammars.at(-1) ?? {};
    const [token] = tokenize(markdown, `\`\`\`zone\n${record}\n\`\`\``)[1]?.tokens ?? [];
    assert.deepEqual(Object.values(embeddedLanguages ?? {}), ['dns-zone']);
    assert.ok(token?.scopes.some((scope) => Object.hasOwn(embeddedLanguages ?? {}, scope)));
  });
});
