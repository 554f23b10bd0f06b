import assert from 'node:assert/strict';
import { canonicalName } from '../../../server/src/adapters/dns/names';
import { parseServers } from '../../../server/src/adapters/dns/servers';
import { SystemServers } from '../../../server/src/adapters/systemServers';
import { wordMessage } from '../../../server/src/core/text/message';

describe('the setting that names DNS servers', () => {
  const good: Readonly<Record<string, string>> = {
    '127.0.0.1': '127.0.0.1',
    ' 127.0.0.1 ': '127.0.0.1',
    '127.0.0.1#5353': '127.0.0.1:5353',
    '127.0.0.1:5353': '127.0.0.1:5353',
    '127.0.0.1:53': '127.0.0.1',
    '::1': '::1',
    '[::1]': '::1',
    '[::1]:5353': '[::1]:5353',
    '[::1]#5353': '[::1]:5353',
    '::1#5353': '[::1]:5353',
    'fe80::1%eth0': 'fe80::1%eth0',
    'tls://9.9.9.9': 'tls://9.9.9.9',
    'TLS://dns.example': 'tls://dns.example',
    'tls://dns.example#8853': 'tls://dns.example:8853',
    'tls://dns.example:853': 'tls://dns.example',
    'tls://[2001:db8::53]#8853': 'tls://[2001:db8::53]:8853',
    'tls://2001:db8::53': 'tls://2001:db8::53',
    'https://dns.example/dns-query': 'https://dns.example/dns-query',
    'https://dns.example/dns-query{?dns}': 'https://dns.example/dns-query',
    'https://[2001:db8::53]:8443/q': 'https://[2001:db8::53]:8443/q',
  };
  for (const [entry, label] of Object.entries(good)) {
    it(`takes ${entry}`, () => {
      const { servers, problems } = parseServers([entry]);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        servers.map((server) => server.label),
        [label],
      );
    });
  }

  const bad: Readonly<Record<string, RegExp>> = {
    '': /An empty entry/,
    'dns.google': /"dns.google" is left out: it is a name/,
    localhost: /it is a name/,
    'resolver.example:53': /it is a name/,
    '127.0.0.1:0': /a port is a number from 1 to 65535/,
    '127.0.0.1:65536': /a port/,
    '127.0.0.1:': /a port/,
    '127.0.0.1#dns': /a port/,
    '[::1]:+53': /a port/,
    '127.0.0': /neither/,
    '127.0.0.256': /neither/,
    '[127.0.0.1': /neither/,
    '[::1]53': /neither/,
    'http://dns.example/dns-query': /before “:\/\/” stands “https” or “tls”/,
    'udp://127.0.0.1': /before “:\/\/” stands/,
    'https://user:secret@dns.example/': /no URL of DNS over HTTPS/,
    'https://dns.example/{ip}': /no URL/,
    'https://': /no URL/,
    [`https://dns.example/${'x'.repeat(5_000)}`]: /no URL/,
    'tls://': /an address or a name/,
    'tls://a b': /an address or a name/,
    'tls://127.0.0': /an address or a name/,
    'tls://127.0.0.1#0': /a port/,
    '\u0000`<script>': /neither/,
    ['x'.repeat(5_000)]: /x{79}…" is left out/,
  };
  for (const [entry, expected] of Object.entries(bad)) {
    it(`refuses ${JSON.stringify(entry).slice(0, 30)}`, () => {
      const { servers, problems } = parseServers([entry, '192.0.2.53']);
      assert.equal(servers.length, 1, 'the others are used');
      assert.equal(problems.length, 1);
      assert.match(problems.map((problem) => wordMessage(problem.message)).join(), expected);
    });
  }

  it('takes an address once', () => {
    assert.equal(parseServers(['127.0.0.1', '127.0.0.1:53', '127.0.0.1#53']).servers.length, 1);
  });
});

describe('the servers of the system', () => {
  it('can be read', () => {
    const servers = new SystemServers().get();
    assert.ok(Array.isArray(servers));
  });
});

describe('canonicalName', () => {
  const names: Readonly<Record<string, string>> = {
    '.': '.',
    'Mail.example.com.': 'Mail.example.com.',
    '\\097\\B.test.': 'aB.test.',
    'a\\.b.test.': 'a\\.b.test.',
    'a b@"$;.': 'a\\032b\\@\\"\\$\\;.',
    'mün\\195\\188.': 'm\\195\\188n\\195\\188.',
    '*._tcp.example.': '*._tcp.example.',
  };
  for (const [text, expected] of Object.entries(names)) {
    it(`writes ${text} as ${expected}`, () => {
      assert.equal(canonicalName(text), expected);
      assert.equal(canonicalName(expected), expected);
    });
  }
});
