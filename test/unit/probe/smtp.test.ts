import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { NodeSmtpProber } from '../../../server/src/adapters/smtp.node';
import type { SmtpSession } from '../../../server/src/core/probe/session';
import { judgeSession } from '../../../server/src/core/probe/verdict';
import { CancelSource, neverCancelled } from '../../../server/src/core/resolve/cancel';
import { makeCertificate, type TestCertificate } from '../../support/certificates';
import {
  type FaultyMailServer,
  type Script,
  says,
  startFaultyMailServer,
  startMailServer,
} from '../../support/mailServers';

const host = 'mail.example.com.';
const hello = '250-mail.example.com\r\n250-SIZE 1000\r\n250 STARTTLS\r\n';

describe('talking to a mail server', () => {
  let folder: string;
  let certificate: TestCertificate;
  let server: FaultyMailServer | undefined;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zone-mx-smtp-'));
    certificate = await makeCertificate(folder, 'mail.example.com');
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const times = { stepTime: 400, sessionTime: 900 };
  function probeAt(
    port: number,
    { name = host, ca = certificate.cert, ...rest }: Record<string, unknown> = {},
    signal = neverCancelled,
  ): Promise<SmtpSession> {
    const options = { ...times, ...rest, port, ca: ca === '' ? undefined : String(ca) };
    return new NodeSmtpProber(options).probe({ host: String(name), address: '127.0.0.1' }, signal);
  }

  /** Runs a script, and shows that it ends in bounded time whatever the server does. */
  async function meet(script: Script): Promise<SmtpSession> {
    server = await startFaultyMailServer(script);
    const started = performance.now();
    const session = await probeAt(server.port);
    assert.ok(performance.now() - started < 4000, 'It takes too long.');
    assert.doesNotMatch(server.heard(), /^(?:MAIL|RCPT|VRFY|EXPN|DATA|AUTH)\b/im);
    return session;
  }

  /** The TLS side of a connection whose client was told to begin. */
  function secure(socket: Socket): TLSSocket {
    socket.removeAllListeners('data');
    const { cert, key } = certificate;
    const secured = new TLSSocket(socket, { isServer: true, cert, key });
    secured.on('error', () => secured.destroy());
    return secured;
  }

  describe('that is a real one', () => {
    let real: Awaited<ReturnType<typeof startMailServer>>;
    before(async () => {
      real = await startMailServer(certificate);
    });
    after(() => real.stop());

    it('learns what it says, and its certificate', async () => {
      const session = await probeAt(real.port, { stepTime: 5000, sessionTime: 9000 });
      assert.equal(judgeSession(session), 'verified');
      assert.deepEqual([session.step, session.trouble], ['quit', undefined]);
      assert.equal(session.greeting?.code, 220);
      assert.ok(session.hello?.lines.includes('STARTTLS'));
      assert.ok(!session.secureHello?.lines.includes('STARTTLS'));
      assert.match(String(session.tls?.protocol), /^TLSv1\.[23]$/);
      assert.deepEqual(session.tls?.names, ['mail.example.com']);
      assert.match(String(session.tls?.issuer), /CN=mail\.example\.com/);
      const day = 86_400_000;
      assert.ok(Math.abs(Number(session.tls?.validTo) - Date.now() - day) < day / 2);
    });

    it('says goodbye, and never a word about mail', async () => {
      await probeAt(real.port, { stepTime: 5000, sessionTime: 9000 });
      const heard = [...real.log().matchAll(/>> b'(\w+)/g)].map(([, verb]) => verb);
      const once = ['EHLO', 'STARTTLS', 'EHLO', 'QUIT'];
      assert.deepEqual(heard.slice(-once.length), once);
      assert.ok(heard.every((verb) => once.includes(String(verb))));
    });

    it('tells a certificate that nobody vouches for from one for another name', async () => {
      const options = { stepTime: 5000, sessionTime: 9000 };
      const unknown = await probeAt(real.port, { ...options, ca: '' });
      assert.deepEqual(
        [unknown.tls?.flaw, unknown.tls?.namesHost, judgeSession(unknown)],
        ['DEPTH_ZERO_SELF_SIGNED_CERT', true, 'unverified'],
      );
      const other = await probeAt(real.port, { ...options, name: 'mx.example.net.' });
      assert.deepEqual(
        [other.tls?.flaw, other.tls?.namesHost, judgeSession(other)],
        [undefined, false, 'unverified'],
      );
    });
  });

  for (const [named, namesHost] of [
    ['*.example.com', true],
    ['m*.example.com', false],
  ] as const)
    it(`compares its host with ${named}`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
      const wildcard = await makeCertificate(folder, named);
      const real = await startMailServer(wildcard);
      try {
        const options = { stepTime: 5000, sessionTime: 9000, ca: wildcard.cert };
        assert.equal((await probeAt(real.port, options)).tls?.namesHost, namesHost);
      } finally {
        await real.stop();
        await rm(folder, { recursive: true });
      }
    });

  const cases: readonly {
    readonly what: string;
    readonly script: Script;
    readonly ends: readonly [SmtpSession['step'], SmtpSession['trouble'], string];
  }[] = [
    { what: 'silence', script: () => undefined, ends: ['greeting', 'timeout', 'broken'] },
    {
      what: 'a connection closed at once',
      script: (socket) => socket.end(),
      ends: ['greeting', 'closed', 'broken'],
    },
    {
      what: 'a connection reset',
      script: async (socket, hear) => {
        socket.write('220 hi\r\n');
        await hear('EHLO');
        socket.resetAndDestroy();
      },
      ends: ['hello', 'closed', 'broken'],
    },
    {
      what: 'a greeting without an end',
      script: (socket) => {
        const timer = setInterval(() => socket.write('220-and so on\r\n'), 5);
        socket.on('close', () => clearInterval(timer));
      },
      ends: ['greeting', 'timeout', 'broken'],
    },
    {
      what: 'a greeting of many lines at once',
      script: (socket) => socket.write('220-and so on\r\n'.repeat(500)),
      ends: ['greeting', 'too-long', 'broken'],
    },
    {
      what: 'a greeting that drips',
      script: (socket) => {
        const timer = setInterval(() => socket.write('2'), 50);
        socket.on('close', () => clearInterval(timer));
      },
      ends: ['greeting', 'timeout', 'broken'],
    },
    {
      what: 'a line of 100 kB',
      script: (socket) => socket.write(`220 ${'x'.repeat(100_000)}\r\n`),
      ends: ['greeting', 'too-long', 'broken'],
    },
    {
      what: 'a flood',
      script: (socket) => {
        const pour = (): unknown => socket.write('220 x\r\n'.repeat(10_000));
        socket.on('drain', pour);
        pour();
      },
      // The first is a greeting; what comes with it unasked ends the session.
      ends: ['hello', 'malformed', 'broken'],
    },
    {
      what: 'another protocol',
      script: (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
      ends: ['greeting', 'malformed', 'broken'],
    },
    {
      what: 'octets at random',
      script: (socket) => socket.write(Buffer.from([0x16, 3, 1, 0, 10, 13, 10, 0xff, 0, 10])),
      ends: ['greeting', 'malformed', 'broken'],
    },
    {
      what: 'a greeting of two minds',
      script: (socket) => socket.write('220-come in\r\n554 stay out\r\n'),
      ends: ['greeting', 'malformed', 'broken'],
    },
    {
      what: '421',
      script: (socket) => socket.end('421 too busy\r\n'),
      ends: ['quit', undefined, 'deferred'],
    },
    {
      what: '554',
      script: says('554 no SMTP here\r\n'),
      ends: ['quit', undefined, 'refused'],
    },
    {
      what: 'a connection closed after the greeting',
      script: (socket) => socket.end('220 hi\r\n'),
      ends: ['hello', 'closed', 'broken'],
    },
    {
      what: 'answers before the questions',
      script: (socket) => socket.write(`220 hi\r\n${hello}220 go\r\n`),
      ends: ['hello', 'malformed', 'broken'],
    },
    {
      what: 'no answer to EHLO',
      script: says('220 hi\r\n'),
      ends: ['hello', 'timeout', 'broken'],
    },
    {
      what: '421 to EHLO',
      script: says('220 hi\r\n', ['EHLO', '421 not now\r\n']),
      ends: ['quit', undefined, 'deferred'],
    },
    {
      what: 'HELO alone',
      script: says('220 hi\r\n', ['EHLO', '502 what?\r\n'], ['HELO', '250 ok\r\n']),
      ends: ['quit', undefined, 'clear'],
    },
    {
      what: 'neither EHLO nor HELO',
      script: says('220 hi\r\n', ['EHLO', '550 no\r\n'], ['HELO', '550 no\r\n']),
      ends: ['quit', undefined, 'refused'],
    },
    {
      what: 'no STARTTLS',
      script: says('220 hi\r\n', ['EHLO', '250-hi\r\n250 SIZE\r\n'], ['QUIT', '221 bye\r\n']),
      ends: ['quit', undefined, 'clear'],
    },
    {
      what: 'STARTTLS refused',
      script: says('220 hi\r\n', ['EHLO', hello], ['STARTTLS', '454 not now\r\n']),
      ends: ['quit', undefined, 'clear'],
    },
    {
      what: 'a connection closed at STARTTLS',
      script: async (socket, hear) => {
        await says('220 hi\r\n', ['EHLO', hello])(socket, hear);
        await hear('STARTTLS');
        socket.end();
      },
      ends: ['starttls', 'closed', 'broken'],
    },
    {
      what: 'STARTTLS and more in the same breath',
      script: says('220 hi\r\n', ['EHLO', hello], ['STARTTLS', '220 go\r\n250 evil\r\n']),
      ends: ['tls', 'malformed', 'tls-failed'],
    },
    {
      what: 'STARTTLS and then garbage',
      script: async (socket, hear) => {
        await says('220 hi\r\n', ['EHLO', hello], ['STARTTLS', '220 go\r\n'])(socket, hear);
        socket.once('data', () => socket.write('garbage '.repeat(100)));
      },
      ends: ['tls', 'tls', 'tls-failed'],
    },
    {
      what: 'TLS that never finishes',
      script: says('220 hi\r\n', ['EHLO', hello], ['STARTTLS', '220 go\r\n']),
      ends: ['tls', 'timeout', 'tls-failed'],
    },
    {
      what: 'a connection closed during TLS',
      script: async (socket, hear) => {
        await says('220 hi\r\n', ['EHLO', hello], ['STARTTLS', '220 go\r\n'])(socket, hear);
        socket.once('data', () => socket.end());
      },
      ends: ['tls', 'tls', 'tls-failed'],
    },
    {
      what: 'silence after TLS',
      script: async (socket, hear) => {
        await says('220 hi\r\n', ['EHLO', hello], ['STARTTLS', '220 go\r\n'])(socket, hear);
        secure(socket);
      },
      ends: ['secure-hello', 'timeout', 'broken'],
    },
    {
      what: '554 after TLS',
      script: async (socket, hear) => {
        await says('220 hi\r\n', ['EHLO', hello], ['STARTTLS', '220 go\r\n'])(socket, hear);
        const secured = secure(socket);
        secured.once('data', () => secured.write('554 go away\r\n'));
      },
      ends: ['quit', undefined, 'refused'],
    },
  ];
  for (const { what, script, ends } of cases)
    it(`ends by itself with ${what}`, async () => {
      const session = await meet(script);
      assert.deepEqual([session.step, session.trouble, judgeSession(session)], ends);
    });

  it('keeps what the certificate said when the server hangs up after TLS', async () => {
    const session = await meet(async (socket, hear) => {
      await says('220 hi\r\n', ['EHLO', hello], ['STARTTLS', '220 go\r\n'])(socket, hear);
      const secured = secure(socket);
      secured.once('data', () => secured.end());
    });
    assert.deepEqual(session.tls?.names, ['mail.example.com']);
    assert.deepEqual([session.step, session.trouble], ['secure-hello', 'closed']);
  });

  it('tells that nobody listens', async () => {
    const gone = await startFaultyMailServer(() => undefined);
    await gone.close();
    const session = await probeAt(gone.port);
    assert.deepEqual(
      [session.step, session.trouble, judgeSession(session)],
      ['connection', 'unreachable', 'unreachable'],
    );
  });

  it('is bounded as a whole too, however long each step may take', async () => {
    server = await startFaultyMailServer(says('220 hi\r\n'));
    const session = await probeAt(server.port, { stepTime: 60_000, sessionTime: 300 });
    assert.equal(session.trouble, 'timeout');
    assert.ok(session.elapsed < 3000);
  });

  it('stops when nobody wants to know any more', async () => {
    server = await startFaultyMailServer(() => undefined);
    const source = new CancelSource();
    const session = probeAt(server.port, { stepTime: 60_000, sessionTime: 60_000 }, source.signal);
    source.cancel();
    assert.equal(judgeSession(await session), 'unknown');
  });

  it('does not begin where nobody wanted to know from the start', async () => {
    server = await startFaultyMailServer(says('220 mail.example.com\r\n'));
    const source = new CancelSource();
    source.cancel();
    const session = await probeAt(server.port, {}, source.signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual([session.step, judgeSession(session)], ['connection', 'unknown']);
    assert.equal(server.connections(), 0);
  });
});
