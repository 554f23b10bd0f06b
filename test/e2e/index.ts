// What VS Code calls, in its extension host, to run the tests of this folder.
import { runSuite } from '../support/suite';

export async function run(): Promise<void> {
  const failed = await runSuite(import.meta.dirname);
  if (failed > 0) {
    throw new Error(`${failed} failed`);
  }
}
