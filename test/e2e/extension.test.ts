import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { note } from '../support/note';
import {
  findings,
  hover,
  open,
  patience,
  preferredFix,
  read,
  remove,
  ruleOf,
  sample,
  until,
  write,
} from './editor';

const extensionId = 'zone-mx.zone-mx';

describe('the extension in VS Code', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('starts when a zone file is opened and shows its findings', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    assert.equal(extension.isActive, false);
    // VS Code's own start is not ours to measure.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    let opened = 0;
    // The document's opening is what activates the extension.
    const listener = vscode.workspace.onDidOpenTextDocument(({ languageId }) => {
      if (languageId === 'dns-zone') opened = performance.now();
    });
    const document = await vscode.workspace.openTextDocument(sample('mistakes.zone'));
    // VS Code holds the event about new findings back for a while: look instead.
    while (vscode.languages.getDiagnostics(document.uri).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const elapsed = performance.now() - opened;
    listener.dispose();
    const found = await findings(document);
    note(`activation to first findings: ${elapsed.toFixed(0)} ms (under 500 wanted)`);
    assert.equal(found.length, 7);
    assert.equal(extension.isActive, true);
    await vscode.window.showTextDocument(document);
  });

  it('looks hosts of other zones up in their files, and again when they change', async () => {
    const head = '$TTL 1h\n@ SOA ns h 1 1h 1h 1d 1h\n@ NS ns\nns A 192.0.2.53\n';
    const other = 'zones/hosts.example.zone';
    const isMissing = (each: vscode.Diagnostic): boolean =>
      ruleOf(each) === 'mx-exchange-has-no-address';
    try {
      await write(other, head);
      await write('zones/asking.example.zone', `${head}@ MX 10 mail.hosts.example.\n`);
      const document = await open('zones/asking.example.zone');
      const found = await findings(document, (all) => all.some(isMissing));
      const [finding] = found.filter(isMissing);
      assert.match(String(finding?.message), /This is known from zones\/hosts\.example\.zone\.$/);
      await write(other, `${head}mail A 192.0.2.25\n`);
      await findings(document, (all) => !all.some(isMissing));
    } finally {
      await remove('zones');
    }
  });

  it('finds exactly two equal preferences in bundestag.de, on the second and third 50', async () => {
    const document = await open('bundestag.de.zone');
    const found = await findings(document);
    assert.deepEqual(
      found.map((finding) => [
        ruleOf(finding),
        finding.severity,
        document.getText(finding.range),
        /mail\d/.exec(document.lineAt(finding.range.start).text)?.[0],
      ]),
      [
        ['mx-equal-preference', vscode.DiagnosticSeverity.Information, '50', 'mail2'],
        ['mx-equal-preference', vscode.DiagnosticSeverity.Information, '50', 'mail4'],
      ],
    );
  });

  it('says in the hover of mail3 that it comes last, beside what is published', async () => {
    const words = await hover(await open('bundestag.de.zone'), 'mail3', 'MX\t500');
    assert.match(words, /\*\*mail3\.dbtg\.de\*\* · preference \*\*500\*\* · tried last/);
    assert.match(words, /Senders try mail1, mail2 and mail4 first/);
    assert.match(
      words,
      /\| IPv4 \| out of zone \| 192\.0\.2\.53 · TTL 1 h · reverse mail3\.dbtg\.de ✓ \|/,
    );
    assert.match(words, /\| IPv6 \| {2}\| 2001:db8::53 · TTL 1 h · reverse mail3\.dbtg\.de ✓ \|/);
    assert.match(words, /\| MX records \| 50, 50, 50, 500 \| the same · TTL/);
    const [server] = vscode.workspace.getConfiguration('zoneMx.live').get<string[]>('servers', []);
    assert.ok(words.includes(`Asked ${server} at `), words);
  });

  it('shows the four addresses of mx01.kundenserver.de that a name server gives', async () => {
    const words = await hover(await open('msxfaq.de.zone'), 'mx01', 'MX\t10');
    for (const last of [150, 169, 186, 134])
      assert.ok(words.includes(`212.227.15.${last} ·`), words);
    assert.match(words, /212\.227\.15\.134 · TTL 5 min · no reverse name/);
    assert.match(words, /212\.227\.15\.186 · reverse elsewhere\.kundenserver\.de, another name/);
    assert.match(words, /212\.227\.15\.169 · reverse mx01\.kundenserver\.de ✓/);
    assert.match(words, /\| IPv6 \| {2}\| none \(NODATA\) \|/);
    assert.match(words, /the load shared with mx00 at random/);
  });

  it('says in the hover of an SPF record what it comes to, and of a term what it is', async () => {
    const name = 'policies.example.zone';
    const text =
      '$TTL 1h\n@ SOA ns host 1 1h 1h 1h 1h\n@ NS ns\n@ TXT "v=spf1 a:ns.policies.example mx ip4:192.0.2.1 ~all"\nns A 192.0.2.2\n';
    try {
      await write(name, text);
      const document = await open(name);
      assert.match(await hover(document, 'v=spf1', '@ TXT'), /\| Look-ups \| .*2 of 10 \|/);
      assert.match(await hover(document, '~all', '@ TXT'), /Others are suspicious: softfail\./);
    } finally {
      await remove(name);
    }
  });

  it('repairs mistakes.zone by the preferred fix of each finding, one after the other', async () => {
    const document = await open('mistakes.zone');
    let found = await findings(document);
    for (let left = 7; left > 0; left--) {
      assert.equal(found.length, left);
      const [first] = found;
      assert.ok(first);
      const { edit } = await preferredFix(document, first);
      assert.ok(edit && (await vscode.workspace.applyEdit(edit)));
      found = await findings(document, ({ length }) => length === left - 1);
    }
  });

  it('applies the safe fixes on save where that is turned on', async () => {
    const document = await open('mistakes.zone');
    await findings(document);
    const before = await read('mistakes.zone');
    const settings = vscode.workspace.getConfiguration('editor', document);
    await settings.update('codeActionsOnSave', { 'source.fixAll.zoneMx': 'explicit' });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '; a change\n');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await settings.update('codeActionsOnSave', undefined);
    const text = document.getText();
    await write('mistakes.zone', before);
    assert.match(text, /^alias\tMX\t10 mail$/m);
    assert.match(text, /^literal\tMX\t10 mail$/m);
    assert.match(text, /^nodot\tMX\t10 mail\.example\.com$/m);
  });

  it('formats a document by VS Code’s own command, and again to no effect', async () => {
    const document = await open('bundestag.de.zone');
    await findings(document);
    const text = document.getText();
    const edit = new vscode.WorkspaceEdit();
    const messy = text.replace(/\t/g, '    ').replace('50 mail2.dbtg.de.', ' 50  mail2.dbtg.de.  ');
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), messy);
    await vscode.workspace.applyEdit(edit);
    const settings = vscode.workspace.getConfiguration('zoneMx.format', document);
    await settings.update('indentation', 'tabs');
    // The server hears of a setting a moment later than the command could.
    const deadline = Date.now() + patience;
    while (document.getText() !== text && Date.now() < deadline)
      await vscode.commands.executeCommand('editor.action.formatDocument');
    assert.equal(document.getText(), text);
    const { version } = document;
    await vscode.commands.executeCommand('editor.action.formatDocument');
    assert.equal(document.version, version);
    await settings.update('indentation', undefined);
  });

  it('ignores a finding by the light bulb: here, and everywhere by a setting', async () => {
    const document = await open('bundestag.de.zone');
    const titled = async (title: string): Promise<vscode.CodeAction> => {
      const [first] = await findings(document, ({ length }) => length === 2);
      assert.ok(first);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        first.range,
      );
      const found = actions.find((action) => action.title === title);
      assert.ok(found, actions.map((action) => action.title).join('\n'));
      return found;
    };
    const everywhere = await titled('Ignore mx-equal-preference everywhere');
    const inFile = await titled('Ignore mx-equal-preference in this file');
    const { edit } = await titled('Ignore mx-equal-preference here');
    assert.ok(edit && inFile.edit && everywhere.command);
    await vscode.workspace.applyEdit(edit);
    await findings(document, ({ length }) => length === 1);
    assert.match(document.getText(), /50.*; zone-mx-ignore mx-equal-preference/);
    await vscode.commands.executeCommand('undo');
    await findings(document, ({ length }) => length === 2);
    const { command, arguments: given = [] } = everywhere.command;
    await vscode.commands.executeCommand(command, ...given);
    await findings(document, ({ length }) => length === 0);
    const settings = vscode.workspace.getConfiguration('zoneMx.rules');
    assert.equal(settings.inspect('mx-equal-preference')?.workspaceValue, 'off');
    await settings.update('mx-equal-preference', undefined);
    await vscode.commands.executeCommand(command, 'no-such-rule', 'off');
    await findings(document, ({ length }) => length === 2);
  });

  it('selects what a fix leaves to fill in', async () => {
    const document = await open('mistakes.zone');
    const found = await findings(document);
    const finding = found.find((each) => ruleOf(each) === 'mx-exchange-has-no-address');
    assert.ok(finding);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
    );
    const fix = actions.find(({ title }) => title.startsWith('Add an A record for'));
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    const { activeTextEditor } = vscode.window;
    assert.ok(activeTextEditor);
    assert.equal(document.getText(activeTextEditor.selection), '192.0.2.1');
    assert.match(document.lineAt(activeTextEditor.selection.active).text, /A\s+192\.0\.2\.1$/);
  });

  it('obeys a rule’s setting at once', async () => {
    const document = await open('bundestag.de.zone');
    await findings(document);
    const settings = vscode.workspace.getConfiguration('zoneMx.rules');
    await settings.update('mx-equal-preference', 'error');
    await findings(document, (found) =>
      found.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
    );
    await settings.update('mx-equal-preference', 'off');
    await findings(document, ({ length }) => length === 0);
    await settings.update('mx-equal-preference', undefined);
    await findings(document, ({ length }) => length === 2);
  });

  it('follows typing', async () => {
    const document = await open('msxfaq.de.zone');
    for (const [text, count] of [
      ['\nx TXT "v=spf1 -all"\nx MX', 1],
      [' 10 mail.example.net.', 0],
      ['\nx MX 10 192.0.2.1', 2],
    ] as const) {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, text);
      await vscode.workspace.applyEdit(edit);
      await findings(document, ({ length }) => length === count);
    }
  });

  it('knows a zone file by its first line, and takes no other file', async () => {
    for (const [name, text, language] of [
      ['db.example.net', '$ORIGIN example.com.\n', 'dns-zone'],
      ['example.com.hosts', '@ IN SOA ns host 1 1h 15m 30d 1h\n', 'dns-zone'],
      ['db.ts', 'export const db = 1;\n', 'typescript'],
      ['x.db', 'SQLite format 3\n', 'plaintext'],
    ] as const) {
      await write(name, text);
      const document = await vscode.workspace.openTextDocument(sample(name));
      assert.equal(document.languageId, language, name);
    }
  });

  it('tells which exchanges lie in another zone', async () => {
    const document = await open('bundestag.de.zone');
    await findings(document);
    const { uri } = document;
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      'vscode.provideDocumentRangeSemanticTokensLegend',
      uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentRangeSemanticTokens',
      uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    const words: string[] = [];
    for (let at = 0, line = 0, start = 0; at < tokens.data.length; at += 5) {
      const [lines = 0, gap = 0, length = 0, , bits = 0] = tokens.data.slice(at, at + 5);
      start = lines > 0 ? gap : start + gap;
      line += lines;
      if (((bits >> legend.tokenModifiers.indexOf('outOfZone')) & 1) === 1)
        words.push(document.getText(new vscode.Range(line, start, line, start + length)));
    }
    assert.ok(words.includes('mail3.dbtg.de.'), words.join(' '));
  });

  it('turns live answers off and on by the choices of their state', async () => {
    const document = await open('bundestag.de.zone');
    const settings = () => vscode.workspace.getConfiguration('zoneMx.live');
    const chooseFirst = async (wanted: string): Promise<void> => {
      const chosen = vscode.commands.executeCommand('zone-mx.chooseLiveAnswers');
      const deadline = Date.now() + patience;
      while (settings().get('mode') !== wanted && Date.now() < deadline) {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      await chosen;
      assert.equal(settings().get('mode'), wanted);
    };
    const hoverSays = async (words: RegExp): Promise<void> => {
      await until(async () => words.test(await hover(document, 'mail3', 'MX\t500')));
      assert.match(await hover(document, 'mail3', 'MX\t500'), words);
    };
    await chooseFirst('off');
    await hoverSays(/Live answers are off · \[Turn on\]/);
    // Only the other modes are offered, the quieter one first.
    await chooseFirst('hover');
    await hoverSays(/Asked /);
    await settings().update('mode', undefined, vscode.ConfigurationTarget.Global);
  });

  it('shows the mail route beside the file, and keeps the cursor in it', async () => {
    const document = await open('bundestag.de.zone');
    await vscode.commands.executeCommand('zone-mx.showRouteView');
    const isShown = (): boolean =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .some(
          ({ input }) =>
            input instanceof vscode.TabInputWebview && /zoneMx\.route$/.test(input.viewType),
        );
    await until(isShown);
    assert.ok(isShown());
    assert.equal(vscode.window.activeTextEditor?.document, document);
    await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
  });

  it('says above MX records in which order senders try them', async () => {
    const document = await open('bundestag.de.zone');
    let lenses: vscode.CodeLens[] = [];
    for (const deadline = Date.now() + patience; lenses.length === 0 && Date.now() < deadline; ) {
      lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual(
      lenses.map(({ range, command }) => [document.lineAt(range.start).text, command?.title]),
      [['\tIN\tMX\t50 mail1.dbtg.de.', 'mail1, mail2 or mail4 at random, then mail3 · 4 hosts']],
    );
    const [command] = lenses.map((lens) => lens.command);
    assert.equal(command?.command, 'zone-mx.showRoute');
  });

  it('offers its commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    for (const command of [
      'zone-mx.refreshLiveAnswers',
      'zone-mx.openLiveSettings',
      'zone-mx.chooseLiveAnswers',
    ])
      assert.ok(commands.includes(command), command);
    await vscode.commands.executeCommand('zone-mx.refreshLiveAnswers');
  });
});
