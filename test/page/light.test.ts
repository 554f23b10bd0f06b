import assert from 'node:assert/strict';
import { type NameServer, startNamed } from '../support/named';
import { createWorkspace, type Workspace } from '../support/workspace';
import { mailZones } from '../support/zones';
import { VsCodePage } from './page';

/** The same as in the dark theme of the other tests: these are the README's pictures. */
describe('VS Code in light colours', function () {
  this.timeout(60_000);
  let nameServer: NameServer;
  let workspace: Workspace;
  let page: VsCodePage;

  before(async () => {
    nameServer = await startNamed(mailZones);
    workspace = await createWorkspace({ 'zoneMx.live.servers': [nameServer.address] });
    page = await VsCodePage.open(workspace.folder, { theme: 'light' });
  });

  after(async () => {
    await page?.close();
    await workspace?.remove();
    await nameServer?.stop();
  });

  it('offers the missing dot', async () => {
    await page.openFile('mistakes.zone');
    await page.waitForSquiggle();
    await page.problems('mx-exchange-missing-dot');
    await page.goToProblem('mx-exchange-missing-dot');
    const fixes = await page.openQuickFixes();
    await page.screenshot('quick-fix-light');
    assert.ok(fixes.some((fix) => /dot/i.test(fix)));
    await page.chooseQuickFix(fixes.find((fix) => /dot/i.test(fix)) ?? '');
  });

  it('shows what DNS says', async () => {
    await page.closePanel();
    await page.openFile('bundestag.de.zone');
    const hover = await page.hover('500 mail3.dbtg.de.', 'tried last');
    await page.screenshot('hover-light');
    assert.match(hover, /mail3\.dbtg\.de · preference 500 · tried last/);
    assert.match(hover, /Asked /);
  });
});
