import assert from 'node:assert/strict';
import { network } from '../../../server/src/adapters/network';
import { createNodeResolver } from '../../../server/src/adapters/resolver.node';
import { findHoverTarget } from '../../../server/src/core/features/hover/find';
import { buildHover } from '../../../server/src/core/features/hover/page';
import { lintLiveZone } from '../../../server/src/core/lintLive';
import { neverCancelled } from '../../../server/src/core/resolve/cancel';
import type { Finding } from '../../../server/src/core/rules/rule';
import { LiveAnswers } from '../../../server/src/lsp/liveAnswers';
import { readSettings } from '../../../server/src/lsp/settings';
import {
  addressRecord,
  aliasRecord,
  type Behaviour,
  type FaultyQuery,
  findFreePort,
  framed,
  record,
  respond,
  startFaultyDns,
  types,
  wireName,
} from '../../support/faultyDns';
import { hoverOptions, moment, unescaped } from '../../support/hovering';
import { withHead, zoneOf } from '../../support/marked';

const text = withHead(
  '@ MX 10 mail.example.net.\n@ MX 20 backup\nbackup A 192.0.2.2\n@ TXT "v=spf1 mx -all"\n',
);
const zone = zoneOf(text);

/** Milliseconds for a question, and for all that is asked in a case. */
const [timeout, longest] = [150, 6000];

interface Outcome {
  readonly findings: readonly Finding[];
  /** The hover of an exchange as Markdown. */
  readonly hover: string;
  readonly elapsed: number;
}

/** Checks a zone and hovers over an exchange, or another place, as the language server does, with DNS as it is at an address. */
async function meet(address: string, at = 'mail.example.net'): Promise<Outcome> {
  const settings = readSettings({ live: { mode: 'check', servers: [address], timeout } });
  const live = new LiveAnswers(
    {
      createResolver: createNodeResolver,
      network,
      asksAnyServer: true,
      policies: { fetch: () => assert.fail('A policy is fetched.') },
      mailServers: { probe: () => assert.fail('A mail server is connected to.') },
    },
    settings,
    { log: () => undefined, changed: () => undefined, back: () => undefined },
  );
  live.setTrusted(true);
  const started = performance.now();
  const asker = { ...live.checker(1000), clock: Date.now };
  const { findings } = await lintLiveZone(zone, {}, 1000, asker, neverCancelled);
  const target = findHoverTarget(zone, 0, text.indexOf(at), moment);
  assert.ok(target);
  const hovered = await live.ask(target, neverCancelled);
  const elapsed = performance.now() - started;
  // Ends whatever would go on by itself.
  live.configure(readSettings({ live: { mode: 'off' } }));
  return { findings, hover: buildHover(hovered, hoverOptions), elapsed };
}

async function meetServer(behave: Behaviour, at?: string): Promise<Outcome> {
  const dns = await startFaultyDns(behave);
  try {
    return await meet(dns.address, at);
  } finally {
    await dns.close();
  }
}

type Make = (query: FaultyQuery) => Buffer;
const sends =
  (make: Make): Behaviour =>
  (query) =>
    query.send(make(query));
const truncated: Make = (query) => respond(query, { flags: 0x0200 });
const overTcp =
  (behave: Behaviour): Behaviour =>
  (query) =>
    query.transport === 'udp' ? query.send(truncated(query)) : behave(query);
/** A true answer, to be spoilt. */
const good: Make = (query) =>
  respond(query, { answers: [addressRecord(query.name, 300, '192.0.2.1')] });
const asks =
  (name: string, type: number = types.A, dnsClass = 1): Make =>
  (query) =>
    respond(query, {
      question: Buffer.concat([wireName(name), Buffer.of(0, type, 0, dnsClass)]),
    });
/** An answer section of these octets, which counts so many records. */
const answering =
  (make: (query: FaultyQuery) => Buffer, count = 1): Make =>
  (query) => {
    const message = Buffer.concat([respond(query), make(query)]);
    message.writeUInt16BE(count, 6);
    return message;
  };
const fixed = Buffer.of(0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 192, 0, 2, 1);
const behind = ({ question }: FaultyQuery): number => 12 + question.length;
const rcode = (code: number): Behaviour => sends((query) => respond(query, { rcode: code }));
const alias = (target: (name: string, round: number) => string): Behaviour => {
  let round = 0;
  return sends((query) =>
    respond(query, { answers: [aliasRecord(query.name, 60, target(query.name, round++))] }),
  );
};

/** What servers do that is no answer; none of it is the zone's fault. */
const faults: Readonly<Record<string, Behaviour>> = {
  silence: () => undefined,
  'another id': sends((query) => respond(query, { id: query.id ^ 1 })),
  'another name': sends(asks('evil.test')),
  'another type': sends((query) => asks(query.name, types.TXT)(query)),
  'another class': sends((query) => asks(query.name, types.A, 3)(query)),
  'no question': sends((query) => respond(query, { question: Buffer.alloc(0) })),
  'a query instead of a response': sends((query) => {
    const message = good(query);
    message[2] = 0x01;
    return message;
  }),
  'another source port': (query) => query.sendFromElsewhere(good(query)),
  'truncation, and silence over TCP': overTcp(() => undefined),
  'truncation over TCP too': overTcp(sends(truncated)),
  'truncation, and TCP that is reset': overTcp((query) => query.connection?.resetAndDestroy()),
  'TCP that closes at once': overTcp((query) => query.connection?.end()),
  'TCP that closes in the middle': overTcp((query) =>
    query.connection?.end(framed(good(query)).subarray(0, 9)),
  ),
  'TCP that drips': overTcp((query) => {
    const octets = framed(good(query));
    let sent = 0;
    const drip = setInterval(() => query.connection?.write(octets.subarray(sent, ++sent)), 40);
    query.connection?.on('close', () => clearInterval(drip));
  }),
  'another id over TCP': overTcp(sends((query) => respond(query, { id: query.id ^ 1 }))),
  '65,535 octets of nothing': overTcp(sends(() => Buffer.alloc(0xff_ff))),
  '65,535 octets of records that answer nothing': overTcp(
    sends((query) => {
      const one = addressRecord('evil.test', 9, '192.0.2.66');
      const room = 0xff_ff - respond(query).length;
      return respond(query, { answers: Array(Math.floor(room / one.length)).fill(one) });
    }),
  ),
  'an empty datagram': sends(() => Buffer.alloc(0)),
  'one octet': sends(() => Buffer.of(0)),
  text: sends(() => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')),
  'a header that promises more': sends(answering(() => Buffer.alloc(0), 0xff_ff)),
  'a name that points at itself': sends(
    answering((query) => Buffer.concat([Buffer.of(0xc0, behind(query)), fixed])),
  ),
  'names that point at each other': sends(
    answering((query) =>
      Buffer.concat([Buffer.of(0xc0, behind(query) + 2, 0xc0, behind(query)), fixed]),
    ),
  ),
  'a pointer out of the message': sends(
    answering(() => Buffer.concat([Buffer.of(0xff, 0xff), fixed])),
  ),
  'a reserved kind of label': sends(answering(() => Buffer.concat([Buffer.of(0x80, 0), fixed]))),
  'a name over 255 octets': sends(
    answering(() => Buffer.concat([wireName(Array(8).fill('x'.repeat(40))), fixed])),
  ),
  'RDATA that is cut off': sends((query) => good(query).subarray(0, -1)),
  'addresses and exchanges of the wrong length': sends((query) =>
    respond(query, { answers: [record(wireName(query.name), query.type, 1, Buffer.alloc(1))] }),
  ),
  'RDATA that points out of it': sends((query) =>
    respond(query, {
      answers: [record(wireName(query.name), query.type, 1, Buffer.of(0, 1, 0xc0, 0xff))],
    }),
  ),
  'an alias of itself': alias((name) => name),
  'aliases in a circle': alias((name) => (name.startsWith('a.') ? name.slice(2) : `a.${name}`)),
  'a chain of aliases without an end': alias((_, round) => `n${round}.example.org`),
  'a chain of twenty aliases in one message': sends((query) =>
    respond(query, {
      answers: Array.from({ length: 20 }, (_, i) =>
        aliasRecord(i === 0 ? query.name : `n${i}.test`, 60, `n${i + 1}.test`),
      ),
    }),
  ),
  'NXDOMAIN with answers': sends((query) =>
    respond(query, {
      rcode: 3,
      answers: [record(wireName(query.name), query.type, 60, Buffer.of(192, 0, 2, 1))],
    }),
  ),
  FORMERR: rcode(1),
  SERVFAIL: rcode(2),
  NOTIMP: rcode(4),
  REFUSED: rcode(5),
  'an RCODE that there is none of': rcode(11),
  'FORMERR to EDNS, and then silence': (query) => {
    if (query.edns) query.send(respond(query, { rcode: 1 }));
  },
};

/** What a user is told instead of an answer. */
const plainWords =
  /did not answer within|could not find out|refuses to answer|but not with a DNS answer|can’t be reached|lead in a circle|not asked/;

describe('a hostile DNS server', () => {
  const outcomes = new Map<string, Promise<Outcome>>();
  before(() => {
    // They mostly wait: side by side they take no longer than the slowest.
    for (const [title, behave] of Object.entries(faults)) outcomes.set(title, meetServer(behave));
  });

  it('has many ways', () => {
    assert.ok(Object.keys(faults).length >= 36);
  });

  for (const title of Object.keys(faults))
    it(`ends in plain words, in time, and not as a finding: ${title}`, async () => {
      const outcome = await outcomes.get(title);
      assert.ok(outcome);
      const { findings, hover, elapsed } = outcome;
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        [],
      );
      assert.match(unescaped(hover), plainWords);
      assert.doesNotMatch(hover, /undefined|\[object|NaN/);
      assert.match(hover, /preference \*\*10\*\*/);
      assert.ok(elapsed < longest, `${elapsed} ms`);
    });

  it('that is none at all is told, too', async () => {
    const { findings, hover } = await meet(`127.0.0.1#${await findFreePort()}`);
    assert.deepEqual(findings, []);
    assert.match(unescaped(hover), /can’t be reached/);
  });

  const labels = [
    '[x](command:y)',
    '<b>|**|',
    '\u0000\n\u001b[31m',
    Buffer.of(0xe4, 0xff),
    '`a\\b.',
  ];
  const long = wireName(Array.from({ length: 3 }, () => 'x'.repeat(63)).concat('y'.repeat(61)));
  const answers: Readonly<Record<string, Behaviour>> = {
    'control, Markdown and HTML characters in all names': sends((query) =>
      respond(query, {
        answers:
          query.type === types.MX
            ? [
                record(
                  wireName(query.name),
                  types.MX,
                  60,
                  Buffer.concat([Buffer.of(0, 1), wireName(labels)]),
                ),
              ]
            : query.type === types.PTR
              ? [record(wireName(query.name), types.PTR, 60, wireName(labels))]
              : query.name.startsWith('mail')
                ? [
                    record(wireName(query.name), types.CNAME, 60, wireName(labels)),
                    record(
                      wireName(labels),
                      query.type,
                      60,
                      Buffer.alloc(query.type === 1 ? 4 : 16, 9),
                    ),
                  ]
                : [],
      }),
    ),
    'the same in texts': sends((query) => {
      const evil = Buffer.from('v=spf1 include:<b>|**|`.test [x](command:y) a:\u001b[31m\n\0 -all');
      const rdata = Buffer.concat([Buffer.of(evil.length), evil]);
      const answers = [record(wireName(query.name), types.TXT, 60, rdata)];
      return respond(query, { answers: query.type === types.TXT ? answers : [] });
    }),
    'names of 255 octets': sends((query) =>
      respond(query, {
        answers:
          query.type === types.MX
            ? [record(wireName(query.name), types.MX, 60, Buffer.concat([Buffer.of(0, 1), long]))]
            : [],
      }),
    ),
    'thousands of records': (query) => {
      if (query.transport === 'udp') return query.send(truncated(query));
      const isAsked = query.type === types.MX || query.type === types.A;
      const rdata = (i: number): Buffer =>
        query.type === types.A
          ? Buffer.of(203, 0, i >> 8, i & 0xff)
          : Buffer.concat([Buffer.of(i >> 8, i & 0xff), wireName(`m${i}`)]);
      const all = Array.from({ length: 2500 }, (_, i) =>
        record(Buffer.of(0xc0, 12), query.type, 60, rdata(i)),
      );
      query.send(
        respond(query, { answers: isAsked && !query.name.endsWith('.invalid') ? all : [] }),
      );
    },
  };
  for (const [title, behave] of Object.entries(answers))
    it(`writes nothing into what is shown, and not without an end: ${title}`, async () => {
      const at = title.includes('texts') ? 'v=spf1' : undefined;
      const { findings, hover, elapsed } = await meetServer(behave, at);
      const bare = hover
        .replaceAll(/\\[!-/:-@[-`{-~]/g, '')
        .replaceAll(/ · \[(?:Refresh|Turn on)\]\(command:zone-mx\.\w+\)/g, '');
      assert.doesNotMatch(bare, /[<>[\]`]|[^\P{Cc}\n]/u);
      assert.ok(hover.length < 20_000, String(hover.length));
      assert.ok(elapsed < longest);
      for (const { message } of findings) assert.ok(JSON.stringify(message).length < 5000);
    });
});
