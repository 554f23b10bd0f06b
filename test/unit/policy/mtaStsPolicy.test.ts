import assert from 'node:assert/strict';
import { isCovered, parseMtaStsPolicy } from '../../../server/src/core/policy/mtaStsPolicy';

const sound = 'version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 604800\r\n';

describe('an MTA-STS policy', () => {
  it('is read with lines of either end, blanks, and fields that nobody knows', () => {
    const policy = { mode: 'enforce', patterns: ['mail.example.com'] };
    assert.deepEqual(parseMtaStsPolicy(sound), policy);
    assert.deepEqual(parseMtaStsPolicy(sound.replaceAll('\r', '')), policy);
    assert.deepEqual(parseMtaStsPolicy(sound.replaceAll(': ', '\t:  ')), policy);
    assert.deepEqual(parseMtaStsPolicy(`${sound}new_field: 1\r\nmode: none\r\n`), policy);
  });

  it('is none where senders would take it for none', () => {
    for (const [from, to] of [
      ['version: STSv1', 'version: STSv2'],
      ['version: STSv1', ''],
      ['mode: enforce', 'mode: Enforced'],
      ['mx: mail.example.com', ''],
      ['max_age: 604800', 'max_age: a week'],
      ['max_age: 604800\r\n', ''],
      ['mx: ', 'mx: a\r\n'.repeat(1001)],
    ] as const)
      assert.equal(parseMtaStsPolicy(sound.replace(from, to)), undefined, to);
    assert.equal(parseMtaStsPolicy(''), undefined);
    assert.equal(parseMtaStsPolicy('version: STSv1\nmode: none\nmax_age: 1')?.mode, 'none');
  });

  for (const [pattern, name, expected] of [
    ['mail.example.com', 'MAIL.example.com', true],
    ['mail.example.com', 'mail.example.com.evil', false],
    ['*.example.com', 'mx.example.com', true],
    ['*.example.com', 'a.mx.example.com', false],
    ['*.example.com', 'example.com', false],
    ['*', 'com', false],
    ['mail*.example.com', 'mail1.example.com', false],
  ] as const)
    it(`${expected ? 'covers' : 'does not cover'} ${name} by ${pattern}`, () => {
      assert.equal(isCovered({ mode: 'enforce', patterns: [pattern] }, name), expected);
    });
});
