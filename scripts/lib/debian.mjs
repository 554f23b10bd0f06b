import { rm, writeFile } from 'node:fs/promises';
import { findProgram, runOrThrow } from './processes.mjs';
import { SetupError, step } from './step.mjs';

/** What the tests start that npm does not have: the program, and the Debian package it is in. */
const programs = [
  { program: 'git', debianPackage: 'git' },
  { program: 'chromium', debianPackage: 'chromium' },
  { program: 'named', debianPackage: 'bind9' },
  { program: 'named-checkzone', debianPackage: 'bind9-utils' },
  { program: 'dig', debianPackage: 'bind9-dnsutils' },
  { program: 'ldns-read-zone', debianPackage: 'ldnsutils' },
  { program: 'nsd-checkzone', debianPackage: 'nsd' },
  { program: 'kzonecheck', debianPackage: 'knot-dnssecutils' },
  { program: 'openssl', debianPackage: 'openssl' },
  { program: 'unbound', debianPackage: 'unbound' },
  { program: 'validns', debianPackage: 'validns' },
  { program: 'parallel', debianPackage: 'parallel' },
  { program: 'mandoc', debianPackage: 'mandoc' },
  { program: 'zsh', debianPackage: 'zsh' },
  { program: 'fish', debianPackage: 'fish' },
  { program: 'nvim', debianPackage: 'neovim' },
];

/** Installs what is missing, or says in one line how to. */
export async function ensureSystemPackages() {
  const missing = programs
    .filter(({ program }) => findProgram(program) === undefined)
    .map(({ debianPackage }) => debianPackage);
  if (missing.length === 0) {
    return;
  }
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends', ...missing].join(' ');
  if (findProgram('apt-get') === undefined) {
    throw new SetupError(`The tests need these programs on the PATH: ${missingPrograms()}`);
  }
  if (process.getuid?.() !== 0) {
    throw new SetupError(`Run this first: sudo apt-get update && sudo ${install}`);
  }
  await step(`Installing ${missing.join(', ')}`, () => withoutStartingServices(missing));
}

/** @returns {string} */
function missingPrograms() {
  return programs
    .map(({ program }) => program)
    .filter((program) => findProgram(program) === undefined)
    .join(', ');
}

/**
 * The bind9 package starts a name server for the whole machine when it is installed. The tests
 * start their own, so the machine is told not to: Debian asks this file before it starts a service.
 *
 * @param {readonly string[]} packages
 */
async function withoutStartingServices(packages) {
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = await writeFile(policy, '#!/bin/sh\nexit 101\n', { flag: 'wx', mode: 0o755 }).then(
    () => true,
    () => false,
  );
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const wait = ['-o', 'DPkg::Lock::Timeout=120'];
    await runOrThrow('apt-get', [...wait, 'update'], { env });
    await runOrThrow(
      'apt-get',
      [...wait, 'install', '--yes', '--no-install-recommends', ...packages],
      { env },
    );
  } finally {
    if (isOurs) {
      await rm(policy);
    }
  }
}
