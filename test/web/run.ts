// Starts VS Code for the Web with the tests of this folder, a workspace of its own and a DNS server.
import { createHash, X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { startBrowser } from '../../scripts/lib/browser.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { cleanUpAtEnd, cleanUpNow } from '../../scripts/lib/processes.mjs';
import { startWebHost } from '../../scripts/lib/webHost.mjs';
import { makeCertificate, type TestCertificate } from '../support/certificates';
import { startDohServer } from '../support/dohServer';
import { startNamed } from '../support/named';
import type { Results } from '../support/results';
import { createWorkspace } from '../support/workspace';
import { mailZones } from '../support/zones';
import { resultsMark } from './results';

/** Milliseconds for all tests together. */
const timeLimit = 180_000;

main()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  })
  .finally(async () => {
    await cleanUpNow();
    // The web server keeps its connections.
    process.exit();
  });

async function main(): Promise<void> {
  const nameServer = await startNamed(mailZones);
  cleanUpAtEnd(() => nameServer.stop());
  const { profile, folder, write } = await createWorkspace({});
  const certificate = await makeCertificate(profile);
  const doh = await startDohServer(certificate, nameServer.port);
  cleanUpAtEnd(() => doh.stop());
  await write('.vscode/settings.json', JSON.stringify(settingsFor(doh.url)));
  const host = await startWebHost(folder, join(root, 'out/test/web/index.js'));
  const browser = await startBrowser([
    `--ignore-certificate-errors-spki-list=${fingerprintOf(certificate)}`,
  ]);
  cleanUpAtEnd(() => browser.close());
  const page = await browser.newPage();
  await report(await runIn(page, host.address), doh.requests);
}

function settingsFor(server: string): Readonly<Record<string, unknown>> {
  return {
    'zoneMx.live.servers': [server],
    'zoneMxTest.isReady': true,
    'zoneMxTest.grep': process.env['ZONE_MX_TEST_GREP'],
  };
}

/** What a browser is told to trust a key by. */
function fingerprintOf({ cert }: TestCertificate): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}

interface Outcome {
  readonly code: unknown;
  /** What the extension host and the page said, a line each. */
  readonly said: readonly string[];
}

async function runIn(page: Page, address: string): Promise<Outcome> {
  const said: string[] = [];
  const exit = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) =>
    said.push(`${type}: ${args.join(' ')}`),
  );
  page.on('console', (message) => said.push(`page, ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`page, error: ${error.stack}`));
  await page.goto(address);
  return { code: await Promise.race([exit, delay(timeLimit, 'time-out', { ref: false })]), said };
}

/** Writes the results where scripts/lib/suites.mjs reads them, with what can be seen from outside only. */
async function report({ code, said }: Outcome, requests: readonly string[]): Promise<void> {
  // To be looked at where something failed.
  await writeFile(join(root, 'out/test/web.log'), said.join('\n'));
  const line = said.find((each) => each.includes(resultsMark));
  if (line === undefined) throw new Error(`The tests did not end: ${code}\n${said.join('\n')}`);
  const results: Results = JSON.parse(line.slice(line.indexOf(resultsMark) + resultsMark.length));
  const check = (title: string, wrong: readonly string[]): void => {
    if (wrong.length === 0) results.passed += 1;
    else results.failures.push({ title, text: wrong.join('\n') });
  };
  check(
    'the extension in a browser writes no error to the console',
    said.filter((each) => /^(?:page, )?error: .*(?:zone-?mx|devextensions)/i.test(each)),
  );
  check(
    'DNS over HTTPS needs no permission to be asked from a page (CORS)',
    [...new Set(requests)].filter((each) => each !== 'GET /dns-query'),
  );
  await writeFile(process.env['ZONE_MX_TEST_RESULTS'] ?? 'results.json', JSON.stringify(results));
}
