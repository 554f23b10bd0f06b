import assert from 'node:assert/strict';
import { refusedAt, rewrittenAt } from '../../support/refactoring';

const head = '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns host 1 1h 1h 1d 1h\n@ NS ns.example.net.\n';
const made = (rest: string): string | undefined =>
  rewrittenAt(head + rest, 'buildGenerate')?.slice(head.length);

describe('building a $GENERATE directive', () => {
  it('takes the run of records around the cursor', () => {
    assert.equal(
      made(
        'a A 192.0.2.1\nh1 A 192.0.2.11\nh«»2\tA 192.0.2.12\nh3 A 192.0.2.13\nh5 A 192.0.2.15\n',
      ),
      'a A 192.0.2.1\n$GENERATE 1-3 h$ A 192.0.2.${10}\nh5 A 192.0.2.15\n',
    );
  });

  it('takes numbers with zeros before them, steps, and RDATA of several fields', () => {
    assert.equal(
      made('«»h08 1h IN A 192.0.2.8\nh10 1h IN A 192.0.2.10\nh12 1h IN A 192.0.2.12\n'),
      '$GENERATE 8-12/2 h${0,2,d} 1h IN A 192.0.2.$\n',
    );
    assert.equal(
      made('h9 MX 5 m1\nh10 MX 5 m2\n«»h11 MX 5 m3\n'),
      '$GENERATE 9-11 h$ MX "5 m${-8}"\n',
    );
    assert.equal(made('«»1 PTR h1\n2 PTR h2\n3 PTR h3\n4 PTR h4'), '$GENERATE 1-4 $ PTR h$');
  });

  it('takes the records that are selected', () => {
    const lines = ['h1 A 192.0.2.1\n', 'h2 A 192.0.2.2\n', 'h3 A 192.0.2.3\n', 'h4 A 192.0.2.4\n'];
    assert.equal(
      made(`«${lines.slice(0, 3).join('')}»${lines[3]}`),
      '$GENERATE 1-3 h$ A 192.0.2.$\nh4 A 192.0.2.4\n',
    );
  });

  it('leaves what the directive would not make letter by letter', () => {
    for (const rest of [
      '«»h1 A 192.0.2.1\nh2 A 192.0.2.2\n',
      '«»h1 A 192.0.2.1\nh2 A 192.0.2.2 ; two\nh3 A 192.0.2.3\n',
      '«»h1 A 192.0.2.1\nh2 A 192.0.2.3\nh3 A 192.0.2.5\n',
      '«»h1 A 192.0.2.1\nh2 AAAA ::2\nh3 A 192.0.2.3\n',
      '«»h3 A 192.0.2.3\nh2 A 192.0.2.2\nh1 A 192.0.2.1\n',
      '«»h1 A 192.0.2.1\nh2 A 192.0.2.2\nh3 A 192.0.2.3\n   TXT three\n',
      '«»h1 TXT "1"\nh2 TXT "2"\nh3 TXT "3"\n',
      '«»h1 A (\n192.0.2.1 )\nh2 A 192.0.2.2\nh3 A 192.0.2.3\n',
      '«»h\\1 A 192.0.2.1\nh\\2 A 192.0.2.2\nh\\3 A 192.0.2.3\n',
      '«»h99999999999 A 192.0.2.1\nh99999999999 A 192.0.2.2\nh99999999999 A 192.0.2.3\n',
    ])
      assert.equal(made(rest) ?? refusedAt(head + rest, 'buildGenerate'), undefined, rest);
  });
});
