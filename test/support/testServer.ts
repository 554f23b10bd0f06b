import { readFileSync } from 'node:fs';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { NodePolicyFetcher } from '../../server/src/adapters/policy.node';
import { NodeSmtpProber } from '../../server/src/adapters/smtp.node';
import { startServer } from '../../server/src/lsp/server';
import { nodePlatform } from '../../server/src/main/nodePlatform';

/** Where the servers of a test are that stand for ones on the Internet, all on 127.0.0.1. */
export interface StandIns {
  /** Ports of mail servers, by the address that they stand for. */
  readonly mail?: Readonly<Record<string, number>>;
  /** The port of the web server that has policies. */
  readonly web?: number;
  /** A file with the authority that is trusted. */
  readonly authority?: string;
}

/**
 * The language server, but for the ports of mail and web servers: no setting says those, so that no
 * zone can choose them.
 */
const {
  mail = {},
  web,
  authority,
}: StandIns = JSON.parse(process.env['ZONE_MX_TEST_STAND_INS'] ?? '{}');
const ca = authority === undefined ? undefined : readFileSync(authority, 'utf8');
const loopback = '127.0.0.1';

startServer(createConnection(ProposedFeatures.all), {
  ...nodePlatform,
  mailServers: {
    probe: ({ host, address }, signal) => {
      // Nobody listens at port 1.
      const port = mail[address] ?? 1;
      const prober = new NodeSmtpProber({ stepTime: 1500, sessionTime: 4000, port, ca });
      return prober.probe({ host, address: loopback }, signal);
    },
  },
  policies: {
    fetch: (inquiry, signal) =>
      new NodePolicyFetcher({ timeout: 5000, port: web ?? 1, ca }).fetch(
        { ...inquiry, address: loopback },
        signal,
      ),
  },
});
