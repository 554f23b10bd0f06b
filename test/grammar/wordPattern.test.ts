import assert from 'node:assert/strict';
import { readLanguageConfiguration } from './manifest';

function findWords(line: string): readonly string[] {
  const { pattern, flags } = readLanguageConfiguration().wordPattern;
  return [...line.matchAll(new RegExp(pattern, `${flags}g`))].map((match) => match[0]);
}

describe('word pattern', () => {
  const examples: readonly (readonly [line: string, words: readonly string[]])[] = [
    [
      'mail.example.com. MX 10 mx-1.example.net.',
      ['mail.example.com.', 'MX', '10', 'mx-1.example.net.'],
    ],
    ['@\tIN\tMX\t10\tmail', ['@', 'IN', 'MX', '10', 'mail']],
    ['$ORIGIN example.com.', ['$ORIGIN', 'example.com.']],
    ['_25._tcp.mail TLSA 3 1 1 0aff', ['_25._tcp.mail', 'TLSA', '3', '1', '1', '0aff']],
    ['*.example.com. A 192.0.2.1', ['*.example.com.', 'A', '192.0.2.1']],
    ['a AAAA 2001:db8::1', ['a', 'AAAA', '2001:db8::1']],
    ['a AAAA ::1', ['a', 'AAAA', '::1']],
    ['a AAAA ::ffff:192.0.2.1', ['a', 'AAAA', '::ffff:192.0.2.1']],
    ['a AAAA 2001:db8::', ['a', 'AAAA', '2001:db8::']],
    ['a\\.b.example.com. MX 10 \\064\\;x', ['a\\.b.example.com.', 'MX', '10', '\\064\\;x']],
    ['0/25.2.0.192.in-addr.arpa. NS ns', ['0/25.2.0.192.in-addr.arpa.', 'NS', 'ns']],
    ['bücher.example. A 192.0.2.1', ['bücher.example.', 'A', '192.0.2.1']],
    ['mail MX (10 mx1) ;try mx2', ['mail', 'MX', '10', 'mx1', 'try', 'mx2']],
    ['x TXT "v=spf1 mx -all"', ['x', 'TXT', 'v', 'spf1', 'mx', '-all']],
    ['; Note: see mail, mx2', ['Note', 'see', 'mail', 'mx2']],
    ['x TYPE15 \\# 5 000a016100', ['x', 'TYPE15', '\\#', '5', '000a016100']],
  ];

  for (const [line, words] of examples) {
    it(`finds the words of ${line}`, () => assert.deepEqual(findWords(line), words));
  }

  it('needs at least one character', () => {
    assert.deepEqual(findWords('  ;()" \t'), []);
  });
});
