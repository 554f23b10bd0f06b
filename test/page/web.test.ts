import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createWorkspace, type Workspace } from '../support/workspace';
import { VsCodePage } from './page';

const needsServer = /A browser needs a DNS server over HTTPS/;

describe('the extension in a browser', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let page: VsCodePage | undefined;

  before(async () => {
    workspace = await createWorkspace({});
  });
  afterEach(async () => {
    await page?.close();
    page = undefined;
  });
  after(() => workspace.remove());

  it('checks the file that is opened, draws its route, and says what it needs to ask DNS', async () => {
    page = await VsCodePage.openInBrowser(workspace.folder, join(workspace.profile, 'browser'));
    await page.chooseFile('bundestag.de.zone');
    await page.waitForSquiggle();
    await page.languageStatus(needsServer);
    assert.equal(await page.drawRoute(), 'bundestag.de');
    await page.screenshot('web');
    const errors = (await page.log()).split('\n').filter((line) => /^error:.*zone-?mx/i.test(line));
    assert.deepEqual(errors, []);
  });

  it('starts there from the files of a remote machine, too', async () => {
    page = await VsCodePage.open(workspace.folder, {
      settings: { 'remote.extensionKind': { 'zone-mx.zone-mx': ['web'] } },
    });
    await page.openFile('mistakes.zone');
    await page.waitForSquiggle();
    await page.languageStatus(needsServer);
  });
});
