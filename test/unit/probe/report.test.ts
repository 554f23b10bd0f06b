import assert from 'node:assert/strict';
import { escapeNames } from '../../../server/src/core/features/hover/text';
import { reachOf } from '../../../server/src/core/features/probe/reach';
import {
  describeExchange,
  type Probed,
  type ProbedAddress,
  writeProbe,
} from '../../../server/src/core/features/probe/report';
import type { SmtpSession, TlsFacts } from '../../../server/src/core/probe/session';
import { wordMessage } from '../../../server/src/core/text/message';
import { mxSetOf } from '../../../server/src/core/zone/mxSet';
import { zoneOf } from '../../support/marked';

const zone = zoneOf(`$ORIGIN example.com.
@ MX 10 mail
@ MX 10 twin
@ MX 20 backup.example.net.
last MX 10 only
`);

const silent: SmtpSession = {
  step: 'greeting',
  trouble: 'timeout',
  greeting: undefined,
  hello: undefined,
  oldHello: undefined,
  starttls: undefined,
  tls: undefined,
  secureHello: undefined,
  elapsed: 400,
};
const tls: TlsFacts = {
  protocol: 'TLSv1.3',
  flaw: undefined,
  namesHost: true,
  names: ['mail.example.com'],
  issuer: 'O=Example\nCN=Example R1',
  validFrom: Date.UTC(2026, 0, 1),
  validTo: Date.UTC(2026, 3, 1),
};
const good: SmtpSession = {
  ...silent,
  step: 'quit',
  trouble: undefined,
  greeting: { code: 220, lines: ['mail.example.com ESMTP'] },
  hello: { code: 250, lines: ['mail.example.com', 'STARTTLS'] },
  starttls: { code: 220, lines: ['go'] },
  tls,
  secureHello: { code: 250, lines: ['mail.example.com', 'SIZE 1000'] },
};

/** What is written of sessions, one for each address, its escapes taken away. */
function report(
  sessions: readonly (SmtpSession | 'never' | 'declined')[],
  {
    owner = 'example.com.',
    index: at = 0,
    ...rest
  }: { readonly owner?: string; readonly index?: number } & Partial<
    Pick<Probed, 'canonical' | 'unasked'>
  > = {},
): string {
  const name = zone.names.parse(owner);
  assert.ok(name !== undefined);
  const set = mxSetOf(zone, name);
  const mx = set.records[at];
  assert.ok(mx);
  const addresses = sessions.map((session, index): ProbedAddress => {
    const address = `192.0.2.${index + 1}`;
    return typeof session === 'string'
      ? { kind: session, address }
      : { kind: 'session', address, session };
  });
  return writeProbe(
    {
      canonical: undefined,
      unasked: 0,
      at: 0,
      ...rest,
      exchange: describeExchange(zone, set, mx),
      addresses,
    },
    {
      word: (message) => wordMessage(message, undefined, escapeNames),
      formatTime: () => '14:02:11',
    },
  ).replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
}

describe('what is written of mail servers', () => {
  it('is what was said, and what a sender makes of it', () => {
    const text = report([good], { owner: 'last.example.com.' });
    assert.equal(
      text,
      `# only.example.com

Preference **10** of last.example.com, the only exchange. Senders deliver to this host alone. While it can’t be reached, mail waits at the sender and is returned after some days.

Asked at 14:02:11. No mail was sent: the conversation ends before a sender or a recipient is named.

## 192.0.2.1

**A sender delivers here, encrypted. The certificate satisfies MTA-STS.**

| step | what was said |
| :-- | :-- |
| Greeting | 220 mail.example.com ESMTP |
| EHLO | 250 mail.example.com · STARTTLS |
| STARTTLS | 220 go |
| TLS | TLSv1.3 |
| Certificate for | mail.example.com ✓ |
| Issued by | O=Example, CN=Example R1 |
| Valid | from 2026-01-01 to 2026-04-01 |
| Verified | yes, by the authorities that come with Node.js |
| EHLO over TLS | 250 mail.example.com · SIZE 1000 |

It took 400 ms.
`,
    );
  });

  const said = (code: number): SmtpSession => ({
    ...silent,
    step: 'quit',
    trouble: undefined,
    greeting: { code, lines: ['no'] },
  });
  for (const [what, session, words] of [
    ['nobody there', { ...silent, step: 'connection', trouble: 'unreachable' }, /No connection/],
    ['silence', silent, /does not get as far as mail.*\*\*\n/],
    ['421', said(421), /refused for now/],
    ['554', said(554), /refused for good/],
    ['HELO alone', { ...said(220), hello: said(502).greeting, oldHello: good.hello }, /clear text/],
    [
      'no STARTTLS',
      { ...good, hello: { code: 250, lines: ['x'] }, starttls: undefined, tls: undefined },
      /here in clear text/,
    ],
    [
      'STARTTLS refused',
      { ...good, starttls: said(454).greeting, tls: undefined },
      /here in clear text/,
    ],
    [
      'no TLS',
      { ...good, step: 'tls', trouble: 'tls', tls: undefined },
      /TLS is offered and fails/,
    ],
    [
      'expired',
      { ...good, tls: { ...tls, flaw: 'CERT_HAS_EXPIRED' } },
      /not satisfy MTA-STS[\s\S]*\*\*no\*\*: it has expired/,
    ],
    [
      'another name',
      { ...good, tls: { ...tls, namesHost: false } },
      /not satisfy MTA-STS[\s\S]*not for this exchange/,
    ],
    ['cancelled', { ...silent, trouble: 'cancelled' }, /not found out/],
  ] as const)
    it(`says in plain words what senders do: ${what}`, () => {
      assert.match(report([session]), words);
    });

  it('says where a sender goes next: an address, other exchanges, the queue, or back', () => {
    const goes = (text: string): readonly string[] =>
      [...text.matchAll(/(?:Then a sender|There is no other)[^*]*/g)].map(([words]) => words);
    assert.deepEqual(goes(report(['never', silent, 'declined', said(554)])), [
      'Then a sender tries the next address, 192.0.2.4.',
      'Then a sender goes on to twin.example.com, unless it was there before.',
    ]);
    assert.deepEqual(goes(report([silent], { index: 2 })), [
      'There is no other exchange: the message waits at the sender and is returned after some days.',
    ]);
    assert.deepEqual(goes(report([said(554)], { owner: 'last.example.com.' })), [
      'There is no other exchange: the message is returned.',
    ]);
    assert.deepEqual(goes(report([good])), []);
  });

  it('tells of what was left out, and of aliases', () => {
    const text = report(['never', 'declined'], { unasked: 3, canonical: 'host.example.net.' });
    assert.match(text, /alias of host\.example\.net\.\n/);
    assert.match(
      text,
      /never connected to[\s\S]*private network|never connected to[\s\S]*network of its own/,
    );
    assert.match(text, /\n3 more addresses were left out\.\n$/);
  });

  it('lets no server write into it', () => {
    const evil = '# h\n\n[x](command:y) <b>|**|`\u0007\u202e![i](http://x) ';
    const reply = {
      code: 220,
      lines: [evil, ...Array.from({ length: 90 }, () => 'x'.repeat(2000))],
    };
    const hostile: SmtpSession = {
      ...good,
      greeting: reply,
      tls: {
        ...tls,
        flaw: evil,
        issuer: evil,
        names: [evil],
        validFrom: 9e99,
        validTo: Number.NaN,
      },
    };
    const name = zone.names.parse('example.com.');
    assert.ok(name !== undefined);
    const set = mxSetOf(zone, name);
    const [mx] = set.records;
    assert.ok(mx);
    const text = writeProbe(
      {
        exchange: describeExchange(zone, set, mx),
        addresses: [{ kind: 'session', address: '192.0.2.1', session: hostile }],
        canonical: evil,
        unasked: 0,
        at: 0,
      },
      {
        word: (message) => wordMessage(message, undefined, escapeNames),
        formatTime: () => '14:02:11',
      },
    );
    const bare = text.replaceAll(/\\[!-/:-@[-`{-~]/g, '');
    assert.doesNotMatch(bare, /[<>[\]`]|\p{Cf}|[^\P{Cc}\n]/u);
    assert.equal(bare.match(/^#/gm)?.length, 2);
    assert.ok(text.length < 20_000);
    assert.match(text, /from unknown to unknown/);
  });
});

describe('the addresses that a zone may have us connect to', () => {
  for (const [reach, addresses] of [
    ['public', ['192.0.2.1', '8.8.8.8', '2001:db8::1', '2606:4700::1111']],
    ['own-network', ['10.0.0.1', '172.16.0.1', '192.168.1.1', '100.64.0.1', 'fd00::1']],
    [
      'never',
      [
        ...['127.0.0.1', '127.255.0.1', '169.254.169.254', '0.0.0.0', '224.0.0.1'],
        ...['255.255.255.255', '::1', '::', 'fe80::1', 'ff02::1', '::ffff:127.0.0.1'],
        ...['2002:7f00:1::', '64:ff9b::7f00:1', 'nonsense', ''],
      ],
    ],
  ] as const)
    it(`are told apart: ${reach}`, () => {
      for (const address of addresses) assert.equal(reachOf(address), reach, address);
    });
});
