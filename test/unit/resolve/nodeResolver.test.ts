import assert from 'node:assert/strict';
import { createNodeResolver } from '../../../server/src/adapters/resolver.node';
import { neverCancelled } from '../../../server/src/core/resolve/cancel';
import type { Answer, QuestionType } from '../../../server/src/core/resolve/resolver';
import {
  addressRecord,
  aliasRecord,
  type Behaviour,
  type FaultyDns,
  findFreePort,
  framed,
  record,
  respond,
  soaRecord,
  startFaultyDns,
  types,
  wireName,
} from '../../support/faultyDns';

const timeout = 200;
/** Generous, as the machine may be busy: what matters is that it settles at all. */
const slack = 1_000;

const name = 'mail.example.com.';
const right = (query: Parameters<Behaviour>[0]) =>
  respond(query, { answers: [addressRecord(query.name, 300, '192.0.2.1')] });

describe('the resolver for Node', () => {
  const open: FaultyDns[] = [];

  async function server(behave: Behaviour): Promise<FaultyDns> {
    const started = await startFaultyDns(behave);
    open.push(started);
    return started;
  }

  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
  });

  /** Asks, and proves that the answer comes within the time allowed. */
  async function ask(
    servers: readonly (FaultyDns | string)[],
    type: QuestionType = 'A',
    asked = name,
  ): Promise<Answer> {
    const addresses = servers.map((each) => (typeof each === 'string' ? each : each.address));
    const { resolver, problems } = createNodeResolver({ servers: addresses, timeout });
    assert.deepEqual(problems, []);
    const started = performance.now();
    const answer = await resolver.resolve({ name: asked, type }, neverCancelled);
    assert.ok(performance.now() - started < timeout + slack, 'not settled in time');
    return answer;
  }

  async function askBehaviour(behave: Behaviour, type?: QuestionType, asked?: string) {
    return ask([await server(behave)], type, asked);
  }

  function assertFailure(answer: Answer, reason: string): void {
    assert.equal(answer.kind === 'failure' ? answer.reason : answer.kind, reason);
  }

  function assertAddress(answer: Answer, address = '192.0.2.1'): void {
    assert.ok(answer.kind === 'rrset', JSON.stringify(answer));
    assert.deepEqual(
      answer.records.map((each) => each.data),
      [address],
    );
  }

  describe('with a server that works', () => {
    it('gives the RRset with TTL, server, time and AD', async () => {
      const dns = await server((query) =>
        query.send(
          respond(query, {
            flags: 0x0020,
            answers: [
              addressRecord('MAIL.example.com', 300, '192.0.2.1'),
              addressRecord('mail.example.com', 200, '192.0.2.2'),
              addressRecord('mail.example.com', 200, '192.0.2.2'),
              addressRecord('other.example.com', 1, '192.0.2.9'),
            ],
          }),
        ),
      );
      const before = Date.now();
      const answer = await ask([dns]);
      assert.ok(answer.kind === 'rrset');
      const { elapsed, at, ...rest } = answer;
      assert.deepEqual(rest, {
        kind: 'rrset',
        records: [
          { name: 'MAIL.example.com.', type: 'A', ttl: 300, data: '192.0.2.1' },
          { name: 'mail.example.com.', type: 'A', ttl: 200, data: '192.0.2.2' },
        ],
        aliases: [],
        ttl: 200,
        authenticated: true,
        server: dns.label,
      });
      assert.ok(elapsed >= 0 && elapsed < timeout + slack);
      assert.ok(at >= before && at <= Date.now());
    });

    it('asks with RD, AD and EDNS, another id and another port each time', async () => {
      const dns = await server((query) => query.send(right(query)));
      const { resolver } = createNodeResolver({ servers: [dns.address], timeout });
      for (let count = 0; count < 16; count += 1) {
        assertAddress(await resolver.resolve({ name, type: 'A' }, neverCancelled));
      }
      assert.ok(dns.queries.every((query) => query.flags === 0x0120 && query.edns));
      assert.ok(new Set(dns.queries.map((query) => query.id)).size > 12);
      assert.ok(new Set(dns.queries.map((query) => query.sourcePort)).size > 8);
    });

    it('reads RDATA of every type into presentation form', async () => {
      const mx = Buffer.concat([Buffer.of(0, 10), wireName('mx.example.com')]);
      const text = Buffer.concat([Buffer.of(4), Buffer.from('a"\\b'), Buffer.of(2, 0xe4, 0x07)]);
      const tlsa = Buffer.of(3, 1, 1, 0xab, 0xcd);
      const ipv6 = Buffer.from('20010db8000000000001000000000001', 'hex');
      const cases: readonly (readonly [QuestionType, number, Buffer, string])[] = [
        ['MX', types.MX, mx, '10 mx.example.com.'],
        ['MX', types.MX, Buffer.of(0, 0, 0), '0 .'],
        ['TXT', types.TXT, text, '"a\\"\\\\b" "\\228\\007"'],
        ['TXT', types.TXT, Buffer.of(0), '""'],
        ['TLSA', 52, tlsa, '3 1 1 abcd'],
        ['AAAA', types.AAAA, ipv6, '2001:db8::1:0:0:1'],
        ['PTR', types.PTR, wireName('host.example.com'), 'host.example.com.'],
        ['NS', types.NS, wireName(''), '.'],
      ];
      for (const [type, number, rdata, expected] of cases) {
        const answer = await askBehaviour(
          (query) =>
            query.send(
              respond(query, { answers: [record(wireName(query.name), number, 60, rdata)] }),
            ),
          type,
        );
        assertAddress(answer, expected);
      }
      const soa = await askBehaviour(
        (query) => query.send(respond(query, { answers: [soaRecord('example.com', 60, 30)] })),
        'SOA',
        'example.com.',
      );
      assertAddress(soa, 'ns.example.com. admin.example.com. 1 0 0 0 30');
    });

    it('counts a TTL with the highest bit set as 0', async () => {
      const answer = await askBehaviour((query) =>
        query.send(
          respond(query, { answers: [addressRecord(query.name, 0xff_ff_ff_ff, '1.2.3.4')] }),
        ),
      );
      assert.ok(answer.kind === 'rrset');
      assert.equal(answer.ttl, 0);
    });
  });

  describe('negative answers', () => {
    it("keeps NXDOMAIN for the lesser of the SOA's TTL and minimum", async () => {
      const answer = await askBehaviour((query) =>
        query.send(respond(query, { rcode: 3, authorities: [soaRecord('example.com', 900, 60)] })),
      );
      assert.ok(answer.kind === 'nxdomain');
      assert.equal(answer.ttl, 60);
    });

    it('tells NODATA from NXDOMAIN', async () => {
      const answer = await askBehaviour((query) =>
        query.send(respond(query, { authorities: [soaRecord('example.com', 30, 600)] })),
      );
      assert.ok(answer.kind === 'nodata');
      assert.equal(answer.ttl, 30);
    });

    it('does not keep a negative answer without an SOA', async () => {
      const answer = await askBehaviour((query) => query.send(respond(query)));
      assert.ok(answer.kind === 'nodata');
      assert.equal(answer.ttl, 0);
    });

    it('takes a referral for no answer', async () => {
      const answer = await askBehaviour((query) => {
        const cut = record(wireName('example.com'), types.NS, 60, wireName('ns.example.com'));
        query.send(respond(query, { authorities: [cut] }));
      });
      assertFailure(answer, 'servfail');
    });

    it('does not believe NXDOMAIN with the records that do not exist', async () => {
      const answer = await askBehaviour((query) =>
        query.send(
          respond(query, { rcode: 3, answers: [addressRecord(query.name, 1, '1.2.3.4')] }),
        ),
      );
      assertFailure(answer, 'malformed');
    });
  });

  describe('aliases', () => {
    it('follows a chain inside the answer', async () => {
      const answer = await askBehaviour((query) =>
        query.send(
          respond(query, {
            answers: [
              addressRecord('c.example.com', 300, '192.0.2.1'),
              aliasRecord('b.example.com', 20, 'c.example.com'),
              aliasRecord('mail.example.com', 100, 'b.example.com'),
            ],
          }),
        ),
      );
      assertAddress(answer);
      assert.ok(answer.kind === 'rrset');
      assert.equal(answer.ttl, 20);
      assert.deepEqual(
        answer.aliases.map((alias) => alias.data),
        ['b.example.com.', 'c.example.com.'],
      );
    });

    it('asks for the target that the answer leaves out', async () => {
      const dns = await server((query) =>
        query.send(
          query.name === 'mail.example.com'
            ? respond(query, {
                flags: 0x0020,
                answers: [aliasRecord(query.name, 100, 'host.example.net')],
              })
            : right(query),
        ),
      );
      const answer = await ask([dns]);
      assertAddress(answer);
      assert.ok(answer.kind === 'rrset');
      assert.equal(answer.aliases.length, 1);
      assert.equal(answer.authenticated, false, 'the second part was not authenticated');
      assert.deepEqual(
        dns.queries.map((query) => query.name),
        ['mail.example.com', 'host.example.net'],
      );
    });

    it('tells NXDOMAIN and NODATA at the end of a chain', async () => {
      for (const [rcode, kind] of [
        [3, 'nxdomain'],
        [0, 'nodata'],
      ] as const) {
        const answer = await askBehaviour((query) =>
          query.send(
            respond(query, {
              rcode,
              answers: [aliasRecord(query.name, 10, 'gone.example.net')],
              authorities: [soaRecord('example.net', 60, 60)],
            }),
          ),
        );
        assert.ok(answer.kind === kind);
        assert.equal(answer.ttl, 10);
        assert.equal(answer.aliases.length, 1);
      }
    });

    it('says which aliases led to a failure', async () => {
      const answer = await askBehaviour((query) =>
        query.send(
          query.name === 'mail.example.com'
            ? respond(query, { answers: [aliasRecord(query.name, 100, 'host.example.net')] })
            : respond(query, { rcode: 5 }),
        ),
      );
      assertFailure(answer, 'refused');
      assert.equal(answer.kind === 'failure' && answer.aliases?.[0]?.data, 'host.example.net.');
    });

    it('gives the alias itself to who asks for it', async () => {
      const answer = await askBehaviour(
        (query) => query.send(respond(query, { answers: [aliasRecord(query.name, 1, 'b.test')] })),
        'CNAME',
      );
      assertAddress(answer, 'b.test.');
    });

    it('ends a loop inside one answer', async () => {
      const answer = await askBehaviour((query) =>
        query.send(
          respond(query, {
            answers: [
              aliasRecord('mail.example.com', 1, 'b.example.com'),
              aliasRecord('b.example.com', 1, 'mail.example.com'),
            ],
          }),
        ),
      );
      assertFailure(answer, 'alias-loop');
    });

    it('ends a name that is its own alias', async () => {
      const answer = await askBehaviour((query) =>
        query.send(respond(query, { answers: [aliasRecord(query.name, 1, query.name)] })),
      );
      assertFailure(answer, 'alias-loop');
    });

    it('ends a chain that never ends, after few questions', async () => {
      const dns = await server((query) =>
        query.send(respond(query, { answers: [aliasRecord(query.name, 1, `x.${query.name}`)] })),
      );
      assertFailure(await ask([dns]), 'alias-loop');
      assert.ok(dns.queries.length <= 13, String(dns.queries.length));
    });
  });

  describe('with a server that fails', () => {
    it('is silent: times out', async () => {
      const dns = await server(() => undefined);
      const answer = await ask([dns]);
      assertFailure(answer, 'timeout');
      assert.equal(answer.server, dns.label);
      assert.ok(dns.queries.length >= 2, 'asked again');
    });

    for (const [title, rcode, reason] of [
      ['SERVFAIL', 2, 'servfail'],
      ['REFUSED', 5, 'refused'],
      ['FORMERR to all', 1, 'malformed'],
      ['NOTAUTH', 9, 'malformed'],
    ] as const) {
      it(`answers ${title}: ${reason}, at once`, async () => {
        const dns = await server((query) => query.send(respond(query, { rcode })));
        assertFailure(await ask([dns]), reason);
      });

      it(`answers ${title}: the next server is asked`, async () => {
        const bad = await server((query) => query.send(respond(query, { rcode })));
        const good = await server((query) => query.send(right(query)));
        const answer = await ask([bad, good]);
        assertAddress(answer);
        assert.equal(answer.server, good.label);
      });
    }

    it('leaves the question out of its refusal', async () => {
      assertFailure(
        await askBehaviour((query) =>
          query.send(respond(query, { rcode: 5, question: Buffer.alloc(0) })),
        ),
        'refused',
      );
    });

    it('is silent: the next server is asked within the time', async () => {
      const silent = await server(() => undefined);
      const good = await server((query) => query.send(right(query)));
      assertAddress(await ask([silent, good]));
    });

    it('is slow: its answer is taken although others were asked since', async () => {
      const slow = await server((query) => {
        if (slow.queries.length === 1) setTimeout(() => query.send(right(query)), 120);
      });
      const silent = await server(() => undefined);
      const answer = await ask([slow, silent]);
      assertAddress(answer);
      assert.equal(answer.server, slow.label);
    });

    it('does not know EDNS: is asked once more without', async () => {
      for (const rcode of [1, 4]) {
        const dns = await server((query) =>
          query.send(
            query.edns ? respond(query, { rcode, question: Buffer.alloc(0) }) : right(query),
          ),
        );
        assertAddress(await ask([dns]));
        assert.equal(dns.queries.length, 2);
      }
    });

    it('is not there: unreachable, at once', async () => {
      const port = await findFreePort();
      const started = performance.now();
      const { resolver } = createNodeResolver({ servers: [`127.0.0.1:${port}`], timeout: 10_000 });
      assertFailure(await resolver.resolve({ name, type: 'A' }, neverCancelled), 'unreachable');
      assert.ok(performance.now() - started < 5_000);
    });

    it('is not there: the next server is asked', async () => {
      const good = await server((query) => query.send(right(query)));
      assertAddress(await ask([`127.0.0.1:${await findFreePort()}`, good]));
    });
  });

  describe('with a server that lies', () => {
    const passedOver: Readonly<Record<string, Behaviour>> = {
      'another id': (query) => query.send(respond(query, { id: query.id ^ 1 })),
      'another name': (query) =>
        query.send(
          respond(query, {
            question: Buffer.concat([wireName('evil.test'), Buffer.of(0, 1, 0, 1)]),
          }),
        ),
      'another type': (query) =>
        query.send(
          respond(query, {
            question: Buffer.concat([wireName(query.name), Buffer.of(0, 15, 0, 1)]),
          }),
        ),
      'another class': (query) =>
        query.send(
          respond(query, {
            question: Buffer.concat([wireName(query.name), Buffer.of(0, 1, 0, 3)]),
          }),
        ),
      'no question': (query) => query.send(respond(query, { question: Buffer.alloc(0) })),
      'a query instead of a response': (query) => {
        const message = right(query);
        message[2] = 0x01;
        query.send(message);
      },
      'another source port': (query) => query.sendFromElsewhere(right(query)),
    };
    for (const [title, behave] of Object.entries(passedOver)) {
      it(`sends ${title}: passed over`, async () => {
        assertFailure(await askBehaviour(behave), 'timeout');
      });

      it(`sends ${title}: the true answer after it is taken`, async () => {
        const answer = await askBehaviour((query) => {
          behave(query);
          setTimeout(() => query.send(right(query)), 10);
        });
        assertAddress(answer);
      });
    }

    const answered = (query: Parameters<Behaviour>[0], answer: Buffer, count = 1) => {
      const message = Buffer.concat([respond(query), answer]);
      message.writeUInt16BE(count, 6);
      return message;
    };
    const afterQuestion = (query: Parameters<Behaviour>[0]) => 12 + query.question.length;
    const fixed = Buffer.of(0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 192, 0, 2, 1);
    const garbage: Readonly<Record<string, (query: Parameters<Behaviour>[0]) => Buffer>> = {
      'nothing at all': () => Buffer.alloc(0),
      'one octet': () => Buffer.of(0),
      text: () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
      'a header that promises more': (query) => answered(query, Buffer.alloc(0), 0xff_ff),
      'a name that points at itself': (query) =>
        answered(query, Buffer.concat([Buffer.of(0xc0, afterQuestion(query)), fixed])),
      'two names that point at each other': (query) =>
        answered(
          query,
          Buffer.concat([
            Buffer.of(0xc0, afterQuestion(query) + 2, 0xc0, afterQuestion(query)),
            fixed,
          ]),
        ),
      'a pointer out of the message': (query) =>
        answered(query, Buffer.concat([Buffer.of(0xff, 0xff), fixed])),
      'a reserved label type': (query) =>
        answered(query, Buffer.concat([Buffer.of(0x80, 0), fixed])),
      'a name over 255 octets': (query) =>
        answered(
          query,
          Buffer.concat([wireName(Array.from({ length: 8 }, () => 'x'.repeat(40))), fixed]),
        ),
      'RDATA that is cut off': (query) =>
        answered(query, addressRecord(query.name, 1, '192.0.2.1').subarray(0, -1)),
      'an IPv4 address of five octets': (query) =>
        answered(query, record(wireName(query.name), types.A, 1, Buffer.alloc(5))),
      'TXT RDATA whose string is longer than it': (query) =>
        answered(query, record(wireName(query.name), types.TXT, 1, Buffer.of(9, 65))),
    };
    for (const [title, make] of Object.entries(garbage)) {
      it(`sends ${title}: malformed`, async () => {
        assertFailure(await askBehaviour((query) => query.send(make(query))), 'malformed');
      });
    }

    it('sends random octets and mutilated answers: never a throw, always an end', async () => {
      let seed = 42;
      const random = () => {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
        return seed >> 8;
      };
      const dns = await server((query) => {
        const message = right(query);
        for (let count = random() % 4; count >= 0; count -= 1) {
          message[4 + (random() % (message.length - 4))] = random() & 0xff;
        }
        query.send(message.subarray(0, 12 + (random() % message.length)));
        query.send(right(query));
      });
      const { resolver } = createNodeResolver({ servers: [dns.address], timeout });
      const answers = Array.from({ length: 300 }, () =>
        resolver.resolve({ name, type: 'A' }, neverCancelled),
      );
      assert.equal((await Promise.all(answers)).length, 300);
    });

    it('puts dots, backslashes, controls and Markdown into labels: all escaped', async () => {
      const labels = ['a.b', 'c\\d', '\u0000\n', '[x](y)`<b>', Buffer.of(0xe4, 0xff), 'example'];
      const answer = await askBehaviour(
        (query) =>
          query.send(
            respond(query, {
              answers: [record(wireName(query.name), types.PTR, 9, wireName(labels))],
            }),
          ),
        'PTR',
      );
      assertAddress(answer, 'a\\.b.c\\\\d.\\000\\010.[x]\\(y\\)`<b>.\\228\\255.example.');
    });

    it('makes a hostile name its alias: the target is asked for octet by octet', async () => {
      const labels = ['a.b', Buffer.of(0xe4, 0x5c), 'test'];
      const dns = await server((query) => {
        const start = query.question.subarray(0, -4);
        const first = query.name === 'mail.example.com';
        query.send(
          respond(query, {
            answers: first
              ? [record(start, types.CNAME, 9, wireName(labels))]
              : [record(start, types.A, 9, Buffer.of(192, 0, 2, 1))],
          }),
        );
      });
      assertAddress(await ask([dns]));
      assert.deepEqual(dns.queries[1]?.question.subarray(0, -4), wireName(labels));
    });
  });

  describe('over TCP', () => {
    const truncated = (query: Parameters<Behaviour>[0]) => respond(query, { flags: 0x0200 });
    const overTcp =
      (behave: Behaviour): Behaviour =>
      (query) =>
        query.transport === 'udp' ? query.send(truncated(query)) : behave(query);

    it('gets what does not fit into a datagram', async () => {
      const dns = await server(
        overTcp((query) => {
          const answers = Array.from({ length: 2_000 }, (_, index) =>
            record(Buffer.of(0xc0, 12), types.A, 60, Buffer.of(10, 0, index >> 8, index & 0xff)),
          );
          query.send(respond(query, { answers }));
        }),
      );
      const answer = await ask([dns]);
      assert.ok(answer.kind === 'rrset');
      assert.equal(answer.records.length, 2_000);
    });

    it('goes there also when the truncated datagram ends inside a record', async () => {
      const answer = await askBehaviour((query) =>
        query.send(
          query.transport === 'tcp'
            ? right(query)
            : respond(query, {
                flags: 0x0200,
                answers: [addressRecord(query.name, 1, '1.2.3.4')],
              }).subarray(0, -2),
        ),
      );
      assertAddress(answer);
    });

    it('takes an answer in pieces of one octet', async () => {
      const answer = await askBehaviour(
        overTcp((query) => {
          for (const octet of framed(right(query))) query.connection?.write(Buffer.of(octet));
        }),
      );
      assertAddress(answer);
    });

    it('does not wait longer for a server that drips', async () => {
      const answer = await askBehaviour(
        overTcp((query) => {
          const octets = framed(right(query));
          let sent = 0;
          const drip = setInterval(() => {
            query.connection?.write(octets.subarray(sent, sent + 1));
            sent += 1;
          }, 30);
          query.connection?.on('close', () => clearInterval(drip));
        }),
      );
      assertFailure(answer, 'timeout');
    });

    const faults: Readonly<Record<string, Behaviour>> = {
      'hangs up': (query) => query.connection?.end(),
      'hangs up in the middle': (query) =>
        query.connection?.end(framed(right(query)).subarray(0, 9)),
      'resets the connection': (query) => query.connection?.resetAndDestroy(),
      'sends another id': (query) => query.send(respond(query, { id: query.id ^ 1 })),
      'sends 65,535 octets of nothing': (query) => query.send(Buffer.alloc(0xff_ff)),
      'truncates here too': (query) => query.send(truncated(query)),
    };
    for (const [title, behave] of Object.entries(faults)) {
      it(`${title}: an end in plain words`, async () => {
        const answer = await askBehaviour(overTcp(behave));
        const reason = answer.kind === 'failure' ? answer.reason : answer.kind;
        assert.ok(['malformed', 'unreachable'].includes(reason), reason);
      });

      it(`${title}: the next server is asked`, async () => {
        const good = await server((query) => query.send(right(query)));
        assertAddress(await ask([await server(overTcp(behave)), good]));
      });
    }
  });

  describe('cancelling', () => {
    it('settles at once, without a packet when it came before', async () => {
      const dns = await server(() => undefined);
      const { resolver } = createNodeResolver({ servers: [dns.address], timeout: 60_000 });
      const early = await resolver.resolve({ name, type: 'A' }, AbortSignal.abort());
      assertFailure(early, 'cancelled');
      const controller = new AbortController();
      const answer = resolver.resolve({ name, type: 'A' }, controller.signal);
      setTimeout(() => controller.abort(), 20);
      assertFailure(await answer, 'cancelled');
      assert.equal(dns.queries.length, 1);
    });
  });

  describe('many questions', () => {
    it('asks so many at a time that none has to be sent twice', async () => {
      const dns = await server((query) => setTimeout(() => query.send(right(query)), 5));
      const { resolver } = createNodeResolver({ servers: [dns.address], timeout: 5_000 });
      const answers = await Promise.all(
        Array.from({ length: 500 }, (_, index) =>
          resolver.resolve({ name: `h${index}.example.com.`, type: 'A' }, neverCancelled),
        ),
      );
      for (const answer of answers) assertAddress(answer);
    });

    it('settles all in time when nobody answers, also those that wait their turn', async () => {
      const dns = await server(() => undefined);
      const { resolver } = createNodeResolver({ servers: [dns.address], timeout });
      const started = performance.now();
      const answers = await Promise.all(
        Array.from({ length: 2_000 }, (_, index) =>
          resolver.resolve({ name: `h${index}.example.com.`, type: 'A' }, neverCancelled),
        ),
      );
      assert.ok(performance.now() - started < timeout + slack);
      for (const answer of answers) assertFailure(answer, 'timeout');
    });
  });

  describe('what cannot be asked', () => {
    it('has no server when the settings name none that works', async () => {
      const { resolver, problems } = createNodeResolver({ servers: ['dns.example'], timeout });
      assert.equal(problems.length, 1);
      assertFailure(await resolver.resolve({ name, type: 'A' }, neverCancelled), 'no-server');
    });

    for (const bad of [
      '',
      'relative',
      'a..b.',
      `${'x'.repeat(64)}.`,
      '\\999.',
      '\\1.',
      'a.\\',
      'x.'.repeat(128),
    ]) {
      it(`is a bad name: ${JSON.stringify(bad).slice(0, 20)}`, async () => {
        const { resolver } = createNodeResolver({ servers: ['127.0.0.1'], timeout });
        assertFailure(await resolver.resolve({ name: bad, type: 'A' }, neverCancelled), 'bad-name');
      });
    }

    it('asks the longest names there are', async () => {
      const longest = `${`${'x'.repeat(63)}.`.repeat(3)}${'x'.repeat(61)}.`;
      assertAddress(await askBehaviour((query) => query.send(right(query)), 'A', longest));
    });
  });
});
