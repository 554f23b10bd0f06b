import assert from 'node:assert/strict';
import { findLenses, LensWording } from '../../../server/src/core/features/codeLens';
import { wordMessage } from '../../../server/src/core/text/message';
import { withHead, zoneOf } from '../../support/marked';

const text = withHead(`@ MX 50 mail1
@ MX 50 mail2
@ MX 500 mail3
mail1 A 192.0.2.1
mail1 AAAA 2001:db8::1
mail2 A 192.0.2.2
mail3 A 192.0.2.3
none MX 0 .
`);

function titles(route: boolean, references: boolean, zone = text): readonly (readonly string[])[] {
  const read = zoneOf(zone);
  const wording = new LensWording(read);
  return findLenses(read, { route, references }).map(({ span, kind }) => {
    const words = wording.wordsAt(span.start, kind);
    return [zone.slice(span.start, span.end), words === undefined ? '' : wordMessage(words.title)];
  });
}

describe('code lenses', () => {
  it('say the order of delivery above the first MX record of each owner', () => {
    assert.deepEqual(titles(true, false), [
      ['@ MX 50 mail1', 'mail1 or mail2 at random, then mail3 · 3 hosts in 1 network'],
      ['none MX 0 .', 'takes no mail (null MX)'],
    ]);
  });

  it('count who names a host above its first address', () => {
    const counted = titles(false, true, `${text}@ MX 600 mail3\n`);
    assert.deepEqual(counted, [
      ['mail1 A 192.0.2.1', 'named by 1 record'],
      ['mail2 A 192.0.2.2', 'named by 1 record'],
      ['mail3 A 192.0.2.3', 'named by 2 records'],
    ]);
  });

  it('are none above names of another zone, and say nothing where the record is another one', () => {
    const delegated = `${text}sub NS ns.sub\nx.sub MX 10 mail1\nalias CNAME else.example.net.\n`;
    assert.equal(titles(true, false, delegated).length, 2);
    const wording = new LensWording(zoneOf(text));
    assert.equal(wording.wordsAt(text.indexOf('mail1 A'), 'route'), undefined);
    assert.equal(wording.wordsAt(text.indexOf('none MX'), 'references'), undefined);
  });

  it('offer the route also where it is not known', () => {
    const both = `${text}both CNAME else.example.net.\nboth MX 10 mail1\n`;
    assert.deepEqual(titles(true, false, both).at(-1), ['both MX 10 mail1', 'Mail Route']);
  });

  it('are none where nothing is wanted, and bounded', () => {
    assert.deepEqual(titles(false, false), []);
    const owners = Array.from({ length: 1500 }, (_, i) => `d${i} MX 10 mail1\n`).join('');
    assert.equal(titles(true, false, text + owners).length, 500);
  });
});
