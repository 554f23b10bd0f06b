import assert from 'node:assert/strict';
import { sayPublished } from '../../../server/src/core/features/publishedWords';
import { neverCancelled } from '../../../server/src/core/resolve/cancel';
import type { Answer, Question } from '../../../server/src/core/resolve/resolver';
import { askExchanges } from '../../../server/src/core/route/published';
import { wordMessage } from '../../../server/src/core/text/message';
import { failure, nodata, nxdomain, rrset } from '../../support/answers';

/** What is said of example.com, by an answer for each `name type`. */
async function said(answers: Readonly<Record<string, Answer>>): Promise<readonly string[]> {
  const resolve = async ({ name, type }: Question): Promise<Answer> =>
    answers[`${name} ${type}`] ?? nodata();
  const published = await askExchanges('example.com.', { resolve }, neverCancelled);
  const { heading, lines } = sayPublished(published, 2000);
  return [heading, ...lines].map((message) => wordMessage(message));
}

describe('what DNS says of mail exchangers', () => {
  const owner = 'example.com.';
  const mx = (...data: readonly string[]) => ({
    'example.com. MX': rrset(owner, 'MX', data),
  });

  it('is told by preference, with all addresses and who said them', async () => {
    const alias = { name: 'a.', type: 'CNAME', ttl: 1, data: 'host.example.net.' } as const;
    assert.deepEqual(
      await said({
        ...mx('20 b.', '10 c.', '10 a.'),
        'a. A': rrset('a.', 'A', ['192.0.2.2', '192.0.2.1'], { aliases: [alias] }),
        'a. AAAA': rrset('a.', 'AAAA', ['2001:db8::1'], { aliases: [alias] }),
        'b. A': failure('timeout'),
        'b. AAAA': rrset('b.', 'AAAA', ['2001:db8::2']),
      }),
      [
        'The exchanges of example.com in DNS (192.0.2.53)',
        '10 a, alias of host.example.net: 192.0.2.1, 192.0.2.2, 2001:db8::1 (192.0.2.53)',
        '10 c: no address (192.0.2.53)',
        '20 b: 2001:db8::2 (192.0.2.53); IPv4 not known: 192.0.2.53 did not answer within 2 s',
      ],
    );
  });

  it('is told where there are none, or where that is not known', async () => {
    assert.deepEqual(await said(mx('0 .')), [
      'example.com takes no mail, says DNS: null MX (192.0.2.53)',
    ]);
    assert.deepEqual(await said({}), ['example.com has no MX records in DNS (192.0.2.53)']);
    assert.deepEqual(await said({ 'example.com. MX': nxdomain() }), [
      'example.com does not exist in DNS (192.0.2.53)',
    ]);
    assert.deepEqual(await said({ 'example.com. MX': failure('refused') }), [
      'example.com: not known: 192.0.2.53 refuses to answer (REFUSED)',
    ]);
  });

  it('is bounded', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => `10 m${index}.`);
    const lines = await said(mx(...many));
    assert.equal(lines.length, 102);
    assert.equal(lines.at(-1), '4900 more');
  });
});
