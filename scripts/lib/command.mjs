// What the bundle of the command needs besides its sources.
import { chmod, readFile, writeFile } from 'node:fs/promises';

/** The parts of other files that the command holds: see cli/builtIn.ts. */
export async function builtIn() {
  const manifest = JSON.parse(await readFile('package.json', 'utf8'));
  return {
    version: manifest.version,
    firstLine: manifest.contributes.languages[0].firstLine,
  };
}

/**
 * Writes the German texts by template, and the rules' summaries by `rule.ID`.
 * @type {import('esbuild').Plugin}
 */
export const writeGerman = {
  name: 'german',
  setup: (build) => {
    build.onEnd(async ({ errors }) => {
      if (errors.length > 0) return;
      const texts = JSON.parse(await readFile('l10n/bundle.l10n.de.json', 'utf8'));
      const german = JSON.parse(await readFile('package.nls.de.json', 'utf8'));
      for (const [key, text] of Object.entries(german))
        if (key.startsWith('rule.')) texts[key] = text;
      await writeFile('dist/german.json', JSON.stringify(texts));
    });
  },
};

/**
 * Makes what is built executable, as a command has to be.
 * @type {import('esbuild').Plugin}
 */
export const executable = {
  name: 'executable',
  setup: (build) => {
    build.onEnd(async ({ errors }) => {
      if (errors.length === 0) await chmod('dist/cli.js', 0o755);
    });
  },
};
