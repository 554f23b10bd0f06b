import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

describe('zone-mx lsp', function () {
  this.timeout(30_000);

  it('serves the language over standard input and output', async () => {
    const child = spawn(process.execPath, [resolve('dist/cli.js'), 'lsp', '--stdio']);
    const send = (message: object): void => {
      const content = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
    };
    let stdout = '';
    const answered = new Promise<void>((done) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        if (stdout.includes('"id":1')) done();
      });
    });
    send({
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    await answered;
    assert.match(stdout, /^Content-Length: \d+\r\n\r\n\{.*"serverInfo":\{"name":"Zone MX"/);
    send({ id: 2, method: 'shutdown' });
    send({ method: 'exit' });
    assert.equal(await new Promise((done) => child.on('close', done)), 0);
  });
});
