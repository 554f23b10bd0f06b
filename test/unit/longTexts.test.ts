import assert from 'node:assert/strict';
import { lint } from '../../server/src/core/lint';
import { isMeantAsDmarc } from '../../server/src/core/policy/dmarc';
import { parseMtaStsPolicy } from '../../server/src/core/policy/mtaStsPolicy';
import { WorkingZone } from '../../server/src/core/workingZone';
import { withHead, zoneOf } from '../support/marked';
import { checkImport } from './import/check';

/** Milliseconds of computing; what takes a time that grows with the square takes far longer. */
const soon = 4000;

function takesLittleTime(work: () => void): void {
  const started = process.cpuUsage();
  work();
  // Waiting for a busy machine does not count.
  const milliseconds = process.cpuUsage(started).user / 1000;
  assert.ok(milliseconds < soon, `${Math.round(milliseconds)} ms`);
}

describe('a long text that somebody wrote to keep us busy', () => {
  it('of comments that name rules', () => {
    const record = '@ MX 10 gone';
    for (const text of [
      `${record} ; zone-mx-ignore${' x'.repeat(60_000)}`,
      `${'; zone-mx-ignore-file x\n'.repeat(30_000)}${withHead(record)}`,
      withHead(`; zone-mx-ignore${' x'.repeat(60_000)}\n$TTL ${'1'.repeat(300_000)}\n${record}`),
      withHead('; zone-mx-ignore mx-exchange-has-no-address\n'.repeat(30_000) + record),
    ])
      takesLittleTime(() => lint(zoneOf(withHead(text))));
  });

  it('of comments with no record behind them', () => {
    const comments = `a A 192.0.2.1\n${'; zone-mx-ignore x\n'.repeat(30_000)}`;
    for (const text of [comments, `${comments}\nb A 192.0.2.1\n`])
      takesLittleTime(() => {
        assert.equal(zoneOf(withHead(text)).ignores.all.length, 30_000);
        const { zone } = new WorkingZone(withHead(text), {}).settle();
        assert.equal(zone.ignores.all.length, 30_000);
      });
  });

  it('of MX records of one owner', () => {
    const hosts = Array.from({ length: 30_000 }, (_, index) => index);
    for (const record of [
      (index: number) => `@ MX 10 h${index}\nh${index} A 192.0.2.1`,
      (index: number) => `@ MX 10 h${index}\nh${index} CNAME www`,
      (index: number) => `@ MX 0 h${index}.mail.protection.outlook.com.`,
      (index: number) => `@ MX ${index} alt${index}.aspmx.l.google.com.`,
    ])
      takesLittleTime(() => lint(zoneOf(withHead(hosts.map(record).join('\n')))));
  });

  it('of more findings than a function has arguments', () => {
    const text = `; zone-mx-ignore${' x'.repeat(150_000)}\n`;
    assert.ok(lint(zoneOf(withHead(text))).length >= 150_000);
  });

  it('of blanks in a TXT record', () => {
    const blanks = ' '.repeat(150_000);
    takesLittleTime(() => assert.equal(isMeantAsDmarc(`v${blanks}x`), false));
    assert.equal(isMeantAsDmarc(`v ${blanks}= ${blanks}dmarc1`), true);
    assert.equal(isMeantAsDmarc('v dmarc1'), true);
  });

  it('of blanks in an MTA-STS policy', () => {
    const field = (value: string): string => `version: STSv1\nmode:${value}\nmax_age: 1\n`;
    const blanks = ' '.repeat(150_000);
    takesLittleTime(() =>
      assert.equal(parseMtaStsPolicy(field(`${blanks}x${blanks}y`)), undefined),
    );
    assert.equal(parseMtaStsPolicy(field(`${blanks}none${blanks}`))?.mode, 'none');
  });

  it('of marks in a table that is pasted', () => {
    const cell = `\`x${'*'.repeat(200_000)}x\``;
    takesLittleTime(() =>
      checkImport({ owner: 'example.com' }, `Name\tType\tValue\n@\tMX\t${cell}\n`),
    );
  });
});
