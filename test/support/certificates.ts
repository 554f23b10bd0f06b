import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, runOrThrow } from '../../scripts/lib/processes.mjs';

/** A certificate that a test has made, and its key; all as PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  /** The file that has the certificate, which is its own authority. */
  readonly file: string;
}

/** Makes a certificate for a host and 127.0.0.1 in a folder of the test, good for a day. */
export async function makeCertificate(
  folder: string,
  host = 'localhost',
): Promise<TestCertificate> {
  const program = findProgram('openssl');
  if (program === undefined) throw new Error('openssl is not installed (Debian: openssl)');
  const [file, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  await runOrThrow(program, [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '1', '-subj', `/CN=${host}`, '-keyout', key, '-out', file],
    ...['-addext', `subjectAltName=DNS:${host},IP:127.0.0.1`],
  ]);
  return { cert: await readFile(file, 'utf8'), key: await readFile(key, 'utf8'), file };
}
