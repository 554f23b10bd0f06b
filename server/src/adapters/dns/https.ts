import { isCertificateTrouble } from './certificates';
import { decodeResponse, encodeQuery, type Query, type WireQuestion } from './codec';
import type { Channel, Delivery, Listener } from './transport';

/** What the platform has for HTTP: `fetch`, or what a test puts in its place. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>;

/** Node's types do not know that a browser keeps what it fetches. */
type FetchInit = RequestInit & { readonly cache?: 'no-store' };

const mediaType = 'application/dns-message';
/** The longest message that DNS knows elsewhere; the same is enough here. */
const longestMessage = 0xff_ff;

/**
 * A server over HTTPS (RFC 8484), with nothing of Node: a browser's worker uses the same. Certificates
 * are verified by the platform, redirects are not followed.
 *
 * Questions are posted, so that no name gets into a log of addresses. Before a page of another origin
 * may post, its browser has to ask whether that is allowed (CORS), which most servers do not answer:
 * a browser gets.
 */
export class HttpsChannel implements Channel {
  readonly label: string;
  readonly #url: string;
  readonly #fetch: Fetch;
  readonly #method: 'GET' | 'POST';

  constructor(
    url: string,
    fetch: Fetch = (...request) => globalThis.fetch(...request),
    method: 'GET' | 'POST' = 'POST',
  ) {
    this.label = url;
    this.#url = url;
    this.#fetch = fetch;
    this.#method = method;
  }

  ask(asked: WireQuestion, { done }: Listener): () => void {
    const controller = new AbortController();
    const { signal } = controller;
    // RFC 8484 4.1: an ID of 0; who may answer is a matter of TLS.
    const query = encodeQuery(asked, { id: 0, edns: true });
    const settle = (delivery: Delivery): void => {
      if (!signal.aborted) done(delivery);
    };
    this.#exchange(query, signal).then(settle, (error: unknown) => settle(troubleOf(error)));
    return () => controller.abort();
  }

  async #exchange(query: Query, signal: AbortSignal): Promise<Delivery> {
    const { url, ...request } = this.#request(query.message);
    const response = await this.#fetch(url, {
      ...request,
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    });
    if (response.status !== 200 || !isDnsMessage(response.headers.get('content-type'))) {
      await response.body?.cancel();
      return { kind: 'broken' };
    }
    const message = await readBody(response);
    const received = message && decodeResponse(message, query);
    return received?.kind === 'response' ? received : { kind: 'broken' };
  }

  #request(message: Uint8Array): FetchInit & { readonly url: string } {
    if (this.#method === 'POST') {
      const headers = { accept: mediaType, 'content-type': mediaType };
      return { url: this.#url, method: 'POST', headers, body: message };
    }
    // RFC 4648 5, without padding (RFC 8484 6).
    const base64 = btoa(String.fromCharCode(...message));
    const dns = base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    const url = `${this.#url}${this.#url.includes('?') ? '&' : '?'}dns=${dns}`;
    // What is known is kept by us, for as long as its TTL allows.
    return { url, method: 'GET', headers: { accept: mediaType }, cache: 'no-store' };
  }
}

/** Parameters behind the media type mean nothing here (RFC 8484 6). */
function isDnsMessage(contentType: string | null): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === mediaType;
}

/** The body, read until it is too long to be a message; then undefined, and no more is taken. */
async function readBody(response: Response): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return undefined;
  const message = new Uint8Array(longestMessage);
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return message.slice(0, size);
    if (size + value.length > longestMessage) {
      await reader.cancel();
      return undefined;
    }
    message.set(value, size);
    size += value.length;
  }
}

/** `fetch` wraps what happened; a browser does not tell. */
function troubleOf(error: unknown): Delivery {
  const cause = error instanceof Error ? error.cause : undefined;
  return { kind: isCertificateTrouble(cause) ? 'certificate' : 'unreachable' };
}
