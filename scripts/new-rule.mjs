// Starts a new rule: `npm run new-rule mx-single-exchange`. Writes the rule's file and brings what is
// generated up to date; the rule's examples fail until the check finds what they mark.
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';

/** What a rule of each scope looks at, for the skeleton. */
const scopes = {
  exchange: {
    type: 'ExchangeRule',
    rank: '  rank: 9,\n',
    check: '(_zone, _mx) => undefined',
  },
  'mx-set': { type: 'MxSetRule', rank: '', check: '() => []' },
  live: { type: 'LiveRule', rank: '', check: '() => []' },
  'live-exchange': { type: 'LiveExchangeRule', rank: '', check: '() => undefined' },
  owner: { type: 'OwnerRule', rank: '  types: -1,\n', check: '() => []' },
  zone: { type: 'ZoneRule', rank: '', check: '() => []' },
};

const [id = '', scope = 'mx-set'] = process.argv.slice(2);
const policies = ['spf', 'dmarc', 'dkim', 'mta-sts', 'tlsrpt', 'tlsa', 'null-mx'];
const starts = (/** @type {string} */ word) => id.startsWith(`${word}-`);
const family = starts('live')
  ? 'live'
  : starts('mx')
    ? 'mx'
    : policies.some(starts)
      ? 'policy'
      : 'syntax';
if (!/^[a-z]+(-[a-z0-9]+)+$/.test(id) || !Object.hasOwn(scopes, scope)) {
  console.error(`Usage: npm run new-rule ID [${Object.keys(scopes).join('|')}]`);
  console.error('An ID names the flaw in words with hyphens, such as mx-single-exchange.');
  process.exit(2);
}

const { type, rank, check } = scopes[/** @type {keyof typeof scopes} */ (scope)];
const path = `server/src/core/rules/${family}/${id}.ts`;
const source = `import type { ${type} } from '../rule';

export const rule: ${type} = {
  id: '${id}',
  family: '${family}',
  level: 'warning',
  scope: '${scope}',
${rank}  summary: 'What is flagged, in one sentence.',
  why: 'Why it matters, in a short paragraph.',
  references: [{ rfc: 5321, section: '5.1' }],
  examples: [
    { title: 'What is found', zone: '@ MX 10 «mx1.example.net.»' },
    { title: 'What is not', zone: '@ MX 10 mx1.example.net.' },
  ],
  check: ${check},
};
`;
await mkdir(`server/src/core/rules/${family}`, { recursive: true });
await writeFile(path, source, { flag: 'wx' });
console.log(`written: ${path}`);
spawnSync(process.execPath, ['scripts/generate.mjs'], { stdio: 'inherit' });
console.log(`Next: write the examples and the check, add rule.${id} to package.nls.de.json and the
check's messages to l10n/bundle.l10n.de.json, run \`npm run generate\`, then \`npm run check\`.`);
