import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { zoneMx } from './command';

describe('zone-mx rules', function () {
  this.timeout(30_000);

  it('lists every rule with its level and summary', async () => {
    const { contributes } = JSON.parse(await readFile('package.json', 'utf8'));
    const prefix = 'zoneMx.rules.';
    const settings: Record<string, { default: string }> = contributes.configuration.properties;
    const expected = Object.entries(settings)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, setting]) => `${key.slice(prefix.length)} ${setting.default}`);
    const { stdout } = await zoneMx(['rules']);
    const rows = stdout.split('\n').filter((line) => /^\S/.test(line));
    assert.deepEqual(
      rows.map((row) => row.split(/ +/, 2).join(' ')),
      expected,
    );
    assert.ok(stdout.split('\n').every((line) => line.length <= 100));
    const german = await zoneMx(['rules'], { env: { LC_ALL: 'de_DE.UTF-8' } });
    const texts = JSON.parse(await readFile('package.nls.de.json', 'utf8'));
    assert.ok(german.stdout.includes(texts['rule.mx-exchange-is-alias'].slice(0, 20)));
  });

  it('shows one rule with its examples, carets under what is found', async () => {
    const { stdout, status } = await zoneMx(['rules', 'mx-exchange-is-alias']);
    assert.equal(status, 0);
    assert.match(stdout, /^mx-exchange-is-alias \(error\)\n\nThe exchange is an alias/);
    assert.ok(
      stdout.includes('    @     MX 10 mail\n                ^^^^\n    mail  CNAME host\n'),
    );
    assert.ok(stdout.includes('\nAfter the first fix:\n\n    @     MX 10 host\n'));
    assert.ok(stdout.includes('RFC 2181 10.3, RFC 5321 5.1\n'));
    assert.doesNotMatch(stdout, /[«»]/);
  });
});
