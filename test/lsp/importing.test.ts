import assert from 'node:assert/strict';
import { LspClient } from '../support/lspClient';

const uri = 'file:///zones/example.com.zone';
const options = { tabSize: 8, insertSpaces: true };
const at = (line: number, character = 0) => ({
  start: { line, character },
  end: { line, character },
});

describe('the server’s answer to what is pasted', () => {
  let client: LspClient;
  before(async () => {
    client = await LspClient.start();
    await client.open(uri, '@ NS ns.example.net.\nns A 192.0.2.53\n   A 192.0.2.54\n');
  });
  after(() => client.stop());

  it('is records of the document, and what must change with them', async () => {
    const text = 'example.com       MX preference = 10, mail exchanger = mail.example.com\r\n';
    assert.deepEqual(await client.request('zoneMx/import', { uri, range: at(2), text, options }), {
      text: '@  MX 10 mail\n',
      furtherEdits: [
        {
          range: { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } },
          newText: 'ns ',
        },
      ],
      count: 1,
    });
  });

  it('is null for other texts, documents and requests', async () => {
    const text = 'example.com has address 192.0.2.1';
    for (const params of [
      { uri, range: at(3), text: 'other', options },
      { uri, range: at(1, 4), text, options },
      { uri: 'file:///zones/closed.zone', range: at(0), text, options },
      { uri, text, options },
      { uri, range: { start: { line: 'x' } }, text, options },
      null,
    ])
      assert.equal(await client.request('zoneMx/import', params), null);
  });

  it('is the records of a range in another form, where that is asked for', async () => {
    const ask = (form: unknown, range: unknown = { start: at(1).start, end: at(2).start }) =>
      client.request('zoneMx/copyRecords', { uri, range, form });
    assert.equal(await ask('dig'), 'dig ns.example.com. A');
    assert.match(String(await ask('json')), /"data": "192\.0\.2\.53"/);
    assert.equal(await ask('csv'), null);
    assert.equal(await ask('dig', null), null);
  });
});
