import assert from 'node:assert/strict';
import { makeFolder, zoneMx } from './command';

/** What a terminal obeys: control characters, and those that turn the direction or hide. */
const obeyed = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const sequences = '\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2028\x7f\u200b';

describe('zone-mx: hostile input', function () {
  this.timeout(30_000);

  it('never hands a terminal what it would obey', async () => {
    const name = 'evil\x1b[31m\u202e\n::error::x.zone';
    const text = `a.example. AAA${sequences} x\n; ${sequences}\nb.example. MX 10 ${sequences}( )\n"`;
    const cwd = await makeFolder({ [name]: text });
    await Promise.all(
      ['pretty', 'unix', 'github', 'json', 'jsonl', 'sarif'].map(async (format) => {
        const { stdout, stderr } = await zoneMx(['check', `--format=${format}`, '.', `${name}x`], {
          cwd,
        });
        assert.doesNotMatch(stdout, obeyed, format);
        assert.doesNotMatch(stderr, obeyed, format);
        assert.match(stderr, /there is no such file/);
        assert.doesNotMatch(stdout, /^::error::/m, format);
        assert.ok(stdout.includes('evil'), format);
      }),
    );
    const { stdout } = await zoneMx(['check', '--format=json', '.'], { cwd });
    assert.equal(JSON.parse(stdout).files[0].path, name);
  });

  it('escapes what the command line holds', async () => {
    const { stderr } = await zoneMx(['check', `--${sequences}`, 'x']);
    assert.doesNotMatch(stderr, obeyed);
    const converted = await zoneMx(['convert', '--to=json', '-'], {
      input: `a.example. TXT "${sequences}"\n`,
    });
    assert.doesNotMatch(converted.stdout, obeyed);
    assert.equal(JSON.parse(converted.stdout).txt[0].txt, `"${sequences}"`);
  });

  it('keeps a token of megabytes out of its messages', async () => {
    const huge = 'x'.repeat(3_000_000);
    const { stdout, status } = await zoneMx(['check', '--format=pretty', '-'], {
      input: `a.example. ${huge} ${huge}\n`,
    });
    assert.equal(status, 1);
    assert.ok(stdout.length < 3000, `${stdout.length} characters`);
  });

  it('counts the errors that it does not list', async () => {
    const { stdout, stderr, status } = await zoneMx(['check', '-'], { input: ')\n'.repeat(1500) });
    assert.equal(status, 1);
    assert.equal(stdout.trim().split('\n').length, 1000);
    assert.equal(stderr, 'zone-mx: -: 500 more syntax errors are not listed.\n');
  });
});
