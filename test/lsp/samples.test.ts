import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { LspClient } from '../support/lspClient';
import { type NameServer, startNamed } from '../support/named';
import { exchangeAddresses, mailZones } from '../support/zones';

const samples = ['bundestag.de.zone', 'msxfaq.de.zone', 'mistakes.zone'];

describe('the samples with a real name server', () => {
  let named: NameServer;
  let client: LspClient;
  afterEach(async () => {
    await client.stop();
    await named.stop();
  });

  async function start(zones: typeof mailZones, mode: string): Promise<void> {
    named = await startNamed(zones);
    const live = { servers: [named.address], timeout: 5000, mode };
    client = await LspClient.start({ settings: { live } });
  }

  it('show every address of their exchanges in hovers', async () => {
    await start(mailZones, 'hover');
    const texts = await Promise.all(samples.map((name) => readFile(`samples/${name}`, 'utf8')));
    let hovered = 0;
    for (const [index, text] of texts.entries()) {
      const uri = `file:///samples/${samples[index]}`;
      await client.open(uri, text);
      for (const [, name = ''] of text.matchAll(/\tMX\t\d+ (\S+)$/gm)) {
        const exchange = name.endsWith('.') ? name.slice(0, -1) : `${name}.example.com`;
        const addresses = exchangeAddresses[exchange];
        if (addresses === undefined) continue;
        const hover = await client.hover(uri, name, '\tMX\t');
        const published = [...hover.matchAll(/^\| (?:IPv[46])? \|[^|]*\|([^|]*)\|$/gm)].map(
          ([, cell = '']) => cell,
        );
        for (const address of addresses)
          assert.ok(
            published.some((cell) => cell.includes(address)),
            `${address}\n${hover}`,
          );
        hovered++;
      }
    }
    assert.ok(hovered > 10);
  });

  it('drift once the zone is edited on the server, after a refresh', async () => {
    const text = await readFile('samples/msxfaq.de.zone', 'utf8');
    const others = mailZones.filter(({ origin }) => origin !== 'msxfaq.de');
    await start([...others, { origin: 'msxfaq.de', text }], 'check');
    const uri = 'file:///samples/msxfaq.de.zone';
    await client.open(uri, text);
    const hasDrift = (codes: readonly unknown[]): boolean => codes.includes('live-mx-drift');
    const codesNow = async () =>
      (
        await client.waitForDiagnostics(uri, (found) =>
          found.some(({ code }) => code === 'live-reverse-mismatch'),
        )
      ).map(({ code }) => code);
    assert.ok(!hasDrift(await codesNow()));
    const edited = text.replace('2024010101', '2024010102').replace('10 mx00', '20 mx00');
    await named.serve('msxfaq.de', edited);
    await client.execute('zone-mx.refreshLiveAnswers');
    const found = await client.waitForDiagnostics(uri, (all) =>
      hasDrift(all.map(({ code }) => code)),
    );
    assert.match(
      String(found.find(({ code }) => code === 'live-mx-drift')?.message),
      /another preference: mx00\.kundenserver\.de \(20 → 10\)\. Asked 127\.0\.0\.1:/,
    );
    assert.match(await client.hover(uri, 'mx00', '\tMX\t'), /20 mx00\.kundenserver\.de/);
  });
});
