import { join } from 'node:path';
import { freePort } from '../../scripts/lib/host.mjs';
import type { TestCertificate } from './certificates';
import { type Daemon, startDaemon } from './daemon';

/** Where it listens. */
interface Ports {
  /** For UDP and TCP. */
  readonly port: number;
  readonly tlsPort: number;
  readonly httpsPort: number;
}

/** A validating resolver on loopback, over UDP and TCP, TLS and HTTPS. */
export type Unbound = Ports & Pick<Daemon, 'stop'>;

/** What the resolver knows of the world. */
export interface UnboundOptions {
  /** Zones that are asked of a server on loopback, by that server's port. */
  readonly stubs: readonly { readonly zone: string; readonly port: number }[];
  /** DNSKEY records that are trusted, in presentation form. */
  readonly anchors: readonly string[];
  readonly certificate: TestCertificate;
}

/** Starts `unbound`. */
export async function startUnbound(options: UnboundOptions): Promise<Unbound> {
  const [port, tlsPort, httpsPort] = [await freePort(), await freePort(), await freePort()];
  const ports = { port, tlsPort, httpsPort };
  const { stop } = await startDaemon({
    program: 'unbound',
    debianPackage: 'unbound',
    files: (folder) => ({
      'key.pem': options.certificate.key,
      'unbound.conf': configuration(folder, ports, options),
    }),
    args: (folder) => ['-d', '-p', '-c', join(folder, 'unbound.conf')],
    started: 'start of service',
  });
  return { ...ports, stop };
}

function configuration(
  folder: string,
  { port, tlsPort, httpsPort }: Ports,
  { stubs, anchors, certificate }: UnboundOptions,
): string {
  const stubZones = stubs.map(
    (stub) => `stub-zone:\n  name: "${stub.zone}"\n  stub-addr: 127.0.0.1@${stub.port}\n`,
  );
  return `server:
  directory: "${folder}"
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  verbosity: 1
  interface: 127.0.0.1@${port}
  interface: 127.0.0.1@${tlsPort}
  interface: 127.0.0.1@${httpsPort}
  tls-port: ${tlsPort}
  https-port: ${httpsPort}
  tls-service-key: "${join(folder, 'key.pem')}"
  tls-service-pem: "${certificate.file}"
  do-not-query-localhost: no
  module-config: "validator iterator"
  local-zone: "test." nodefault
${anchors.map((anchor) => `  trust-anchor: "${anchor}"\n`).join('')}
remote-control:
  control-enable: no
${stubZones.join('')}`;
}
