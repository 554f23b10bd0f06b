// Asks DNS as the language server does, in a process of its own: each round it is sent, from nothing
// remembered, and says how long that took.
import { createNodeResolver } from '../server/src/adapters/resolver.node';
import { CachedResolver } from '../server/src/core/resolve/cache';
import { neverCancelled } from '../server/src/core/resolve/cancel';
import { Connectivity } from '../server/src/core/resolve/connectivity';
import { Scheduler } from '../server/src/core/resolve/scheduler';

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
  const clock = () => Date.now();
  const { resolver } = createNodeResolver({ servers: [server], timeout: 30_000 });
  const connectivity = new Connectivity(resolver, {
    clock,
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds).unref();
      return () => clearTimeout(timer);
    },
    randomLabel: () => Math.random().toString(36).slice(2),
  });
  const memory = new CachedResolver(connectivity, clock);
  return new Scheduler({ memory, connectivity, clock }).for({ urgent: true });
}
