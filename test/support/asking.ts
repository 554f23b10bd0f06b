import assert from 'node:assert/strict';
import { createNodeResolver } from '../../server/src/adapters/resolver.node';
import { neverCancelled } from '../../server/src/core/resolve/cancel';
import type { Answer, QuestionType } from '../../server/src/core/resolve/resolver';
import {
  addressRecord,
  type Behaviour,
  type FaultyDns,
  type ParsedQuery,
  respond,
  startFaultyDns,
} from './faultyDns';

/** The time allowed for a question in these tests, in milliseconds. */
export const timeout = 200;
/** Generous, as the machine may be busy: what matters is that it settles at all. */
export const slack = 1_000;

/** What is asked for where nothing else is said, and the true answer to it. */
export const name = 'mail.example.com.';
export const right = (query: ParsedQuery) =>
  respond(query, { answers: [addressRecord(query.name, 300, '192.0.2.1')] });

export interface Servers {
  /** Starts a server that is ended after the test. */
  server(behave: Behaviour): Promise<FaultyDns>;
  /** Asks servers of the test, or addresses, and proves that the answer comes in time. */
  ask(
    servers: readonly (FaultyDns | string)[],
    type?: QuestionType,
    asked?: string,
  ): Promise<Answer>;
  /** Asks a new server that behaves like this. */
  askBehaviour(behave: Behaviour, type?: QuestionType, asked?: string): Promise<Answer>;
}

/** To be called inside `describe`. */
export function setUpServers(): Servers {
  const open: FaultyDns[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
  });

  const server: Servers['server'] = async (behave) => {
    const started = await startFaultyDns(behave);
    open.push(started);
    return started;
  };

  const ask: Servers['ask'] = async (servers, type = 'A', asked = name) => {
    const addresses = servers.map((each) => (typeof each === 'string' ? each : each.address));
    const { resolver, problems } = createNodeResolver({ servers: addresses, timeout });
    assert.deepEqual(problems, []);
    const started = performance.now();
    const answer = await resolver.resolve({ name: asked, type }, neverCancelled);
    assert.ok(performance.now() - started < timeout + slack, 'not settled in time');
    return answer;
  };

  return {
    server,
    ask,
    askBehaviour: async (behave, type, asked) => ask([await server(behave)], type, asked),
  };
}

export function assertFailure(answer: Answer, reason: string): void {
  assert.equal(answer.kind === 'failure' ? answer.reason : answer.kind, reason);
}

/** That the answer is one record with this RDATA. */
export function assertData(answer: Answer, data = '192.0.2.1'): void {
  assert.ok(answer.kind === 'rrset', JSON.stringify(answer));
  assert.deepEqual(
    answer.records.map((each) => each.data),
    [data],
  );
}
