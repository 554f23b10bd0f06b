import assert from 'node:assert/strict';
import { LspClient } from '../support/lspClient';

describe('a new zone file from the server', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
  });
  after(() => client.stop());
  const ask = (params: unknown): Promise<unknown> => client.request('zoneMx/newZone', params);

  it('is a snippet, once a domain and the way of its mail are chosen', async () => {
    const answer = await ask({ domain: 'example.com' });
    assert.ok(typeof answer === 'object' && answer !== null && 'setups' in answer);
    assert.ok(Array.isArray(answer.setups));
    const [own]: readonly { readonly id: string }[] = answer.setups;
    const zone = await ask({ domain: 'example.com', setup: own?.id });
    assert.ok(typeof zone === 'object' && zone !== null && 'snippet' in zone);
    assert.match(
      String(zone.snippet),
      /^\\\$ORIGIN example\.com\.\n\\\$TTL \$\{1:1h\}\n@ +SOA ns1 /,
    );
  });

  it('is none for what is no domain', async () => {
    const message = 'A domain is meant, such as example.com.';
    for (const params of [{ domain: '_x' }, { domain: 7 }, {}, null, 'example.com'])
      assert.deepEqual(await ask(params), { kind: 'impossible', message });
  });
});
