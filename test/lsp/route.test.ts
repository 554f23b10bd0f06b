import assert from 'node:assert/strict';
import type { RoutePicture } from '../../server/src/core/features/routePicture';
import { LspClient } from '../support/lspClient';
import { type NameServer, startNamed } from '../support/named';

const uri = 'file:///zones/example.com.zone';
const zone = `$ORIGIN example.com.
$TTL 1h
@ SOA ns host 1 1h 15m 30d 1h
@ NS ns
@ MX 10 mail
@ MX 20 mx.example.net.
ns A 192.0.2.53
mail A 192.0.2.25
shop MX 0 .
www A 192.0.2.80
`;
const elsewhere = `$ORIGIN example.net.
$TTL 1h
@ SOA ns host 1 1h 15m 30d 1h
@ NS ns
ns A 192.0.2.53
mx A 198.51.100.25
`;

interface RouteAnswer {
  readonly kind: string;
  readonly message?: string;
  readonly picture: RoutePicture;
}

describe('the server’s mail route', () => {
  let named: NameServer;
  let client: LspClient;
  before(async () => {
    named = await startNamed([{ origin: 'example.net', text: elsewhere }]);
  });
  after(() => named.stop());
  afterEach(() => client.stop());

  const open = async (live: object = {}, options: object = {}): Promise<void> => {
    const settings = { live: { servers: [named.address], ...live } };
    client = await LspClient.start({ settings, ...options });
    await client.open(uri, zone);
  };
  const ask = async (line: number, more: object = {}): Promise<RouteAnswer> => {
    const params = { uri, position: { line, character: 0 }, ...more };
    return (await client.request('zoneMx/route', params)) as RouteAnswer;
  };
  const hosts = ({ picture }: RouteAnswer) =>
    picture.steps.map((step) =>
      step.hosts.map(({ title, state, addresses }) => `${title} ${state} ${addresses.join()}`),
    );

  const unknown = ['mx.example.net up addresses not known'];

  it('is that of the owner at the cursor, or of the zone', async () => {
    await open();
    assert.equal((await ask(4)).picture.owner, 'example.com.');
    assert.equal((await ask(9)).picture.owner, 'example.com.');
    const shop = await ask(8);
    assert.equal(shop.picture.owner, 'shop.example.com.');
    assert.equal(shop.picture.end.outcome, 'rejected');
  });

  it('knows of the file at once, and asks DNS for the rest when it is told to', async () => {
    await open();
    assert.deepEqual(hosts(await ask(4)), [
      ['mail.example.com up 192.0.2.25'],
      ['mx.example.net up addresses not known'],
    ]);
    const whole = [['mail.example.com up 192.0.2.25'], ['mx.example.net up 198.51.100.25']];
    assert.deepEqual(hosts(await ask(4, { asks: true })), whole);
    // What was answered before is known.
    assert.deepEqual(hosts(await ask(4)), whole);
  });

  it('asks nobody with live answers off, or untrusted', async () => {
    await open({ mode: 'off' });
    assert.deepEqual(hosts(await ask(4, { asks: true })).at(-1), unknown);
    await client.stop();
    await open({}, { initializationOptions: { isTrusted: false } });
    assert.deepEqual(hosts(await ask(4, { asks: true })).at(-1), unknown);
  });

  it('goes on to the next host where one is down, and into the queue where all are', async () => {
    await open();
    const one = await ask(4, { down: ['MAIL.example.com.'] });
    assert.deepEqual(
      one.picture.steps.map(({ state }) => state),
      ['passed', 'tried'],
    );
    const all = await ask(4, { down: ['mail.example.com.', 'mx.example.net.'] });
    assert.equal(all.picture.end.outcome, 'deferred');
    assert.ok(all.picture.text.at(-1)?.includes('queued for days'));
  });

  it('says where an exchange stands and what was found about it', async () => {
    await open();
    const { picture } = await ask(4);
    const [, step] = picture.steps;
    const [host] = step?.hosts ?? [];
    const place = host?.place;
    assert.equal(zone.slice(place?.start, place?.end), 'mx.example.net.');
    assert.ok(host?.remarks.some((remark) => remark.includes('elsewhere')));
  });

  it('answers whatever is asked', async () => {
    await open();
    const strange = [undefined, {}, { uri: 7 }, { uri, position: 'x', down: [{}, null], owner: 3 }];
    for (const params of strange) {
      const answer = (await client.request('zoneMx/route', params)) as RouteAnswer;
      assert.ok(answer.kind === 'impossible' || answer.kind === 'route');
    }
  });
});
