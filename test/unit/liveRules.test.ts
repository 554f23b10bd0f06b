import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lintLiveZone } from '../../server/src/core/lintLive';
import { neverCancelled } from '../../server/src/core/resolve/cancel';
import { Ledger } from '../../server/src/core/resolve/ledger';
import type { Answer } from '../../server/src/core/resolve/resolver';
import { rules } from '../../server/src/core/rules/registry';
import { wordMessage } from '../../server/src/core/text/message';
import { WorkingZone } from '../../server/src/core/workingZone';
import { failure, nodata, nxdomain, rrset } from '../support/answers';
import { answerFrom, liveFindings } from '../support/exampleDns';
import { readMarks, withHead, zoneOf } from '../support/marked';
import { hostileText, zoneText } from '../support/zoneTexts';

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

  it('stand any zone and any answer', async () => {
    const answer = fc.oneof(
      fc.constantFrom(nxdomain(), nodata(), failure('timeout')),
      fc
        .array(fc.oneof(hostileText, fc.constantFrom('192.0.2.1', '10 a.', '0 .', '::1', '.')), {
          maxLength: 3,
        })
        .map((data) => rrset('a.', 'A', data)),
      hostileText.map((data) => {
        const aliases = [{ name: 'a.', type: 'CNAME' as const, ttl: 1, data }];
        return rrset('a.', 'A', ['192.0.2.1'], { aliases });
      }),
    );
    const answers = fc.array(answer, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(zoneText, answers, async (text, given) => {
        const any = zoneOf(withHead(`${text}\n@ MX 10 mx.example.net.\n`));
        let asked = 0;
        const resolve = async (): Promise<Answer> => given[asked++ % given.length] ?? nodata();
        const fetched = { kind: 'policy', text, ttl: 60, server: 'mta-sts', at: 0 } as const;
        const policies = { fetch: async () => fetched };
        const options = { resolve, policies, clock: () => 0 };
        const { findings } = await lintLiveZone(any, {}, 200, options, neverCancelled);
        for (const { span, message, fixes } of findings) {
          assert.ok(span.start < span.end);
          assert.ok(wordMessage(message).length < 10_000);
          fixes?.();
        }
      }),
      { numRuns: 300 },
    );
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
