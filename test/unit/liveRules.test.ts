import assert from 'node:assert/strict';
import { Ledger } from '../../server/src/core/resolve/ledger';
import { rules } from '../../server/src/core/rules/registry';
import { WorkingZone } from '../../server/src/core/workingZone';
import { answerFrom, liveFindings } from '../support/exampleDns';
import { readMarks, withHead, zoneOf } from '../support/marked';

const dns = `
example.com.      MX 10 mail.example.net.
www.example.com.  MX 10 mail.example.net.
mail.example.net. NXDOMAIN
example.net.      NS ns.example.net.
`;
const zone = withHead('@ MX 10 mail.example.net.\nwww MX 10 mail.example.net.\n');

/** What live rules find, as rule and place. */
const placesOf = (found: readonly { rule: string; span: { start: number } }[]): readonly string[] =>
  found
    .filter(({ rule }) => rule.startsWith('live-'))
    .map(({ rule, span }) => `${rule} ${span.start}`);

describe('live rules', () => {
  it('find nothing while nothing is known, and nothing where DNS fails', () => {
    for (const { id, examples } of rules.filter(({ family }) => family === 'live'))
      for (const example of examples)
        assert.deepEqual(liveFindings(zoneOf(readMarks(withHead(example.zone)).text), ''), [], id);
  });

  it('ask nothing where the file does not say its origin, or holds another class', () => {
    for (const text of ['@ MX 10 mail.example.net.\n', zone.replace('@ SOA', '@ CH SOA')]) {
      const ledger = new Ledger(10);
      const working = new WorkingZone(text);
      working.ask({ ledger, isOn: () => true });
      working.settle();
      assert.deepEqual(ledger.take(), []);
    }
  });

  it('speak in a zone that is being edited, by the answers that are there', () => {
    const ledger = new Ledger(100);
    const working = new WorkingZone(zone);
    working.settle();
    working.ask({ ledger, isOn: () => true });
    const look = (): readonly string[] => {
      const { findings } = working.settle();
      const { shown, left } = findings.gravest({}, 100);
      assert.equal(left, 0);
      return placesOf(shown.map(({ finding }) => finding));
    };
    const answer = (): void => {
      for (let open = ledger.take(); open.length > 0; open = ledger.take()) {
        for (const inquiry of open) ledger.tell(inquiry, answerFrom(dns, inquiry), 0);
        working.settle().findings.recheck(ledger.takeStirred());
        look();
      }
    };
    assert.deepEqual(look(), []);
    answer();
    const at = (text: string): string => `live-exchange-nxdomain ${text.lastIndexOf('mail')}`;
    const [, second] = look();
    assert.equal(second, at(zone));
    const shifted = `; more\n${zone}`;
    working.edit(0, 0, '; more\n');
    assert.deepEqual(look(), placesOf(liveFindings(zoneOf(shifted), dns)));
    assert.deepEqual(ledger.take(), [], 'what is known is not asked again');
    const start = shifted.lastIndexOf('mail.example.net.');
    working.edit(start, start + 4, 'other');
    const edited = zoneOf(working.text.text());
    assert.deepEqual(look(), placesOf(liveFindings(edited, dns)));
    assert.ok(ledger.take().some(({ name }) => name === 'other.example.net.'));
    ledger.forgetAll();
    working.settle().findings.recheck(ledger.takeStirred());
    assert.deepEqual(look(), []);
  });

  it('of which one is off ask nothing', () => {
    const ledger = new Ledger(100);
    const working = new WorkingZone(zone);
    working.ask({ ledger, isOn: (rule) => rule === 'live-mx-drift' });
    working.settle();
    assert.deepEqual(
      ledger.take().map(({ name, type }) => `${type} ${name}`),
      ['MX example.com.', 'MX www.example.com.'],
    );
  });
});
