// The programs that are measured beside the command.

/**
 * @typedef {object} Peer
 * @property {string} name
 * @property {string} program
 * @property {(origin: string, file: string) => string[]} args
 * @property {true} [isOurs]
 * @property {number} [megabytes] the largest zone that it is worth waiting for
 */

const named = ['-i', 'local', '-k', 'warn', '-m', 'warn', '-M', 'warn', '-n', 'warn', '-r', 'warn'];
const ours = ['dist/cli.js', 'check', '--quiet', '--fail-on', 'never', '--origin'];

/** @type {Peer[]} */
export const peers = [
  {
    name: 'zone-mx check',
    program: process.execPath,
    isOurs: true,
    args: (origin, file) => [...ours, origin, file],
  },
  {
    name: 'named-checkzone, all checks',
    program: 'named-checkzone',
    args: (origin, file) => [...named, '-S', 'warn', origin, file],
  },
  { name: 'nsd-checkzone', program: 'nsd-checkzone', args: (origin, file) => [origin, file] },
  { name: 'kzonecheck', program: 'kzonecheck', args: (origin, file) => ['-o', origin, file] },
  {
    name: 'validns, mx-alias and ns-alias',
    program: 'validns',
    args: (origin, file) => ['-p', 'mx-alias', '-p', 'ns-alias', '-z', origin, file],
  },
  {
    name: 'dns-zonefile, parse only',
    program: process.execPath,
    args: (_, file) => ['bench/dnsZonefile.mjs', file],
    megabytes: 10,
  },
];

/**
 * simdzone has no program to run: its parser read the `mx` zone of 100 MB in these times, in 2026, on
 * two shared cores. Not measured again since: on another machine the ratios mean little.
 */
export const simdzone = {
  corpusName: 'mx',
  megabytes: 100,
  seconds: { 'with AVX2': 0.091, scalar: 0.313 },
};
