// Asks DNS as the language server does, in a process of its own: each round it is sent, from nothing
// remembered, and says how long that took.
import { network } from '../server/src/adapters/network';
import { createNodeResolver } from '../server/src/adapters/resolver.node';
import { neverCancelled } from '../server/src/core/resolve/cancel';
import { ResolverStack } from '../server/src/core/resolve/stack';

/** More than are asked at once: some always wait their turn. */
const atATime = 256;

/** @typedef {{ server: string, names: readonly string[] }} Round */

process.on('message', async (/** @type {Round} */ round) => {
  process.send?.(await ask(round));
});

/** @param {Round} round @returns {Promise<number>} seconds; NaN when an answer is missing */
async function ask({ server, names }) {
  const resolver = stack(server);
  const questions = names.flatMap((name) =>
    /** @type {const} */ (['A', 'AAAA']).map((type) => ({ name: `${name}.`, type })),
  );
  let next = 0;
  let answered = 0;
  const started = performance.now();
  const askOn = async () => {
    for (let question = questions[next++]; question !== undefined; question = questions[next++]) {
      const { kind } = await resolver.resolve(question, neverCancelled);
      if (kind === 'rrset') answered += 1;
    }
  };
  await Promise.all(Array.from({ length: atATime }, askOn));
  const seconds = (performance.now() - started) / 1000;
  return answered === questions.length ? seconds : Number.NaN;
}

/** @param {string} server */
function stack(server) {
  const resolverOf = (/** @type {string} */ each) =>
    createNodeResolver({ servers: [each], timeout: 30_000 }).resolver;
  const resolver = resolverOf(server);
  return new ResolverStack({ resolver, resolverOf, ports: network }).for({ urgent: true });
}
