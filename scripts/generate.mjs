// Writes everything that is made from other files: the module that reads usual entries, and, from the
// rules, the registry, the settings, the schema of zone-mx.json, the pages, the table in the README. With --check nothing is written and whatever is stale fails.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { configSchema } from './lib/configSchema.mjs';
import { plainModuleSource } from './lib/plainModule.mjs';
import { loadRules, registrySource } from './lib/ruleFiles.mjs';
import { rulePage, rulesTable } from './lib/rulePages.mjs';
import { checkTranslations } from './lib/translations.mjs';

const isCheck = process.argv.includes('--check');
/** @type {string[]} */
const stale = [];

/** @param {string} path @param {string} content */
async function emit(path, content) {
  const current = await readFile(path, 'utf8').catch(() => undefined);
  if (current === content) return;
  stale.push(path);
  if (isCheck) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

await emit('server/src/core/plain/module.ts', await plainModuleSource());
await emit('server/src/core/rules/registry.ts', await registrySource());
const rules = await loadRules();

const manifest = JSON.parse(await readFile('package.json', 'utf8'));
const english = JSON.parse(await readFile('package.nls.json', 'utf8'));
const properties = manifest.contributes.configuration.properties;
for (const key of Object.keys(properties)) {
  if (key.startsWith('zoneMx.rules.')) delete properties[key];
}
for (const key of Object.keys(english)) if (key.startsWith('rule.')) delete english[key];
for (const rule of rules) {
  properties[`zoneMx.rules.${rule.id}`] = {
    type: 'string',
    enum: ['error', 'warning', 'information', 'hint', 'off'],
    default: rule.level,
    description: `%rule.${rule.id}%`,
  };
  english[`rule.${rule.id}`] = rule.summary;
}
await emit('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
await emit('package.nls.json', `${JSON.stringify(english, null, 2)}\n`);

await emit('schemas/zone-mx.schema.json', `${JSON.stringify(configSchema(rules), null, 2)}\n`);

const pages = new Map(rules.map((rule) => [`${rule.id}.md`, rulePage(rule)]));
for (const [name, page] of pages) await emit(`docs/rules/${name}`, page);
for (const name of await readdir('docs/rules')) {
  if (pages.has(name)) continue;
  stale.push(`docs/rules/${name} (no such rule)`);
  if (!isCheck) await rm(`docs/rules/${name}`);
}

const readme = await readFile('README.md', 'utf8');
const marked = /(<!-- rules: generated -->\n)[\s\S]*?(<!-- \/rules -->)/;
if (!marked.test(readme)) throw new Error('README.md lacks the marks of the table of rules.');
await emit(
  'README.md',
  readme.replace(marked, (_, start, end) => start + rulesTable(rules) + end),
);

const untranslated = await checkTranslations();
for (const problem of untranslated) console.error(problem);
for (const path of stale) console.log(isCheck ? `stale: ${path}` : `brought up to date: ${path}`);
if (isCheck && stale.length > 0) console.error('Run `npm run generate` and commit what it writes.');
if (untranslated.length > 0 || (isCheck && stale.length > 0)) process.exitCode = 1;
else if (stale.length === 0) console.log('Everything generated is up to date.');
