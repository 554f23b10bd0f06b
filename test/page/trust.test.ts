import assert from 'node:assert/strict';
import { type FaultyDns, startFaultyDns } from '../support/faultyDns';
import { createWorkspace, type Workspace } from '../support/workspace';
import { VsCodePage } from './page';

describe('a workspace that is not trusted', function () {
  this.timeout(60_000);
  let dns: FaultyDns;
  let workspace: Workspace;
  let page: VsCodePage;

  before(async () => {
    dns = await startFaultyDns(() => undefined);
    workspace = await createWorkspace({ 'zoneMx.live.servers': [dns.address] });
    page = await VsCodePage.open(workspace.folder, { isTrusted: false });
  });

  after(async () => {
    await page?.close();
    await workspace?.remove();
    await dns?.close();
  });

  it('is checked, but DNS is not asked, and the hover says so', async () => {
    await page.openFile('bundestag.de.zone');
    await page.waitForSquiggle();
    const hover = await page.hover('500 mail3.dbtg.de.', 'tried last');
    assert.match(hover, /Live answers are off: this workspace is not trusted/);
    assert.equal(dns.queries.length, 0);
  });
});
