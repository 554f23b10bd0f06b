import assert from 'node:assert/strict';
import { createNodeResolver } from '../../../server/src/adapters/resolver.node';
import { neverCancelled } from '../../../server/src/core/resolve/cancel';
import {
  assertData,
  assertFailure,
  name,
  right,
  setUpServers,
  timeout,
} from '../../support/asking';
import {
  addressRecord,
  type Behaviour,
  framed,
  lowerCase,
  record,
  respond,
  types,
  wireName,
} from '../../support/faultyDns';

describe('the resolver for Node: hostile servers', () => {
  const { server, ask, askBehaviour } = setUpServers();

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
        assertData(answer);
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
      assertData(answer, 'a\\.b.c\\\\d.\\000\\010.[x]\\(y\\)`<b>.\\228\\255.example.');
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
      assertData(await ask([dns]));
      assert.deepEqual(
        dns.queries[1]?.question.subarray(0, -4).map((octet) => lowerCase(octet)),
        wireName(labels),
      );
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
      assertData(answer);
    });

    it('takes an answer in pieces of one octet', async () => {
      const answer = await askBehaviour(
        overTcp((query) => {
          for (const octet of framed(right(query))) query.connection?.write(Buffer.of(octet));
        }),
      );
      assertData(answer);
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
        assertData(await ask([await server(overTcp(behave)), good]));
      });
    }
  });
});
