import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { cleanUpAtEnd } from '../../scripts/lib/processes.mjs';

/** A copy of the samples, so that a test may change them, with settings of its own. */
export interface Workspace {
  readonly folder: string;
  /** A folder for VS Code's own data, outside the workspace. */
  readonly profile: string;
  remove(): Promise<void>;
}

export async function createWorkspace(
  settings: Readonly<Record<string, unknown>>,
): Promise<Workspace> {
  const temporary = await mkdtemp(join(tmpdir(), 'zone-mx-workspace-'));
  const folder = join(temporary, 'samples');
  const profile = join(temporary, 'profile');
  await cp(join(root, 'samples'), folder, { recursive: true });
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  const remove = cleanUpAtEnd(() => rm(temporary, { recursive: true, force: true }));
  return { folder, profile, remove };
}
