import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NameServer, startNamed } from '../support/named';
import { createWorkspace, type Workspace } from '../support/workspace';
import { mailZones } from '../support/zones';
import { VsCodePage } from './page';

describe('VS Code as a person uses it', function () {
  this.timeout(60_000);
  let nameServer: NameServer;
  let workspace: Workspace;
  let page: VsCodePage;

  before(async () => {
    nameServer = await startNamed(mailZones);
    workspace = await createWorkspace({ 'zoneMx.live.servers': [nameServer.address] });
    await writeFile(
      join(workspace.folder, 'notes.md'),
      '# Mail\n\n```zone\nmail IN MX 10 mx1 ; first\n```\n',
    );
    page = await VsCodePage.open(workspace.folder);
  });

  after(async () => {
    await page?.close();
    await workspace?.remove();
    await nameServer?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await page.screenshot('failed');
    }
  });

  it('underlines a mistake, lists it, and mends it with the light bulb', async () => {
    const rule = 'mx-exchange-missing-dot';
    await page.openFile('mistakes.zone');
    await page.waitForSquiggle();
    assert.match(await page.linesBetween(), /mail/);
    const problems = await page.problems(rule);
    await page.goToProblem(rule);
    const before = await page.visibleText();
    const fixes = await page.openQuickFixes();
    await page.screenshot('quick-fix');
    const title = fixes.find((fix) => /dot/i.test(fix));
    assert.ok(title !== undefined, fixes.join('\n'));
    await page.chooseQuickFix(title);
    await page.waitForFewerProblems(rule, problems.length);
    assert.notEqual(await page.visibleText(), before);
  });

  it('says in the hover when senders try an exchange', async () => {
    await page.closePanel();
    await page.openFile('bundestag.de.zone');
    const hover = await page.hover('500 mail3.dbtg.de.', 'tried last');
    await page.screenshot('hover');
    assert.match(hover, /mail3\.dbtg\.de · preference 500 · tried last/);
    assert.match(hover, /Senders try mail1, mail2 and mail4 first/);
    assert.match(hover, /Asked /);
  });

  it('shows in the state of the language who answered last', async () => {
    const state = await page.languageStatus(/Live answers are on/);
    await page.screenshot('live-state');
    assert.match(state, /Last answer from 127\.0\.0\.1:\d+ at /);
  });

  it('shows in the hover what DNS says about an exchange', async () => {
    await page.closePanel();
    await page.openFile('msxfaq.de.zone');
    const hover = await page.hover('10 mx01.kundenserver.de.', '212.227.15.150');
    await page.screenshot('hover-published');
    for (const address of ['212.227.15.169', '212.227.15.186', '212.227.15.134']) {
      assert.ok(hover.includes(address), hover);
    }
  });

  it('pastes what nslookup of Windows prints as records', async () => {
    await page.closePanel();
    await page.openFile('msxfaq.de.zone');
    await page.pasteAtEnd(
      'Nicht autorisierende Antwort:\r\nmsxfaq.de       MX preference = 70, mail exchanger = mx07.kundenserver.de\r\n',
    );
    const line = await page.line('mx07');
    await page.screenshot('paste');
    assert.match(line, /^@\s+IN\s+MX\s+70 mx07\.kundenserver\.de\.$/);
  });

  it('colours a zone file in Markdown', async () => {
    await page.openFile('notes.md');
    const pieces = await page.colouredPieces('mail IN MX', 6);
    await page.screenshot('markdown');
    for (const piece of ['mail', 'IN', 'MX', '10', 'mx1'])
      assert.ok(pieces.includes(piece), pieces.join('|'));
  });

  it('shows the first steps, with pictures', async () => {
    assert.deepEqual(await page.openWalkthrough('Mail in Zone Files'), [
      'Open or write a zone file',
      'See what is wrong, and mend it',
      'Ask what a record does',
      'Follow the mail',
      'Compare with the world',
    ]);
    await page.screenshot('first-steps');
  });
});
