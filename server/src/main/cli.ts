import { createRequire } from 'node:module';

const load = createRequire(__filename);
const bundles = {
  check: (): typeof import('./check') => load('./check.js'),
  others: (): typeof import('./commands') => load('./commands.js'),
};

// A check of a zone of usual size takes less time than reading what the other commands are made of.
void (process.argv[2] === 'check' ? bundles.check() : bundles.others()).main();
