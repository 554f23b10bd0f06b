import assert from 'node:assert/strict';
import { createNodeResolver } from '../../../server/src/adapters/resolver.node';
import { neverCancelled } from '../../../server/src/core/resolve/cancel';
import type { QuestionType } from '../../../server/src/core/resolve/resolver';
import {
  assertData,
  assertFailure,
  name,
  right,
  setUpServers,
  slack,
  timeout,
} from '../../support/asking';
import {
  addressRecord,
  aliasRecord,
  record,
  respond,
  soaRecord,
  types,
  wireName,
} from '../../support/faultyDns';

describe('the resolver for Node: answers', () => {
  const { server, ask, askBehaviour } = setUpServers();

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
        assertData(await resolver.resolve({ name, type: 'A' }, neverCancelled));
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
        assertData(answer, expected);
      }
      const soa = await askBehaviour(
        (query) => query.send(respond(query, { answers: [soaRecord('example.com', 60, 30)] })),
        'SOA',
        'example.com.',
      );
      assertData(soa, 'ns.example.com. admin.example.com. 1 0 0 0 30');
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
      assertData(answer);
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
      assertData(answer);
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
      assertData(answer, 'b.test.');
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
});
