import assert from 'node:assert/strict';
import { levelOf } from '../../server/src/core/lint';
import { findingsIn, lineOf, withHead, zoneOf } from '../support/marked';

const before = withHead(`
@     MX 10 mail
mail  A  192.0.2.1
`);
const after = `www   A  192.0.2.2
      AAAA 2001:db8::2
@     TXT "v=spf1 mx -all"
`;

/** The lines with an error while a record is typed, character by character, between others. */
function linesWithErrors(record: string): ReadonlySet<number> {
  const lines = new Set<number>();
  for (let length = 0; length <= record.length; length++) {
    const text = `${before}${record.slice(0, length)}\n${after}`;
    for (const { rule, span } of findingsIn(zoneOf(text))) {
      // Advice stays where it is while something else is typed.
      if (['error', 'warning'].includes(levelOf(rule, {}))) lines.add(lineOf(text, span.start));
    }
  }
  return lines;
}

describe('typing a record', () => {
  const line = lineOf(before, before.length);

  for (const record of [
    'sub MX 10 mail.example.net.',
    'sub 1h30m IN MX 10 mail',
    'sub IN 3600 AAAA 2001:db8::1',
    '\tMX 20 mail2.example.net.',
    'sub SRV 0 5 25 mail.example.com.',
    'sub CNAME mail',
    'sub TXT "v=spf1 -all" "more" ; with a comment (',
    'sub\\.x 300 CAA 0 issue "letsencrypt.org"',
    '$TTL 2h',
    '; a comment with a " and a (',
  ]) {
    it(`shows errors in its own line only: ${record}`, () => {
      const lines = linesWithErrors(record);
      assert.deepEqual(
        [...lines].filter((each) => each !== line),
        [],
      );
    });
  }

  it('blames nothing above an origin that is half typed', () => {
    const lines = linesWithErrors('$ORIGIN example.com.');
    assert.deepEqual(
      [...lines].filter((each) => each < line),
      [],
    );
  });

  it('says at the open parenthesis that it is open, and goes on behind it', () => {
    const text = `${before}sub SOA ns host (\n${after}`;
    const errors = findingsIn(zoneOf(text)).filter(({ rule }) => rule === 'syntax');
    assert.deepEqual([...new Set(errors.map(({ span }) => lineOf(text, span.start)))], [line]);
  });
});
