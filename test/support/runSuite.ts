// Runs one suite in Node: the name of its folder is the argument.
import { join } from 'node:path';
import { runSuite } from './suite';

const [, , name = ''] = process.argv;
runSuite(join(import.meta.dirname, '..', name)).then(
  (failed) => {
    // A test that forgot to end something must not hold up the rest.
    process.exit(failed === 0 ? 0 : 1);
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
