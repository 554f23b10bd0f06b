import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { root } from '../../scripts/lib/paths.mjs';
import type { KnownAnswer } from '../../server/src/core/resolve/cache';
import { dnsFacts, type RouteFacts } from '../../server/src/core/route/facts';
import { scan } from '../../server/src/core/syntax/scanner';
import { buildZone } from '../../server/src/core/zone/build';
import type { Zone } from '../../server/src/core/zone/zone';
import { RouteViewPage } from './routeView';

const head =
  '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns hostmaster 1 3h 1h 1w 5m\n NS ns\nns A 192.0.2.53\n';

function zoneOf(text: string): Zone {
  return buildZone(scan(text), {});
}

function sample(name: string): Zone {
  return zoneOf(readFileSync(join(root, 'samples', name), 'utf8'));
}

/** DNS that knows these addresses and nothing else. */
function dnsWith(hosts: Readonly<Record<string, readonly string[]>>): RouteFacts {
  return dnsFacts((name, type): KnownAnswer => {
    const base = { server: 'test', elapsed: 0, at: 0, authenticated: false, aliases: [], ttl: 60 };
    const found = (hosts[name] ?? []).filter((each) => each.includes(':') === (type === 'AAAA'));
    if (found.length === 0 || (type !== 'A' && type !== 'AAAA')) return { ...base, kind: 'nodata' };
    return {
      ...base,
      kind: 'rrset',
      records: found.map((data) => ({ name, type, ttl: 60, data })),
    };
  });
}

describe('the mail-route view', function () {
  this.timeout(60_000);
  let view: RouteViewPage;
  afterEach(async () => {
    const { complaints } = view;
    await view.close();
    assert.deepEqual(complaints, []);
  });

  const bundestag = dnsWith({
    'mail1.dbtg.de.': ['192.0.2.51'],
    'mail2.dbtg.de.': ['192.0.2.52'],
    'mail3.dbtg.de.': ['198.51.100.53'],
    'mail4.dbtg.de.': ['192.0.2.54'],
  });
  const status = (): Promise<string | null> => view.page.getByRole('status').textContent();

  for (const theme of ['dark', 'light', 'contrast'] as const) {
    it(`shows three hosts before one that is tried last (${theme}), with nothing for axe to find`, async () => {
      view = await RouteViewPage.open(theme);
      await view.show(sample('bundestag.de.zone'), 'bundestag.de.', bundestag);
      await view.page.getByRole('heading', { name: 'bundestag.de', level: 1 }).waitFor();
      assert.equal(await view.page.locator('svg .host').count(), 4);
      assert.equal(
        await view.page
          .locator('svg .frame.tried .. .host')
          .count()
          .catch(() => 0),
        0,
      );
      await view.screenshot(`route-${theme}`);
      await view.drawingShot(`route-drawing-${theme}`);
      await view.page.evaluate(axe.source);
      const violations = await view.page.evaluate(`axe.run().then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
      assert.deepEqual(violations, []);
    });
  }

  it('leads to the last host when the others are switched off, by keyboard or mouse, and back', async () => {
    view = await RouteViewPage.open();
    await view.show(sample('bundestag.de.zone'), 'bundestag.de.', bundestag);
    const box = (host: string) => view.page.getByRole('checkbox', { name: `${host} accepts` });
    await box('mail1.dbtg.de').focus();
    await view.page.keyboard.press('Space');
    await view.page.locator('svg .host.down').first().waitFor();
    // Whoever uses the keyboard is still where they were.
    const focused = await view.page.evaluate('document.activeElement.getAttribute("aria-label")');
    assert.equal(focused, 'mail1.dbtg.de accepts connections');
    await view.page.locator('svg .host', { hasText: 'mail2.dbtg.de' }).first().click();
    await box('mail2.dbtg.de').and(view.page.locator(':not(:checked)')).waitFor();
    await box('mail4.dbtg.de').uncheck();
    await view.page.locator('svg .frame.passed').waitFor();
    assert.match((await view.page.locator('.summary').textContent()) ?? '', /^mail3\.dbtg\.de/);
    assert.equal(await status(), 'delivered');
    await view.screenshot('route-down');
    await box('mail3.dbtg.de').uncheck();
    // The drawing says so beforehand, of what comes after the last host.
    await view.page.getByRole('status').getByText('queued for days, then returned').waitFor();
    await view.page.getByRole('button', { name: 'All Hosts Up' }).click();
    await view.page.locator('svg:not(:has(.host.down))').waitFor();
    assert.equal(await status(), 'delivered');
  });

  it('says plainly that two hosts of a hoster are in one network', async () => {
    view = await RouteViewPage.open('light');
    const addresses = ['212.227.15.134', '212.227.15.150', '212.227.15.169', '212.227.15.186'];
    const hosts = { 'mx00.kundenserver.de.': addresses, 'mx01.kundenserver.de.': addresses };
    await view.show(sample('msxfaq.de.zone'), 'msxfaq.de.', dnsWith(hosts));
    await view.page.getByText('2 hosts in 1 network').first().waitFor();
    assert.equal(
      await view.page.locator('ol .fact', { hasText: 'Network 212.227.15.0/24' }).count(),
      2,
    );
    await view.page.locator('.fact', { hasText: 'the same addresses as mx01' }).last().waitFor();
    const drawn = view.page.locator('svg .host .fact');
    assert.ok((await drawn.allTextContents()).includes('mx01.kundenserver.de'));
    assert.deepEqual(await view.overflowing(), []);
    await view.screenshot('route-msxfaq');
  });

  it('shows long names and addresses whole, in lines that fit', async () => {
    view = await RouteViewPage.open();
    const host = 'example-com.mail.protection.outlook.com';
    const address = '2001:db8:1111:2222:3333:4444:5555:6666';
    const zone = zoneOf(`${head}@ MX 10 ${host}.\n MX 20 ${'x'.repeat(63)}.example.net.\n`);
    await view.show(zone, 'example.com.', dnsWith({ [`${host}.`]: [address, '192.0.2.25'] }));
    const texts = await view.page.locator('svg .host').first().locator('text').allTextContents();
    assert.deepEqual(texts.slice(0, 5), [
      'example-com.mail.',
      'protection.outlook.com',
      '192.0.2.25',
      '2001:db8:1111:2222:3333:',
      '4444:5555:6666',
    ]);
    assert.deepEqual(await view.overflowing(), []);
    await view.screenshot('route-long-names');
  });

  it('shows what names and texts hold as text', async () => {
    view = await RouteViewPage.open();
    const label = `\\<img\\ src=x\\ onerror=alert(1)\\>`;
    const zone = zoneOf(`${head}@ MX 10 ${label}\n MX 20 ${'x'.repeat(63)}.${'y'.repeat(63)}\n`);
    await view.show(zone, 'example.com.', dnsWith({}));
    await view.page.locator('strong', { hasText: 'onerror' }).waitFor();
    assert.equal(await view.page.locator('img').count(), 0);
  });

  it('stays readable with 200 exchanges', async () => {
    view = await RouteViewPage.open();
    const records = Array.from({ length: 200 }, (_, index) => ` MX ${index % 3} h${index}`).join(
      '\n',
    );
    const hosts = Array.from({ length: 200 }, (_, index) => `h${index} A 192.0.${index}.1`).join(
      '\n',
    );
    await view.show(zoneOf(`${head}@ MX 0 h0\n${records}\n${hosts}\n`), 'example.com.');
    await view.page.getByText('more').first().waitFor();
    assert.equal(await view.page.locator('svg .host').count(), 72);
    await view.screenshot('route-many');
  });

  it('tells of a null MX and of a domain without any, and saves what it draws', async () => {
    view = await RouteViewPage.open();
    await view.show(zoneOf(`${head}@ MX 0 .\n`), 'example.com.');
    await view.page.getByText('returned at once: the domain takes no mail').first().waitFor();
    await view.show(zoneOf(`${head}@ A 192.0.2.1\n`), 'example.com.');
    await view.page.getByText('No MX record: the domain itself').first().waitFor();
    await view.page.getByRole('button', { name: 'Save as SVG' }).click();
    await view.page.getByRole('button', { name: 'Save as PNG' }).click();
    await view.page.getByRole('button', { name: 'Copy as Text' }).click();
    await view.page.getByRole('button', { name: 'Go to the record' }).first().click();
    await view.page.waitForTimeout(500);
    const saved = new Map(
      view.told.flatMap((each) =>
        each.kind === 'save' ? [[each.format, each.data] as const] : [],
      ),
    );
    assert.match(saved.get('svg') ?? '', /^<svg [^>]*viewBox/);
    assert.doesNotMatch(saved.get('svg') ?? '', /class=|var\(/);
    assert.equal(
      Buffer.from(saved.get('png') ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
      'PNG',
    );
    assert.ok(view.told.some(({ kind }) => kind === 'copy'));
    assert.ok(view.told.some(({ kind }) => kind === 'go'));
    assert.ok(view.told.some(({ kind }) => kind === 'ready'));
  });
});
