import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { cleanUpAtEnd } from '../../scripts/lib/processes.mjs';

/** A copy of the samples, so that a test may change them, with settings of its own. */
export interface Workspace {
  readonly folder: string;
  /** A folder for VS Code's own data, outside the workspace. */
  readonly profile: string;
  /** Writes a file of the workspace. */
  write(name: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

export async function createWorkspace(
  settings: Readonly<Record<string, unknown>>,
): Promise<Workspace> {
  const temporary = await mkdtemp(join(tmpdir(), 'zone-mx-workspace-'));
  const folder = join(temporary, 'samples');
  const profile = join(temporary, 'profile');
  await cp(join(root, 'samples'), folder, { recursive: true });
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  await mkdir(profile);
  await write('.vscode/settings.json', JSON.stringify(settings));
  const remove = cleanUpAtEnd(() => rm(temporary, { recursive: true, force: true }));
  return { folder, profile, write, remove };
}
