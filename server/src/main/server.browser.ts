import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { readMoment } from '../adapters/moment';
import { network } from '../adapters/network';
import { noPolicies } from '../adapters/policy.browser';
import { createBrowserResolver } from '../adapters/resolver.browser';
import { createLater } from '../adapters/turns.browser';
import { startServer } from '../lsp/server';

// A worker of a browser: its files are the client's, DNS is asked over HTTPS, and nothing is started.
startServer(
  createConnection(
    ProposedFeatures.all,
    new BrowserMessageReader(globalThis),
    new BrowserMessageWriter(globalThis),
  ),
  {
    createResolver: createBrowserResolver,
    network,
    asksAnyServer: false,
    policies: noPolicies,
    mailServers: undefined,
    clock: () => Date.now(),
    now: readMoment,
    later: createLater(),
    freeMemory: () => undefined,
    files: undefined,
  },
);
