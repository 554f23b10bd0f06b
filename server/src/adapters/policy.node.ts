import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP } from 'node:net';
import type {
  PolicyAnswer,
  PolicyFailureReason,
  PolicyFetcher,
  PolicyInquiry,
} from '../core/resolve/policyFetcher';
import type { CancelSignal } from '../core/resolve/resolver';
import { isCertificateTrouble } from './dns/certificates';

/** Octets; senders may refuse what is longer (RFC 8461 3.3 suggests this much). */
const longestPolicy = 64 * 1024;

/** How long a policy is believed, in seconds: what an editor shows may be an hour old. */
const lifetime = 3600;

export interface PolicyFetcherOptions {
  /** Milliseconds for all of it. */
  readonly timeout: number;
  /** Another port than that of HTTPS, for tests. */
  readonly port?: number;
  /** An authority to trust instead of the system's, as PEM; for tests too. */
  readonly ca?: string | undefined;
}

/** What came of a request before it is put down who was asked. */
type Outcome =
  | { readonly kind: 'policy'; readonly text: string; readonly ttl: number }
  | { readonly kind: 'failure'; readonly reason: PolicyFailureReason };

/**
 * Fetches policies as senders do (RFC 8461 3.3): over HTTPS, the certificate verified for the host, no
 * redirect followed. The address is the one that DNS gave: the system is not asked for another one.
 */
export class NodePolicyFetcher implements PolicyFetcher {
  readonly #options: PolicyFetcherOptions;

  constructor(options: PolicyFetcherOptions) {
    this.#options = options;
  }

  async fetch({ policyOf, address }: PolicyInquiry, signal: CancelSignal): Promise<PolicyAnswer> {
    const host = `mta-sts.${policyOf.replace(/\.$/, '')}`;
    const outcome: Outcome =
      isHostName(host) && isIP(address) !== 0
        ? await this.#request(host, address, signal)
        : failure('unreachable');
    return { ...outcome, server: host, at: Date.now() };
  }

  #request(host: string, address: string, signal: CancelSignal): Promise<Outcome> {
    const { port = 443, timeout, ca } = this.#options;
    return new Promise((resolve) => {
      const end = (outcome: Outcome): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        resolve(outcome);
        sent.destroy();
      };
      const sent = request(
        {
          host,
          servername: host,
          port,
          path: '/.well-known/mta-sts.txt',
          headers: { accept: 'text/plain' },
          agent: false,
          ...(ca === undefined ? {} : { ca }),
          lookup: (_host, { all }, tell) => {
            const family = isIP(address);
            if (all === true) tell(null, [{ address, family }]);
            else tell(null, address, family);
          },
        },
        (response) => readPolicy(response, end),
      );
      const cancel = (): void => end(failure('cancelled'));
      const timer = setTimeout(() => end(failure('timeout')), timeout);
      signal.addEventListener('abort', cancel);
      sent.on('error', (error) =>
        end(failure(isCertificateTrouble(error) ? 'certificate' : 'unreachable')),
      );
      sent.end();
    });
  }
}

function readPolicy(response: IncomingMessage, end: (outcome: Outcome) => void): void {
  const { statusCode, headers } = response;
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (statusCode !== 200 || mediaType !== 'text/plain') {
    end(failure(statusCode === 200 ? 'media-type' : 'status'));
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > longestPolicy) end(failure('too-long'));
    else chunks.push(chunk);
  });
  response.on('end', () => {
    const text = Buffer.concat(chunks).toString('utf8');
    end({ kind: 'policy', text, ttl: lifetime });
  });
  // A body that breaks off has no end.
  response.on('close', () => end(failure('unreachable')));
}

function failure(reason: PolicyFailureReason): Outcome {
  return { kind: 'failure', reason };
}

/** Letters, digits and hyphens: nothing else of a zone file gets into a request. */
function isHostName(name: string): boolean {
  return (
    name.length <= 253 && /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]*$/i.test(name)
  );
}
