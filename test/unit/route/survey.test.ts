import assert from 'node:assert/strict';
import { ZoneFacts } from '../../../server/src/core/route/facts';
import { planRoute } from '../../../server/src/core/route/route';
import { survey } from '../../../server/src/core/route/survey';
import { withHead, zoneOf } from '../../support/marked';

function surveyed(zone: string, down: readonly string[] = []) {
  const assumptions = { down: new Set(down), own: new Set<string>() };
  const route = planRoute('example.com.', new ZoneFacts(zoneOf(withHead(zone))), assumptions);
  assert.ok(route);
  return survey(route);
}

const tell = (zone: string): string => {
  const { kind, provider } = surveyed(zone);
  return provider === undefined ? kind : `${kind}: ${provider}`;
};

describe('how a domain receives mail', () => {
  it('is told without MX records', () => {
    assert.equal(tell('@ TXT x\n'), 'none');
    assert.equal(tell('@ A 192.0.2.1\n'), 'implicit');
    assert.equal(tell('@ MX 0 .\n'), 'null');
  });

  it('is one exchange, the domain’s own or a provider’s', () => {
    assert.equal(tell('@ MX 10 mail\nmail A 192.0.2.1\n'), 'one');
    assert.equal(tell('@ MX 10 mail\n'), 'one');
    assert.equal(tell('@ MX 10 mail.example.net.\n'), 'one: example.net');
    assert.equal(tell('@ MX 0 example-com.mail.protection.outlook.com.\n'), 'one: Microsoft 365');
  });

  it('names nobody twice', () => {
    assert.equal(tell('@ MX 10 example.net.\n'), 'one');
    assert.equal(tell('@ MX 10 mx.nowhere.\n'), 'one');
    assert.equal(
      tell('@ MX 10 example.net.\n@ MX 20 mx.example.net.\n'),
      'one-provider: example.net',
    );
  });

  it('is several of its own, or in one network', () => {
    const hosts = 'a A 192.0.2.1\nb A 192.0.2.2\nc A 198.51.100.3\n';
    assert.equal(tell(`@ MX 10 a\n@ MX 20 c\n${hosts}`), 'own');
    assert.equal(tell(`@ MX 10 a\n@ MX 20 b\n${hosts}`), 'one-network');
    assert.equal(tell(`@ MX 10 a\n@ MX 20 b\n@ MX 30 c\n${hosts}`), 'own');
  });

  it('is several at one provider, which may have several domains', () => {
    assert.equal(
      tell('@ MX 10 mx00.ionos.de.\n@ MX 10 mx01.kundenserver.de.\n'),
      'one-provider: IONOS',
    );
    assert.equal(
      tell('@ MX 10 a.north.mailhost.co.uk.\n@ MX 20 b.south.mailhost.co.uk.\n'),
      'one-provider: mailhost.co.uk',
    );
  });

  it('is its own with a backup elsewhere', () => {
    const hosts = 'a A 192.0.2.1\nb A 192.0.2.2\n';
    assert.equal(tell(`@ MX 10 a\n@ MX 20 mx.friend.net.\n${hosts}`), 'backup-elsewhere');
    assert.equal(tell(`@ MX 10 a\n@ MX 10 mx.friend.net.\n${hosts}`), 'several');
    assert.equal(tell(`@ MX 10 mx.friend.net.\n@ MX 20 a\n${hosts}`), 'several');
    assert.equal(tell('@ MX 10 mx.one.net.\n@ MX 20 mx.two.net.\n'), 'several');
  });

  it('does not count what takes no mail', () => {
    assert.equal(
      tell('@ MX 10 a\n@ MX 15 abc.mx-verification.google.com.\na A 192.0.2.1\n'),
      'one',
    );
    assert.equal(tell('@ MX 0 .\n@ MX 10 a\na A 192.0.2.1\n'), 'one');
    assert.match(tell('@ MX 15 abc.mx-verification.google.com.\n'), /^one: /);
  });

  it('does not depend on which hosts are down', () => {
    const zone = '@ MX 10 a\n@ MX 20 mx.friend.net.\na A 192.0.2.1\n';
    assert.equal(surveyed(zone, ['a.example.com.']).kind, 'backup-elsewhere');
  });

  it('is not sure where addresses are not known that it depends on', () => {
    const sub = 'sub NS ns.example.net.\n';
    assert.deepEqual(surveyed(`@ MX 10 a.sub\n@ MX 20 b\nb A 192.0.2.1\n${sub}`), {
      kind: 'own',
      provider: undefined,
      isSure: false,
    });
    assert.equal(surveyed('@ MX 10 a.sub\n@ MX 20 mx.friend.net.\n').isSure, true);
  });
});
