import assert from 'node:assert/strict';
import { Spelling } from '../../../server/src/core/features/names/spelling';

const key = 'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC3'.repeat(4);

function mayHave(text: string, folded: string): boolean {
  return new Spelling(text).mayHave(text, folded);
}

describe('the spelling of a text', () => {
  it('finds names in any case', () => {
    const texts = [
      'mail IN A 192.0.2.25\n',
      '@\tIN\tMX\t10 Mail.Example.com.\n',
      'MAIL',
      'a TXT "v=spf1 include:MAIL.example.com -all"\n',
      `a TXT "v=DKIM1;p=${key};s=eMail"\n@ MX 10 MAIL`,
      `a TXT "v=spf1 exists:${'%{i}'.repeat(40)}.Mail -all"`,
      `${Array.from({ length: 100 }, (_, index) => `Host${index} A 192.0.2.1`).join('\n')}\nmaiL A 192.0.2.2`,
      'm\\097il A 192.0.2.25\n@ MX 10 mAil\n',
    ];
    for (const text of texts) {
      assert.ok(mayHave(text, 'mail'), text);
      assert.ok(!mayHave(text, 'web'), text);
      assert.equal(mayHave(text, 'mail.example.com'), /mail\.example\.com/i.test(text), text);
    }
    assert.ok(mayHave('@ IN MX 10 MX\n', 'mx'));
  });

  it('looks for none in keys', () => {
    const text = `mail._domainkey IN TXT ( "v=DKIM1; k=rsa; "\n\t"p=${key}" )\n`;
    assert.ok(text.toLowerCase().includes('migfma0gcsq'));
    assert.ok(!mayHave(text, 'migfma0gcsq'));
    assert.ok(mayHave(text, 'mail._domainkey'));
  });

  it('takes a time that grows with the length', () => {
    for (const word of ['A', 'a', 'aA', 'A ', 'Aa.']) {
      const text = word.repeat(1_000_000 / word.length);
      const started = performance.now();
      mayHave(text, 'mail');
      assert.ok(performance.now() - started < 1000, word);
    }
  });
});
