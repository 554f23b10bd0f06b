import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, runOrThrow } from '../../scripts/lib/processes.mjs';

/** A zone with its DNSSEC records, and the key that it is trusted by. */
export interface SignedZone {
  readonly text: string;
  /** The DNSKEY record of the key that signs, in presentation form. */
  readonly anchor: string;
}

/** Signs a zone with a key of its own, as its operator would. */
export async function signZone(origin: string, text: string): Promise<SignedZone> {
  const folder = await mkdtemp(join(tmpdir(), 'zone-mx-signing-'));
  try {
    await runOrThrow(locate('dnssec-keygen'), [
      ...['-q', '-K', folder, '-a', 'ECDSAP256SHA256', '-f', 'KSK', origin],
    ]);
    const keyFile = (await readdir(folder)).find((name) => name.endsWith('.key')) ?? '';
    const key = await readFile(join(folder, keyFile), 'utf8');
    const [plain, signed] = [join(folder, 'plain.zone'), join(folder, 'signed.zone')];
    await writeFile(plain, text);
    await runOrThrow(locate('dnssec-signzone'), [
      ...['-q', '-S', '-z', '-K', folder, '-d', folder, '-o', origin, '-f', signed, plain],
    ]);
    const anchor = key.split('\n').find((line) => line !== '' && !line.startsWith(';')) ?? '';
    return { text: await readFile(signed, 'utf8'), anchor };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function locate(name: string): string {
  const program = findProgram(name);
  if (program === undefined) throw new Error(`${name} is not installed (Debian: bind9-utils)`);
  return program;
}
