// Parts of the sources, run by themselves in a process of their own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * Starts a script of this folder that imports sources: it answers each message with one.
 *
 * @param {string} name @param {string} folder where what is built is put
 */
export async function startBundle(name, folder) {
  const outfile = resolve(folder, `${name}.cjs`);
  await build({
    entryPoints: [`bench/${name}.mjs`],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
  const child = fork(outfile);
  return {
    /** @param {import('node:child_process').Serializable} message @returns {Promise<unknown>} */
    ask: async (message) => {
      child.send(message);
      const [answer] = await once(child, 'message');
      return answer;
    },
    peakKiB: () => peakKiBOf(child.pid),
    stop: () => child.kill(),
  };
}

/** The most memory that a process ever had, in KiB; NaN where the system does not say. @param {number | undefined} pid */
export function peakKiBOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]);
  } catch {
    return Number.NaN;
  }
}
