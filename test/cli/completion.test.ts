import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder, zoneMx } from './command';

const run = promisify(execFile);

/** Presses Tab behind a line in a real shell; gives what it offers. */
type Complete = (words: readonly string[], cwd: string) => Promise<readonly string[]>;

async function scriptOf(shell: string): Promise<string> {
  const { status, stdout, stderr } = await zoneMx(['completion', shell]);
  assert.deepEqual([status, stderr], [0, '']);
  return stdout;
}

/** Calls the function as bash does, which has taken the words apart at equals signs. */
const inBash: Complete = async (words, cwd) => {
  const script = `${await scriptOf('bash')}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _zone_mx
[[ \${#COMPREPLY[@]} -eq 0 ]] || printf '%s\\n' "\${COMPREPLY[@]}"`;
  const parts = words.flatMap((word) => word.split(/(=)/).filter((part) => part !== ''));
  const last = words.at(-1) ?? '';
  if (last === '' || last.endsWith('=')) parts.push('');
  const { stdout } = await run('bash', ['-c', script, 'bash', ...parts], { cwd });
  return linesOf(stdout);
};

const inFish: Complete = async (words, cwd) => {
  const { stdout } = await run(
    'fish',
    ['--no-config', '-c', `${await scriptOf('fish')}\ncomplete -C "$argv"`, '--', words.join(' ')],
    { cwd },
  );
  return linesOf(stdout).map((line) => (line.split('\t')[0] ?? '').replace(/^--\w+=/, ''));
};

/** Types the line into a zsh of its own and has it list the candidates, each between marks. */
const inZsh: Complete = async (words, cwd) => {
  const folder = await makeFolder({ 'completion.zsh': await scriptOf('zsh') });
  const { stdout } = await run(
    'zsh',
    ['-f', resolve('test/cli/completeInZsh.zsh'), join(folder, 'completion.zsh'), words.join(' ')],
    { cwd },
  );
  return linesOf(stdout);
};

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .sort();
}

describe('zone-mx completion', function () {
  this.timeout(30_000);

  for (const [shell, complete] of [
    ['bash', inBash],
    ['zsh', inZsh],
    ['fish', inFish],
  ] as const)
    describe(`in ${shell}`, () => {
      const offers = async (line: string): Promise<readonly string[]> =>
        complete(line.split(' '), await makeFolder({ 'zones/example.com.zone': '' }));

      it('knows the commands', async () => {
        assert.deepEqual(await offers('zone-mx f'), ['fix', 'format']);
      });

      it('knows the options of a command', async () => {
        const offered = await offers('zone-mx check --s');
        assert.deepEqual(
          offered.map((each) => each.replace(/=$/, '')),
          ['--server', '--shard', '--stdin-filename'],
        );
      });

      it('knows the values of an option', async () => {
        assert.deepEqual(await offers('zone-mx check --format '), [
          'github',
          'json',
          'jsonl',
          'pretty',
          'sarif',
          'unix',
        ]);
        assert.deepEqual(await offers('zone-mx survey --format=js'), ['json', 'jsonl']);
      });

      it('knows rules and their levels', async () => {
        assert.deepEqual(await offers('zone-mx rules mx-exchange-is-al'), ['mx-exchange-is-alias']);
        const levels = await offers('zone-mx check --rule mx-exchange-is-alias=');
        assert.deepEqual(
          levels.map((each) => each.replace(/^.*=/, '')),
          ['error', 'hint', 'information', 'off', 'warning'],
        );
      });
    });

  it('is refused for a shell that it does not know', async () => {
    const { status, stderr } = await zoneMx(['completion', 'tcsh']);
    assert.equal(status, 2);
    assert.match(stderr, /bash, zsh, fish/);
  });

  it('speaks the language that is asked for', async () => {
    const { stdout } = await zoneMx(['completion', 'zsh', '--lang', 'de']);
    assert.match(stdout, /'fix:korrigieren/);
  });
});

describe('zone-mx manual', () => {
  it('is a man page without a flaw, with every command and option', async () => {
    const { stdout } = await zoneMx(['manual']);
    const folder = await makeFolder({ 'zone-mx.1': stdout });
    const page = join(folder, 'zone-mx.1');
    // A date would be that of the build, and the package would no longer be the same each time.
    const lint = await run('mandoc', ['-T', 'lint', '-W', 'warning', page]).catch(
      (error: { readonly stdout: string }) => error,
    );
    assert.deepEqual(
      linesOf(lint.stdout).filter((line) => !line.includes('missing date')),
      [],
    );
    const shown = await run('mandoc', ['-T', 'utf8', page]);
    // Bold is each letter twice, a backspace between them.
    const text = shown.stdout.replaceAll(/.[\b]/g, '');
    const { stdout: help } = await zoneMx(['check', '--help']);
    for (const [option] of help.matchAll(/--[a-z-]+/g)) assert.ok(text.includes(option), option);
    assert.match(text, /zone-mx check \[options\] PATH\.\.\./);
  });

  it('is what the build makes for npm', async () => {
    const [{ stdout }, built] = await Promise.all([
      zoneMx(['manual']),
      readFile('dist/zone-mx.1', 'utf8'),
    ]);
    assert.equal(built, stdout);
  });
});
