import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeResolver } from '../../server/src/adapters/resolver.node';
import { neverCancelled } from '../../server/src/core/resolve/cancel';
import type { Answer, QuestionType } from '../../server/src/core/resolve/resolver';
import { makeCertificate, type TestCertificate } from '../support/certificates';
import { type NameServer, startNamed } from '../support/named';
import { startNsd } from '../support/nsd';
import { signZone } from '../support/signing';
import { startUnbound, type Unbound } from '../support/unbound';
import { zoneMx } from './command';

const secure = `$ORIGIN secure.test.
$TTL 300
@ SOA ns1 hostmaster 2 3h 1h 1w 5m
  NS ns1
  MX 10 mail
ns1 A 192.0.2.53
mail A 192.0.2.25
 AAAA 2001:db8::25
www CNAME mail
_25._tcp.mail TLSA 3 1 1 ${'ab'.repeat(32)}
txt TXT ${Array.from({ length: 30 }, (_, index) => `"${String(index).repeat(60)}"`).join(' ')}
empty.below A 192.0.2.1
*.wild MX 20 mail
`;

/** What a zone is asked for: answers of every kind, one of them too long for a datagram. */
const questions: readonly (readonly [string, QuestionType])[] = [
  ['secure.test.', 'MX'],
  ['secure.test.', 'SOA'],
  ['secure.test.', 'NS'],
  ['mail.secure.test.', 'A'],
  ['mail.secure.test.', 'AAAA'],
  ['mail.secure.test.', 'MX'],
  ['www.secure.test.', 'A'],
  ['_25._tcp.mail.secure.test.', 'TLSA'],
  ['txt.secure.test.', 'TXT'],
  ['below.secure.test.', 'A'],
  ['no.secure.test.', 'A'],
  ['any.wild.secure.test.', 'MX'],
];

describe('DNS as real servers speak it', function () {
  this.timeout(60_000);
  let folder: string;
  let certificate: TestCertificate;
  let named: NameServer;
  let unbound: Unbound;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-resolvers-'));
    certificate = await makeCertificate(folder);
    const good = await signZone('secure.test', secure);
    const bad = await signZone('bogus.test', secure.replaceAll('secure.test', 'bogus.test'));
    // Somebody has changed an address and could not sign it.
    const changed = bad.text.replace('192.0.2.25', '192.0.2.66');
    assert.notEqual(changed, bad.text);
    named = await startNamed([
      { origin: 'secure.test', text: good.text },
      { origin: 'bogus.test', text: changed },
      { origin: 'plain.test', text: secure.replaceAll('secure.test', 'plain.test') },
    ]);
    const { port } = named;
    unbound = await startUnbound({
      stubs: ['secure.test', 'bogus.test', 'plain.test'].map((zone) => ({ zone, port })),
      anchors: [good.anchor, bad.anchor],
      certificate,
    });
  });

  after(async () => {
    await unbound.stop();
    await named.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = (port: number, name: string, type: QuestionType): Promise<Answer> => {
    const servers = [`127.0.0.1#${port}`];
    const { resolver } = createNodeResolver({ servers, timeout: 5000 });
    return resolver.resolve({ name, type }, neverCancelled);
  };

  it('is authenticated where a resolver has verified it, and only there', async () => {
    for (const [name, type] of questions) {
      const answer = await ask(unbound.port, name, type);
      assert.ok(answer.kind !== 'failure', `${name} ${type}`);
      assert.equal(answer.authenticated, true, `${name} ${type}`);
      const plain = await ask(unbound.port, name.replace('secure', 'plain'), type);
      assert.ok(plain.kind !== 'failure', `${name} ${type}`);
      assert.equal(plain.authenticated, false, `${name} ${type}`);
      assert.equal(plain.kind, answer.kind);
    }
  });

  it('is a failure of the server where the signature is wrong', async () => {
    const answer = await ask(unbound.port, 'mail.bogus.test.', 'A');
    assert.ok(answer.kind === 'failure');
    assert.equal(answer.reason, 'servfail');
    const { status, stdout } = await zoneMx([
      ...['survey', '--server', `127.0.0.1#${unbound.port}`, 'bogus.test', 'plain.test'],
    ]);
    assert.match(stdout, /^plain\.test +one exchange/m);
    assert.doesNotMatch(stdout, /192\.0\.2\.66/);
    assert.ok(status !== null);
  });

  it('says the same over TLS and HTTPS, verified by an authority, as without', async () => {
    const env = { NODE_EXTRA_CA_CERTS: certificate.file };
    const survey = (option: readonly string[], more = {}) =>
      zoneMx(['survey', '--format', 'json', ...option, 'secure.test', 'plain.test'], { env: more });
    const plain = await survey(['--server', `127.0.0.1#${unbound.port}`]);
    assert.equal(plain.status, 0, plain.stderr);
    assert.match(plain.stdout, /"192\.0\.2\.25"/);
    const secureOptions = [
      ['--server', `tls://localhost#${unbound.tlsPort}`],
      ['--doh', `https://localhost:${unbound.httpsPort}/dns-query`],
    ];
    for (const option of secureOptions) {
      const { stdout, stderr } = await survey(option, env);
      assert.equal(stdout, plain.stdout, `${option.join(' ')}: ${stderr}`);
      const refused = await survey(option);
      assert.equal(refused.status, 2);
      assert.doesNotMatch(refused.stdout, /192\.0\.2/);
    }
  });

  it('is read alike from two authorities of different make', async () => {
    const nsd = await startNsd([
      { origin: 'plain.test', text: secure.replaceAll('secure.', 'plain.') },
    ]);
    try {
      for (const [name, type] of questions) {
        const asked = name.replace('secure', 'plain');
        const [left, right] = [
          await ask(named.port, asked, type),
          await ask(nsd.port, asked, type),
        ];
        assert.deepEqual(essence(left), essence(right), `${asked} ${type}`);
      }
    } finally {
      await nsd.stop();
    }
  });
});

/** An answer without who gave it and when. */
function essence(answer: Answer): unknown {
  if (answer.kind === 'failure') return answer;
  const { kind, aliases, ttl, authenticated } = answer;
  const records =
    kind === 'rrset'
      ? answer.records.map(({ name, data, ttl: own }) => `${name} ${own} ${data}`)
      : [];
  return { kind, aliases, ttl, authenticated, records: records.sort() };
}
