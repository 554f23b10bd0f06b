import assert from 'node:assert/strict';
import { createWorkspace, type Workspace } from '../support/workspace';
import { VsCodePage } from './page';

describe('VS Code with German as its display language', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let page: VsCodePage;

  before(async () => {
    workspace = await createWorkspace({ 'zoneMx.live.mode': 'off' });
    page = await VsCodePage.open(workspace.folder, { locale: 'de' });
  });

  after(async () => {
    await page?.close();
    await workspace?.remove();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await page.screenshot('german-failed');
  });

  it('has German findings, hovers and first steps', async () => {
    await page.openFile('bundestag.de.zone');
    await page.waitForSquiggle();
    const [problem = ''] = await page.problems('mx-equal-preference');
    assert.match(problem, /Präferenz/);
    await page.closePanel();
    assert.match(await page.hover('500 mail3.dbtg.de.', 'zuletzt'), /Live-Antworten sind aus/);
    const [step] = await page.openWalkthrough('Mail in Zonendateien');
    assert.equal(step, 'Eine Zonendatei öffnen oder schreiben');
    await page.screenshot('german');
  });
});
