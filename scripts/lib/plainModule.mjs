// Compiles server/plain, which reads the usual kind of entries, to the text that core holds of it.
import asc from 'assemblyscript/asc';

const entry = 'server/plain/index.ts';

const options = [
  '-O3',
  '--noAssert',
  // Nothing is allocated: the memory has fixed places.
  '--runtime',
  'stub',
  '--enable',
  'bulk-memory',
  '--initialMemory',
  '160',
  '--outFile',
  'plain.wasm',
];

/** @returns {Promise<string>} the source of server/src/core/plain/module.ts */
export async function plainModuleSource() {
  /** @type {Uint8Array | undefined} */
  let octets;
  const { error, stderr } = await asc.main([entry, ...options], {
    writeFile: (_, contents) => {
      octets = /** @type {Uint8Array} */ (contents);
    },
  });
  if (error !== null || octets === undefined)
    throw new Error(`${entry} can't be compiled.\n${stderr.toString()}`);
  const text = Buffer.from(octets).toString('base64');
  return `/** The module that server/plain is compiled to, in base64. Generated; do not edit. */
export const moduleText =
  '${text}';
`;
}
