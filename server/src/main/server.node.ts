import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { findConfigByUri } from '../adapters/config.node';
import { findFiles } from '../adapters/findFiles.node';
import { readCommittedByUri } from '../adapters/git.node';
import { readFileByUri, readFileWithin, readIncludedByUri } from '../adapters/includes.node';
import { freeMemory } from '../adapters/memory.node';
import { readMoment } from '../adapters/moment';
import { nodeNetwork } from '../adapters/network.node';
import { NodePolicyFetcher } from '../adapters/policy.node';
import { createNodeResolver } from '../adapters/resolver.node';
import { startServer } from '../lsp/server';

/** Milliseconds for fetching an MTA-STS policy. */
const policyTimeout = 10_000;

// The transport comes from the command line: --node-ipc, --stdio, --pipe or --socket.
startServer(createConnection(ProposedFeatures.all), {
  createResolver: createNodeResolver,
  network: nodeNetwork,
  policies: new NodePolicyFetcher({ timeout: policyTimeout }),
  clock: () => Date.now(),
  now: readMoment,
  later: (run) => setImmediate(run),
  freeMemory,
  readFile: readFileByUri,
  readFileWithin,
  readIncluded: readIncludedByUri,
  findFiles,
  findConfig: findConfigByUri,
  readCommitted: readCommittedByUri,
});
