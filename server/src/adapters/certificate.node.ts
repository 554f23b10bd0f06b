import type { TLSSocket } from 'node:tls';
import type { TlsFacts } from '../core/probe/session';

/** DNS names and octets of text that are kept of a certificate: it may have thousands. */
const most = { names: 100, text: 1000 } as const;

/** Of a wildcard, only a whole first label stands for another one (RFC 8461 4.1). */
const nameOptions = { subject: 'never', partialWildcards: false } as const;

/** What a server has shown of itself, for a host by its name without the final dot. */
export function readCertificate(socket: TLSSocket, host: string): TlsFacts {
  const certificate = socket.getPeerX509Certificate();
  // Node’s types say Error; without `rejectUnauthorized` it is the code.
  const flaw: unknown = socket.authorizationError;
  return {
    protocol: socket.getProtocol() ?? '',
    flaw: socket.authorized ? undefined : String(flaw ?? 'NO_CERTIFICATE'),
    namesHost: certificate?.checkHost(host, nameOptions) !== undefined,
    names: dnsNamesOf(certificate?.subjectAltName ?? ''),
    issuer: (certificate?.issuer ?? '').slice(0, most.text),
    validFrom: Date.parse(certificate?.validFrom ?? ''),
    validTo: Date.parse(certificate?.validTo ?? ''),
  };
}

/** The DNS names of a text such as `DNS:mail.example.com, IP Address:192.0.2.1`. */
function dnsNamesOf(text: string): readonly string[] {
  const names: string[] = [];
  // What holds a comma is quoted.
  for (const [, name = ''] of text.matchAll(/(?:^|, )DNS:("(?:[^"\\]|\\.)*"|[^,]*)/g)) {
    if (names.length >= most.names) break;
    names.push(name.slice(0, most.text));
  }
  return names;
}
