// npm start: opens VS Code with the extension and the samples, on a fresh clone, too. Options:
// --browser for the browser even where desktop VS Code is there, --port N, --check to stop once it
// has been seen to answer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureCodeServer } from './lib/codeServer.mjs';
import { addresses, startHost } from './lib/host.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { findProgram, runOrThrow } from './lib/processes.mjs';
import { runMain, SetupError, step } from './lib/step.mjs';

const samples = join(root, 'samples');
const firstFile = join(samples, 'mistakes.zone');

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      browser: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      port: { type: 'string', default: '8353' },
    },
  });
  await ensurePackages();
  await step('Building', () => runOrThrow(process.execPath, ['scripts/build.mjs'], { cwd: root }));
  const code = values.browser ? undefined : findDesktopVsCode();
  return code === undefined
    ? openInBrowser(Number(values.port), values.check)
    : openOnDesktop(code);
});

/** @returns {string | undefined} the program `code` where it can open a window */
function findDesktopVsCode() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
  // VS Code refuses to be run by root.
  return hasDisplay && process.getuid?.() !== 0 ? findProgram('code') : undefined;
}

/** @param {string} code */
async function openOnDesktop(code) {
  console.log(`Opening ${samples} in VS Code.`);
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', samples, firstFile];
  const [status] = await once(spawn(code, args, { stdio: 'inherit' }), 'exit');
  return status === 0 ? 0 : 1;
}

/**
 * @param {number} port
 * @param {boolean} check
 */
async function openInBrowser(port, check) {
  await ensureCodeServer();
  const host = await step('Starting VS Code', () => startHost({ extensionInstalled: true }));
  const door = await openDoor(port, host.port);
  const address = `http://127.0.0.1:${port}/`;
  console.log(`\nZone MX is ready: open ${address} in a browser. Ctrl-C ends it.`);
  if (!check) {
    throw new Error(`VS Code has ended:\n${await host.died}`);
  }
  const response = await fetch(address);
  console.log(`${address} answers with status ${response.status}.`);
  door.close();
  return response.ok ? 0 : 1;
}

/**
 * Listens where the printed address points to: sends a request for it on to the page with the
 * samples and a file open, whose own address is long, and passes everything else to VS Code.
 *
 * @param {number} port
 * @param {number} hostPort
 */
async function openDoor(port, hostPort) {
  const door = createServer((client) => {
    client.once('data', (chunk) => {
      const authority = /^GET \/ HTTP[\s\S]*?^host: (\S+)/im.exec(chunk.toString('latin1'))?.[1];
      if (authority !== undefined) {
        const { pageAddress, toUri } = addresses(authority);
        const location = pageAddress(samples, [['openFile', toUri(firstFile)]]);
        client.end(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nConnection: close\r\n\r\n`);
        return;
      }
      const host = connect(hostPort, '127.0.0.1');
      host.write(chunk);
      client.pipe(host).pipe(client);
      // A side that breaks off is no event here: the other one is closed with it.
      host.on('error', () => client.destroy());
      client.on('close', () => host.destroy());
    });
    client.on('error', () => client.destroy());
  });
  door.listen(port, '127.0.0.1');
  await once(door, 'listening').catch((error) => {
    throw new SetupError(`Port ${port} cannot be used (${error.code}): choose one with --port.`);
  });
  return door;
}
