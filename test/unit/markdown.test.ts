import assert from 'node:assert/strict';
import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { escapeMarkdown } from '../../server/src/core/text/markdown';

/** What Markdown is made of, so that chance finds its constructs. */
const piece = fc.constantFrom(
  ...['*', '_', '`', '~', '[', ']', '(', ')', '<', '>', '!', '|', '\\', '&', '#', '+', '-', '='],
  ...[
    ' ',
    '    ',
    '\n',
    '\t',
    '1.',
    '2)',
    ':',
    '/',
    '.',
    '@',
    '"',
    "'",
    '$',
    '{',
    '}',
    '^',
    '\u202e',
  ],
  ...[
    'a',
    'www',
    'http://',
    'https://x.example',
    'ftp://',
    'mailto:',
    '&amp;',
    '<b>',
    '---',
    '***',
  ],
  ...[
    'www.example.com',
    'me@example.com',
    '[x](y)',
    '![x](y)',
    '<!--',
    '$(alert)',
    '| - |',
    '- [ ]',
  ],
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ maxLength: 40 }),
);

/** The plain text of Markdown; undefined where it is more than that. */
function plainText(markdown: string): string | undefined {
  const [paragraph, ...others] = marked.lexer(markdown);
  if (paragraph === undefined) return '';
  if (paragraph.type !== 'paragraph' || others.some(({ type }) => type !== 'space'))
    return undefined;
  const tokens: readonly Token[] = 'tokens' in paragraph ? (paragraph.tokens ?? []) : [];
  // Spaces at the end of a line break it, which does no harm.
  const isPlain = tokens.every(({ type }) => ['text', 'escape', 'br'].includes(type));
  return isPlain ? tokens.map((token) => ('text' in token ? token.text : ' ')).join('') : undefined;
}

/** Markdown joins spaces, and drops those around. */
function squeeze(given: string): string {
  return given
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

describe('text in Markdown', () => {
  it('is text wherever it stands, for the renderer that VS Code has', () => {
    fc.assert(
      fc.property(text, (given) => {
        fc.pre(squeeze(given) !== '');
        const escaped = escapeMarkdown(given);
        for (const markdown of [escaped, `a ${escaped} b`, `above\n${escaped}\nbelow`]) {
          const read = plainText(markdown.trim());
          const wanted = markdown === escaped ? given : markdown.replace(escaped, () => given);
          assert.equal(read === undefined ? undefined : squeeze(read), squeeze(wanted));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('stays a cell of a table', () => {
    fc.assert(
      fc.property(text, (given) => {
        const [table] = marked.lexer(
          `| x | y |\n| :-- | :-- |\n| ${escapeMarkdown(given)} | z |\n`,
        );
        assert.equal(table?.type, 'table');
        const [row] = table.type === 'table' ? table.rows : [];
        assert.equal(row?.length, 2);
        assert.equal(row[1].text, 'z');
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps names and addresses as they are', () => {
    for (const plain of ['mail-1.example.com', '198.51.100.1', '2001:db8::1', 'a, b (c)', '50%'])
      assert.equal(escapeMarkdown(plain), plain);
  });
});
