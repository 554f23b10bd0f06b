import assert from 'node:assert/strict';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWorkspace, type Workspace } from '../support/workspace';
import { VsCodePage } from './page';

/** Settings of a remote VS Code that runs the extension in the browser nevertheless. */
const inBrowser = { 'remote.extensionKind': { 'zone-mx.zone-mx': ['web'] } };

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
    await page.notificationOf(
      'Zone MX: Compare with What Is Published',
      'A browser can’t ask the zone’s name servers.',
    );
    await page.screenshot('web');
    const errors = (await page.log()).split('\n').filter((line) => /^error:.*zone-?mx/i.test(line));
    assert.deepEqual(errors, []);
  });

  it('starts from the files of a remote machine, too, and reads none that a link leads to', async () => {
    const outside = join(workspace.profile, 'outside.inc');
    await writeFile(outside, 'mail A 192.0.2.25\n');
    await workspace.write('inside.inc', 'www A 192.0.2.26\n');
    await symlink(outside, join(workspace.folder, 'link.inc'));
    await workspace.write(
      'linked.example.zone',
      '$TTL 1h\n@ SOA ns h 1 1h 1h 1d 1h\n@ NS ns\nns A 192.0.2.53\n$INCLUDE inside.inc\n$INCLUDE link.inc\n',
    );
    page = await VsCodePage.open(workspace.folder, { settings: inBrowser });
    await page.openFile('linked.example.zone');
    const problems = await page.problems('include-outside-workspace');
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /Ln 6/);
    await page.closePanel();
    await page.languageStatus(needsServer);
  });
});
