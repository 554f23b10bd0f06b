import assert from 'node:assert/strict';
import { LspClient } from '../support/lspClient';

const uri = 'file:///zones/example.com.zone';
const text = `@ 1h NS ns.example.net.
@ MX 1 smtp.google.com.
@ TXT "v=spf1 include:_spf.google.com -all"
www A 192.0.2.80
`;
const position = { line: 1, character: 0 };

describe('the server on another mail provider', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start({ initializationOptions: { hasCommands: true } });
    await client.open(uri, text);
  });
  after(() => client.stop());
  const ask = (params: object): Promise<unknown> => client.request('zoneMx/changeProvider', params);

  it('names the providers, changes the file, and says what is left to do', async () => {
    const choices = JSON.stringify(await ask({ uri, position }));
    assert.match(choices, /"domain":"example\.com"/);
    assert.match(choices, /\{"name":"Tuta","exchanges":"10 mail\.tutanota\.de"\}/);
    assert.doesNotMatch(choices, /"name":"Google"/);
    const change = JSON.stringify(await ask({ uri, position, provider: 'Tuta' }));
    assert.match(change, /MX 10 mail\.tutanota\.de\./);
    assert.match(change, /include:spf\.tutanota\.de/);
    assert.match(change, /# example\.com: left to do\\n\\n- DKIM: publish/);
  });

  it('takes the apex where the owner at the cursor has no MX records', async () => {
    const choices = await ask({ uri, position: { line: 3, character: 0 } });
    assert.match(JSON.stringify(choices), /"domain":"example\.com"/);
  });

  it('leads there from MX records', async () => {
    const at = (line: number) => ({ start: { line, character: 5 }, end: { line, character: 5 } });
    const kind = 'refactor.rewrite.changeMailProvider';
    const [action] = await client.codeActions(uri, at(1), [kind]);
    assert.equal(action?.title, 'Change the mail provider of example.com …');
    assert.deepEqual(action.command?.arguments, [uri, { line: 1, character: 5 }]);
    assert.deepEqual(await client.codeActions(uri, at(2), [kind]), []);
  });

  it('says so where there is nothing to change', async () => {
    const impossible = {
      kind: 'impossible',
      message: 'There are no MX records here that can be exchanged.',
    };
    assert.deepEqual(await ask({ uri, position, provider: 'Nobody' }), impossible);
    assert.deepEqual(await ask({ uri: 'file:///other.zone', position }), impossible);
    assert.deepEqual(await ask({ uri, position: {} }), impossible);
  });
});
