import { commands } from '../cli/commands';
import type { DnsAdapters } from '../cli/dns';
import { run } from './run';

/** Runs the process's command line, whatever it says. */
export async function main(): Promise<void> {
  await run(commands, __filename, loadDns);
}

/** Loads what asks DNS. */
export async function loadDns(): Promise<DnsAdapters> {
  const [{ createNodeResolver }, { network }, { NodePolicyFetcher }] = await Promise.all([
    import('../adapters/resolver.node'),
    import('../adapters/network'),
    import('../adapters/policy.node'),
  ]);
  const policies = new NodePolicyFetcher({ timeout: 10_000 });
  return { createResolver: createNodeResolver, network, policies };
}
