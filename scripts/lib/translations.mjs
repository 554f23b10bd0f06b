// Checks that everything people read is there in German too, and nothing that is no longer used.
import { readdir, readFile } from 'node:fs/promises';

/** @returns {Promise<string[]>} what is wrong, a line each */
export async function checkTranslations() {
  const english = Object.keys(JSON.parse(await readFile('package.nls.json', 'utf8')));
  const german = JSON.parse(await readFile('package.nls.de.json', 'utf8'));
  const bundle = JSON.parse(await readFile('l10n/bundle.l10n.de.json', 'utf8'));
  return [
    ...compare('package.nls.de.json', english, german),
    ...compare('l10n/bundle.l10n.de.json', await templates(), bundle),
  ];
}

/** @param {string} file @param {string[]} wanted @param {Record<string, string>} translations */
function compare(file, wanted, translations) {
  const problems = [];
  for (const key of wanted) {
    const translation = translations[key];
    if (translation === undefined) problems.push(`${file} lacks: ${key}`);
    else if (placeholders(key) !== placeholders(translation) && key.includes(' '))
      problems.push(`${file} has other placeholders: ${key}`);
  }
  for (const key of Object.keys(translations)) {
    if (!wanted.includes(key)) problems.push(`${file} has what is not used: ${key}`);
  }
  return problems;
}

/** @param {string} text */
function placeholders(text) {
  return [...new Set(text.match(/\{\d\}/g))].sort().join();
}

/** The literals that the sources compose messages from; those without a letter need no translation. */
async function templates() {
  const found = new Set();
  for (const root of ['server/src', 'client/src']) {
    for (const path of await readdir(root, { recursive: true })) {
      if (!path.endsWith('.ts')) continue;
      const source = await readFile(`${root}/${path}`, 'utf8');
      const calls = /(?:\bsay|\bl10n\.t)\(\s*(['"])((?:\\.|(?!\1).)*)\1/g;
      for (const [, quote = '', literal = ''] of source.matchAll(calls)) {
        const text = literal.replaceAll(`\\${quote}`, quote);
        if (/\p{L}/u.test(text.replace(/\{\d\}/g, ''))) found.add(text);
      }
    }
  }
  return [...found];
}
