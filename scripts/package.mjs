// npm run package: builds, and makes the two packages that are published, the same bytes for the same
// commit: the extension (.vsix) and the command (.tgz), in out/packages. With --page
// docs/packages.md that page is renewed.
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/paths.mjs';
import { run, runOrThrow } from './lib/processes.mjs';
import { toSbom } from './lib/sbom.mjs';
import { runMain, step } from './lib/step.mjs';

const folder = join(root, 'out/packages');
const vsce = 'node_modules/@vscode/vsce/vsce';
const staged = join(root, 'out/npm');
/** What the command's package has of the project, beside its manifest. */
const commandFiles = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/check.js',
  'dist/cli.js',
  'dist/commands.js',
  'dist/german.json',
  'dist/licenses.txt',
  'dist/sbom.cdx.json',
  'dist/server.js',
  'dist/tldts.js',
  'dist/zone-mx.1',
  'schemas/zone-mx.schema.json',
];
const pack = ['pack', '--ignore-scripts'];

await runMain(async () => {
  const { values } = parseArgs({ options: { page: { type: 'string' } } });
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(await findEpoch()) };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await step('Building', () =>
    runOrThrow(process.execPath, ['scripts/build.mjs'], { cwd: root, env }),
  );
  const bundled = JSON.parse(await readFile(join(root, 'out/bundled.json'), 'utf8'));
  const { name, version, description } = await readManifest();
  const sbom = await toSbom(bundled, { name, description }, Number(env.SOURCE_DATE_EPOCH));
  await writeFile(join(root, 'dist/sbom.cdx.json'), sbom);
  const vsix = join(folder, `${name}-${version}.vsix`);
  await step('Packing the extension', () =>
    runOrThrow(process.execPath, [vsce, 'package', '--no-dependencies', '--out', vsix], {
      cwd: root,
      env,
    }),
  );
  await step('Packing the command', async () => {
    await stageCommand();
    await runOrThrow('npm', [...pack, '--pack-destination', folder], { cwd: staged, env });
  });
  if (values.page !== undefined) await writeFile(values.page, await describe(vsix));
  for (const file of await readdir(folder)) {
    console.log(`${join('out/packages', file)}: ${(await stat(join(folder, file))).size} bytes`);
  }
  return 0;
});

/** The package of the command: without what VS Code reads, and what only who works on it needs. */
async function stageCommand() {
  await rm(staged, { recursive: true, force: true });
  for (const file of commandFiles) {
    await mkdir(dirname(join(staged, file)), { recursive: true });
    await copyFile(join(root, file), join(staged, file));
  }
  const manifest = await readManifest();
  const kept = ['name', 'version', 'license', 'homepage', 'repository', 'bugs', 'keywords', 'bin'];
  const own = Object.fromEntries([...kept, 'man'].map((key) => [key, manifest[key]]));
  const { description, engines } = manifest;
  await writeFile(
    join(staged, 'package.json'),
    `${JSON.stringify({ ...own, description, engines: { node: engines.node } }, null, 2)}\n`,
  );
}

/** package.json, its description in words. */
async function readManifest() {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const texts = JSON.parse(await readFile(join(root, 'package.nls.json'), 'utf8'));
  return { ...manifest, description: texts.description };
}

/** @returns {Promise<number>} seconds; of the last commit, unless the environment says when */
async function findEpoch() {
  const given = process.env['SOURCE_DATE_EPOCH'] ?? '';
  if (/^\d+$/.test(given)) return Number(given);
  const { code, output } = await run('git', ['log', '-1', '--format=%ct'], { cwd: root });
  return code === 0 ? Number(output.trim()) : 0;
}

/**
 * @param {string} vsix
 * @returns {Promise<string>} docs/packages.md
 */
async function describe(vsix) {
  const listed = await run(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: root });
  const packed = await run('npm', [...pack, '--dry-run', '--json'], { cwd: staged });
  const [{ files, size }] = JSON.parse(packed.output.slice(packed.output.indexOf('[')));
  const { size: vsixSize } = await stat(vsix);
  const npmFiles = files.map((/** @type {{ path: string }} */ { path }) => path);
  return `# What is in the packages

\`npm run package -- --page docs/packages.md\` makes the packages and this page. For the same commit, or the same SOURCE_DATE_EPOCH, they are the same to the byte. Nothing but what is listed is in them, and nothing is installed or run with them: all that Zone MX needs of others is bundled, and \`licenses.txt\` and \`sbom.cdx.json\` (CycloneDX) say what that is.

## The extension, ${kilobytes(vsixSize)}

${toList(listed.output.trim().split('\n'))}

## The command, ${kilobytes(size)}

${toList(npmFiles)}
`;
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${Math.round(bytes / 1000)} kB`;
}

/** @param {readonly string[]} files */
function toList(files) {
  const rules = files.filter((file) => file.startsWith('docs/rules/'));
  const others = files.filter((file) => !rules.includes(file)).map((file) => `- \`${file}\``);
  const pages = rules.length > 0 ? [`- \`docs/rules/*.md\` (${rules.length})`] : [];
  return [...others, ...pages].sort().join('\n');
}
