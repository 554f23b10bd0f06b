import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { type ClientOptions, LspClient } from '../support/lspClient';
import { commitAll, makeRepository } from '../support/repository';

const rule = 'soa-serial-unchanged';
const uri = 'file:///zones/a.zone';
const before = `$ORIGIN example.com.
$TTL 1h
@ SOA ns host 2020010107 1h 1h 1d 1h
@ NS ns
ns A 192.0.2.53
`;
const after = `${before}www A 192.0.2.1\n`;

/** Whether a serial is one of today, in the style that it had; midnight may pass meanwhile. */
function assertBumped(text: string, unbumped: string): void {
  const serial = /\d{10}/.exec(text)?.[0] ?? '';
  const date = new Date(`${serial.slice(0, 4)}-${serial.slice(4, 6)}-${serial.slice(6, 8)}T12:00`);
  assert.ok(Math.abs(date.getTime() - Date.now()) < 48 * 3_600_000, text);
  assert.equal(serial.slice(8), '01');
  assert.equal(text.replace(serial, '2020010107'), unbumped);
}

describe('serials in the editor', () => {
  let client: LspClient;
  const committed = new Map<string, unknown>();
  const start = async (options: ClientOptions = {}): Promise<void> => {
    client = await LspClient.start({ committed, ...options });
  };
  const waitForRule = (isThere: boolean, at = uri): Promise<readonly Diagnostic[]> =>
    client.waitForDiagnostics(at, (all) => all.some(({ code }) => code === rule) === isThere);
  const rangeOf = (text: string) => {
    const lines = client.text(uri).split('\n');
    const line = lines.findIndex((each) => each.includes(text));
    const character = lines[line]?.indexOf(text) ?? 0;
    return { start: { line, character }, end: { line, character: character + text.length } };
  };
  const replace = (text: string, by: string) =>
    client.change(uri, [{ range: rangeOf(text), text: by }]);
  const bumps = async (range = rangeOf('2020010107')): Promise<readonly CodeAction[]> =>
    (await client.codeActions(uri, range)).filter(({ title }) => title.startsWith('Bump'));

  beforeEach(() => {
    committed.clear();
    committed.set(uri, before);
  });
  afterEach(() => client.stop());

  it('are found where records have changed, as long as they have', async () => {
    await start();
    await client.open(uri, before);
    await replace('192.0.2.53', '192.0.2.54');
    const [finding] = (await waitForRule(true)).filter(({ code }) => code === rule);
    assert.ok(finding);
    assert.equal(client.textAt(uri, finding.range), '2020010107');
    assert.equal(finding.severity, 2);
    await replace('192.0.2.54', '192.0.2.53');
    await waitForRule(false);
    await replace('192.0.2.53', '192.0.2.55');
    await waitForRule(true);
    await replace('2020010107', '2020010108');
    await waitForRule(false);
    assert.deepEqual(client.asked, [uri], 'Once, whatever is typed.');
  });

  it('are compared with the next commit as soon as there is one', async () => {
    await start();
    await client.open(uri, after);
    await waitForRule(true);
    committed.set(uri, after);
    await client.notify('zoneMx/committedChanged');
    await waitForRule(false);
  });

  it('are bumped by the light bulb, but not with all safe fixes', async () => {
    await start();
    await client.open(uri, after);
    const [finding] = (await waitForRule(true)).filter(({ code }) => code === rule);
    assert.ok(finding);
    assert.deepEqual(await client.codeActions(uri, finding.range, ['source.fixAll']), []);
    const [action, ...others] = await bumps();
    assert.ok(action);
    assert.deepEqual(others, []);
    assert.equal(action.kind, 'quickfix');
    await client.apply(uri, action);
    assertBumped(client.text(uri), after);
    await waitForRule(false);
  });

  it('can be bumped at any time, where the cursor is on them', async () => {
    await start({ committed: new Map() });
    await client.open(uri, before);
    const [action, ...others] = await bumps();
    assert.ok(action);
    assert.deepEqual(others, []);
    assert.equal(action.kind, 'refactor.rewrite.bumpSerial.zoneMx');
    assert.deepEqual(await bumps(rangeOf('NS')), []);
    assert.deepEqual(await client.codeActions(uri, rangeOf('2020010107'), ['source']), []);
    await client.apply(uri, action);
    assertBumped(client.text(uri), before);
    const asked = await client.request('zoneMx/bumpSerial', { uri, isNeeded: false });
    assert.match(JSON.stringify(asked), /"newText":"\d{8}02"/);
    for (const params of [{ uri, isNeeded: true }, { uri: 'file:///none' }, {}, 7, null])
      assert.equal(await client.request('zoneMx/bumpSerial', params), null);
  });

  it('say what they stand for', async () => {
    await start({ committed: new Map() });
    await client.open(uri, before);
    assert.match(
      await client.hover(uri, '2020010107'),
      /^\*\*2020010107\*\*\n\nA serial of a date and a number: 2020-01-01, 07\. The next one is \d{8}01\.\n\n/,
    );
    await replace('2020010107', '1500000000');
    assert.match(
      await client.hover(uri, '1500000000'),
      /A serial of Unix time: 2017-07-14 02:40:00 UTC\. The next one is \d{10}\./,
    );
    await replace('1500000000', '7');
    assert.match(await client.hover(uri, '7 1h'), /A serial that counts\. The next one is 8\./);
    assert.equal(await client.hover(uri, '1h 1h 1d'), '');
  });

  it('are bumped with what is saved only where that is set, and once', async () => {
    for (const bumpOnSave of ['never', 'ask']) {
      await start({ settings: { serial: { bumpOnSave } } });
      await client.open(uri, after);
      assert.equal(await client.willSave(uri), after);
      await client.stop();
    }
    await start({ settings: { serial: { bumpOnSave: 'always' } } });
    await client.open(uri, after);
    const saved = await client.willSave(uri);
    assertBumped(saved, after);
    await client.change(uri, [{ text: saved }]);
    assert.equal(await client.willSave(uri), saved);
    const more = `${saved}more A 192.0.2.9\n`;
    await client.change(uri, [{ text: more }]);
    assert.equal(await client.willSave(uri), more);
    await client.change(uri, [{ text: before }]);
    assert.equal(await client.willSave(uri), before);
    const ignored = after.replace('1d 1h', `1d 1h ; zone-mx-ignore ${rule}`);
    await client.change(uri, [{ text: ignored }]);
    assert.equal(await client.willSave(uri), ignored);
  });

  it('are not bumped where the rule is off', async () => {
    await start({ settings: { serial: { bumpOnSave: 'always' }, rules: { [rule]: 'off' } } });
    await client.open(uri, after);
    assert.equal(await client.willSave(uri), after);
    assert.deepEqual(client.asked, []);
  });

  it('are compared where a part of the zone has changed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    const [zone, part] = ['a.zone', 'part'].map((name) => pathToFileURL(join(folder, name)).href);
    await start();
    const text = `${before}$INCLUDE part\n`;
    committed.set(zone ?? '', text);
    committed.set(part ?? '', 'www A 192.0.2.1\n');
    await writeFile(join(folder, 'part'), 'www A 192.0.2.2\n');
    await client.open(zone ?? '', text);
    await waitForRule(true, zone);
    // Saving has the parts read anew; an answer waits for that.
    await client.save(zone ?? '');
    const bump = await client.request('zoneMx/bumpSerial', { uri: zone, isNeeded: true });
    assert.match(JSON.stringify(bump), /"newText":"\d{8}01"/);
    await rm(folder, { recursive: true });
  });

  it('of a large file are compared when it is saved', async function () {
    this.timeout(60_000);
    await start();
    await client.open(uri, `${after}${'; a comment of some length\n'.repeat(40_000)}`);
    await replace('192.0.2.53', '192.0.2.54');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(client.asked, []);
    await client.save(uri);
    await waitForRule(true);
  });

  it('are not compared in a workspace that is not trusted', async () => {
    await start({ initializationOptions: { isTrusted: false } });
    await client.open(uri, after);
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.deepEqual(client.asked, []);
    await client.notify('zoneMx/workspaceTrusted');
    await waitForRule(true);
  });

  it('are left alone where the client answers anything, or an error', async () => {
    await start();
    for (const answer of [null, 7, {}, '', '\0', new Error('No git here.')]) {
      committed.set(uri, answer);
      await client.open(uri, after);
      await new Promise((resolve) => setTimeout(resolve, 400));
      await client.close(uri);
    }
    assert.equal(client.asked.length, 6);
    committed.set(uri, before);
    await client.open(uri, after);
    await waitForRule(true);
  });

  it('are compared with what git has, where the client can’t tell', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
    const file = join(folder, 'a.zone');
    const own = pathToFileURL(file).href;
    await writeFile(file, before);
    makeRepository(folder);
    client = await LspClient.start();
    await client.open(own, after);
    await waitForRule(true, own);
    await writeFile(file, after);
    commitAll(folder);
    // What a folder holds is known for a second.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await client.save(own);
    await waitForRule(false, own);
    await rm(folder, { recursive: true });
  });
});
