import type { Event } from 'vscode';
import { Disposable, extensions, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Octets; a committed file that is larger is not compared with. */
const largestFile = 50 * 1024 * 1024;

/** Of the API of VS Code’s own git extension, version 1, what is used here. */
interface Repository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly onDidChange: Event<void>;
  };
  show(ref: string, path: string): Promise<string>;
  getObjectDetails(ref: string, path: string): Promise<{ readonly size: number }>;
}

interface GitApi {
  readonly repositories: readonly Repository[];
  readonly onDidOpenRepository: Event<Repository>;
  readonly onDidCloseRepository: Event<Repository>;
  getRepository(uri: Uri): Repository | null;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** Answers for committed texts, and tells the server and others when they may have changed. */
export function serveCommitted(client: BaseLanguageClient, onChange: () => void): Disposable[] {
  const watched = new Map<Repository, Disposable>();
  const opened: Disposable[] = [];
  const changed = (): void => {
    onChange();
    if (client.isRunning()) void client.sendNotification('zoneMx/committedChanged');
  };
  const watch = (repository: Repository): void => {
    watched.set(repository, watchHead(repository, changed));
  };
  /** Once someone has asked: nobody waits for git before. */
  const follow = (git: GitApi): void => {
    opened.push(
      git.onDidOpenRepository((repository) => {
        watch(repository);
        changed();
      }),
      git.onDidCloseRepository((repository) => {
        watched.get(repository)?.dispose();
        watched.delete(repository);
      }),
    );
    for (const repository of git.repositories) watch(repository);
  };
  return [
    client.onRequest('zoneMx/committedText', async ({ uri }: { readonly uri: string }) => {
      const git = await findGit();
      if (git === undefined) return null;
      if (opened.length === 0) follow(git);
      return readCommitted(git, Uri.parse(uri));
    }),
    new Disposable(() => Disposable.from(...watched.values(), ...opened).dispose()),
  ];
}

/** Undefined where git is off, not installed, or the workspace is not trusted. */
async function findGit(): Promise<GitApi | undefined> {
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined || !workspace.isTrusted) return undefined;
  const git = await extension.activate();
  return git.enabled ? git.getAPI(1) : undefined;
}

/** The state changes with every file that does; the commit, rarely. */
function watchHead({ state }: Repository, changed: () => void): Disposable {
  let commit = state.HEAD?.commit;
  return state.onDidChange(() => {
    if (state.HEAD?.commit === commit) return;
    commit = state.HEAD?.commit;
    changed();
  });
}

/** The text that HEAD has of a file; null where it has none. */
async function readCommitted(git: GitApi, uri: Uri): Promise<string | null> {
  const repository = uri.scheme === 'file' ? git.getRepository(uri) : null;
  if (repository === null) return null;
  try {
    const { size } = await repository.getObjectDetails('HEAD', uri.fsPath);
    return size > largestFile ? null : await repository.show('HEAD', uri.fsPath);
  } catch (error) {
    // New in the repository, or git refuses: there is nothing to compare with.
    if (error instanceof Error) return null;
    throw error;
  }
}
