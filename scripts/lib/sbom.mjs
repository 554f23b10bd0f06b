// The software bill of materials (CycloneDX) of what is bundled, from npm's own.
import { createHash } from 'node:crypto';
import { root } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * @param {readonly import('./notices.mjs').Bundled[]} bundled
 * @param {{ readonly name: string, readonly description: string }} own of what it is the list of
 * @param {number} epoch in seconds; the same for the same result
 * @returns {Promise<string>}
 */
export async function toSbom(bundled, own, epoch) {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { code, output } = await run('npm', args, { cwd: root });
  const start = output.indexOf('{');
  if (code !== 0 || start < 0) throw new Error(`npm gives no list of packages:\n${output}`);
  const whole = JSON.parse(output.slice(start, output.lastIndexOf('}') + 1));
  const wanted = new Set(bundled.map(({ name, version }) => `${name}@${version}`));
  const components = whole.components
    .filter((/** @type {Component} */ each) => wanted.has(`${each.name}@${each.version}`))
    // They are in what is delivered, wherever package.json has them.
    .map((/** @type {Component} */ { scope: _, properties: __, ...each }) => each);
  const missing = wanted.size - new Set(components.map(keyOf)).size;
  if (missing > 0) throw new Error(`${missing} of the bundled packages are not in npm's list.`);
  const { component } = whole.metadata;
  const { $schema, bomFormat, specVersion } = whole;
  const body = {
    metadata: {
      timestamp: new Date(epoch * 1000).toISOString(),
      component: withoutPlace({ ...component, ...own }),
    },
    components: components.map(withoutPlace),
  };
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify(body))}`;
  return `${JSON.stringify({ $schema, bomFormat, specVersion, serialNumber, version: 1, ...body }, null, 2)}\n`;
}

/** @typedef {{ name: string, version: string, scope?: string, properties?: unknown }} Component */

/** @param {Component} component */
function keyOf({ name, version }) {
  return `${name}@${version}`;
}

/**
 * Where a package was fetched from is the builder's affair.
 *
 * @param {Component & { externalReferences?: readonly { type: string }[] }} component
 */
function withoutPlace({ externalReferences = [], ...component }) {
  return {
    ...component,
    externalReferences: externalReferences.filter(({ type }) => type !== 'distribution'),
  };
}

/**
 * @param {string} text
 * @returns {string} the same for the same text (RFC 9562, version 8)
 */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
