import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

const command = resolve('dist/cli.js');

/** Runs the built command as a shell would, in English and without a terminal. */
export function zoneMx(args: readonly string[], options: RunOptions = {}): Promise<Result> {
  const child = spawn(process.execPath, [command, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', ...options.env },
  });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  }
  child.stdin.end(options.input ?? '');
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status) => done({ status, ...output }));
  });
}

/** A folder with files, by path; gone after the tests of the suite that asks for it. */
export async function makeFolder(
  files: Readonly<Record<string, string | Buffer>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

const folders: string[] = [];

after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A zone, and nothing of policies in it. */
export const plainZone = `$ORIGIN example.com.
$TTL 1h
@ SOA ns1 hostmaster 1 3h 1h 2w 5m
  NS ns1
  MX 10 mail
ns1 A 192.0.2.53
mail A 192.0.2.25
`;

/** A zone without a finding. */
export const soundZone = `${plainZone}@ TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=none"
`;

/** The same with an error: the exchange is an alias. */
export const aliasZone = soundZone.replace(
  'mail A 192.0.2.25',
  'mail CNAME host\nhost A 192.0.2.1',
);
