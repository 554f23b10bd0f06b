import assert from 'node:assert/strict';
import { LspClient, sampleUri } from '../support/lspClient';

const mistakes = sampleUri('mistakes.zone');

describe('the server’s fixes', () => {
  let client: LspClient;
  beforeEach(async () => {
    client = await LspClient.start();
  });
  afterEach(() => client.stop());

  it('are offered for each finding of mistakes.zone, exactly one of them preferred', async () => {
    for (const { range, code } of await client.openSample('mistakes.zone')) {
      const actions = await client.codeActions(mistakes, range, ['quickfix']);
      assert.ok(actions.length > 0, String(code));
      assert.deepEqual(actions.filter(({ isPreferred }) => isPreferred).length, 1, String(code));
      assert.equal(actions[0]?.diagnostics?.[0]?.code, code);
    }
  });

  it('are as many as somebody reads where all of a large file is selected', async () => {
    const uri = 'file:///zones/example.com.zone';
    const hosts = Array.from({ length: 5000 }, (_, at) => `h${at}.example.org. A 192.0.2.1\n`);
    const head = '$ORIGIN example.com.\n@ 1h SOA ns h 1 1h 1h 1d 1h\n@ NS ns\nns A 192.0.2.1\n';
    await client.open(uri, head + hosts.join(''));
    const all = { start: { line: 0, character: 0 }, end: { line: 6000, character: 0 } };
    const actions = await client.codeActions(uri, all, ['quickfix']);
    assert.ok(actions.length >= 200 && actions.length <= 1000, String(actions.length));
  });

  it('leave no finding in mistakes.zone when every preferred one is applied in turn', async () => {
    let found = await client.openSample('mistakes.zone');
    for (let left = 7; left > 0; left--) {
      assert.equal(found.length, left);
      const [first] = found;
      assert.ok(first);
      const actions = await client.codeActions(mistakes, first.range, ['quickfix']);
      const preferred = actions.find(({ isPreferred }) => isPreferred);
      assert.ok(preferred);
      found = await client.apply(mistakes, preferred);
    }
    assert.deepEqual(found, []);
  });

  it('that are safe are applied all at once by source.fixAll, and only those', async () => {
    await client.openSample('mistakes.zone');
    const start = { line: 0, character: 0 };
    const range = { start, end: start };
    const [all, ...more] = await client.codeActions(mistakes, range, ['source.fixAll']);
    assert.ok(all);
    assert.deepEqual(more, []);
    assert.equal(all.kind, 'source.fixAll.zoneMx');
    const left = await client.apply(mistakes, all);
    assert.deepEqual(
      left.map(({ code }) => code),
      [
        'mx-equal-preference',
        'mx-duplicate-exchange',
        'mx-exchange-has-no-address',
        'mx-exchange-missing-dot',
        'mx-null-with-others',
      ],
    );
    assert.match(client.text(mistakes), /^alias\tMX\t10 mail$/m);
    assert.deepEqual(await client.codeActions(mistakes, range, ['source.fixAll']), []);
  });

  it('are of the kinds that the client asks for', async () => {
    const [found] = await client.openSample('mistakes.zone');
    assert.ok(found);
    const rewrites = await client.codeActions(mistakes, found.range, ['refactor']);
    for (const { kind } of rewrites) assert.match(kind ?? '', /^refactor\.rewrite\./);
    const fixes = await client.codeActions(mistakes, found.range, ['quickfix']);
    for (const { kind } of fixes) assert.equal(kind, 'quickfix');
    const all = await client.codeActions(mistakes, found.range);
    // What looks at the whole file is for who asks for it.
    const isQuick = ({ kind = '' }): boolean => !kind.includes('sortZone');
    assert.equal(rewrites.filter(isQuick).length, rewrites.length - 1);
    assert.deepEqual(all, [...fixes, ...rewrites.filter(isQuick)]);
  });
});

describe('the server’s other actions', () => {
  const uri = 'file:///zones/example.com.zone';
  const text = [
    '$TTL 1h',
    '@ SOA ns.example.net. host.example.net. 1 1h 15m 30d 1h',
    '@ NS ns.example.net.',
    '@ MX 10 mail',
    'a MX 10 192.0.2.1',
    'b MX 10 192.0.2.1',
    'mail A 192.0.2.1',
    'bad A 192.0.2.256',
    '',
  ].join('\n');
  const settings = { rules: { 'spf-missing': 'off' } };
  let client: LspClient;
  afterEach(() => client.stop());

  const start = async (hasCommands: boolean) => {
    client = await LspClient.start({ settings, initializationOptions: { hasCommands } });
    return client.open(uri, text);
  };

  it('come after the fixes, and each takes the finding away', async () => {
    const found = await start(true);
    const literal = found.find(({ code }) => code === 'mx-exchange-is-address');
    assert.ok(literal);
    const actions = await client.codeActions(uri, literal.range, ['quickfix']);
    const titles = actions.map(({ title }) => title);
    assert.deepEqual(titles.slice(-4), [
      'Fix all 2 findings of mx-exchange-is-address in this file',
      'Ignore mx-exchange-is-address here',
      'Ignore mx-exchange-is-address in this file',
      'Ignore mx-exchange-is-address everywhere',
    ]);
    assert.deepEqual(actions.at(-1)?.command?.arguments, ['mx-exchange-is-address', 'off']);
    const [everyOne, here, inFile] = actions.slice(-4);
    const left = (now: typeof found) =>
      now.filter(({ code }) => code === 'mx-exchange-is-address').length;
    assert.ok(here && inFile && everyOne);
    assert.equal(left(await client.apply(uri, here)), 1);
    assert.match(
      client.text(uri),
      /^a MX 10 192\.0\.2\.1 ; zone-mx-ignore mx-exchange-is-address$/m,
    );
    await client.open(uri, text);
    assert.equal(left(await client.apply(uri, inFile)), 0);
    assert.match(client.text(uri), /^; zone-mx-ignore-file mx-exchange-is-address\n@ SOA/m);
    await client.open(uri, text);
    assert.equal(left(await client.apply(uri, everyOne)), 0);
    assert.match(client.text(uri), /^b MX 10 mail$/m);
  });

  it('say what is to fill in to who can select it', async () => {
    const withGap = text.replace('mail A 192.0.2.1\n', '');
    for (const hasCommands of [true, false]) {
      await start(hasCommands);
      const found = await client.open(uri, withGap);
      const finding = found.find(({ code }) => code === 'mx-exchange-has-no-address');
      assert.ok(finding);
      const actions = await client.codeActions(uri, finding.range);
      const fix = actions.find(({ title }) => title.startsWith('Add an A record'));
      assert.ok(fix);
      const end = { line: 7, character: 0 };
      const snippet = { before: 'mail A ', placeholder: '192.0.2.1', after: '\n' };
      const range = { start: end, end };
      assert.deepEqual(fix.data, hasCommands ? { snippet: { uri, range, ...snippet } } : undefined);
      await client.apply(uri, fix);
      assert.match(client.text(uri), /^mail A 192\.0\.2\.1 ; replace by the real address$/m);
      if (hasCommands) await client.stop();
    }
  });

  it('set nothing in a client without the command, and hide no error of syntax', async () => {
    const found = await start(false);
    const titles = async (rule: string): Promise<readonly string[]> => {
      const finding = found.find(({ code }) => code === rule);
      assert.ok(finding);
      return (await client.codeActions(uri, finding.range)).map(({ title }) => title);
    };
    const ofLiteral = await titles('mx-exchange-is-address');
    assert.ok(ofLiteral.includes('Ignore mx-exchange-is-address here'));
    assert.ok(!ofLiteral.includes('Ignore mx-exchange-is-address everywhere'));
    assert.deepEqual(
      (await titles('syntax')).filter((title) => title.startsWith('Ignore')),
      [],
    );
  });
});
