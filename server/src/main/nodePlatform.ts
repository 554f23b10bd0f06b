import { findConfigByUri } from '../adapters/config.node';
import { findFiles } from '../adapters/findFiles.node';
import { readCommittedByUri } from '../adapters/git.node';
import { readFileByUri, readFileWithin, readIncludedByUri } from '../adapters/includes.node';
import { freeMemory } from '../adapters/memory.node';
import { readMoment } from '../adapters/moment';
import { network } from '../adapters/network';
import { NodePolicyFetcher } from '../adapters/policy.node';
import { createNodeResolver } from '../adapters/resolver.node';
import { NodeSmtpProber } from '../adapters/smtp.node';
import type { Platform } from '../lsp/server';

/** Milliseconds for fetching an MTA-STS policy. */
const policyTimeout = 10_000;

/** Milliseconds: servers that suspect spam have one wait for half a minute (RFC 5321 4.5.3.2 allows five). */
const smtpTimes = { stepTime: 35_000, sessionTime: 60_000 } as const;

/** What the language server needs of Node. */
export const nodePlatform: Platform = {
  createResolver: createNodeResolver,
  network,
  asksAnyServer: true,
  policies: new NodePolicyFetcher({ timeout: policyTimeout }),
  mailServers: new NodeSmtpProber(smtpTimes),
  clock: () => Date.now(),
  now: readMoment,
  later: (run) => setImmediate(run),
  freeMemory,
  files: {
    readFile: readFileByUri,
    readFileWithin,
    readIncluded: readIncludedByUri,
    findFiles,
    findConfig: findConfigByUri,
    readCommitted: readCommittedByUri,
  },
};
