import type { Event } from 'vscode';
import { Disposable, extensions, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Octets; a committed file that is larger is not compared with. */
const largestFile = 50 * 1024 * 1024;

/** Of the API of VS Code’s own git extension, version 1, what is used here. */
interface Repository {
  readonly rootUri: Uri;
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
  readonly onDidChangeEnablement: Event<boolean>;
  getAPI(version: 1): GitApi;
}

/** Answers for committed texts, and tells the server and others when they may have changed. */
export function serveCommitted(client: BaseLanguageClient, onChange: () => void): Disposable[] {
  const watched = new Map<Repository, Disposable>();
  const changed = (): void => {
    onChange();
    if (client.isRunning()) void client.sendNotification('zoneMx/committedChanged');
  };
  const opened: Disposable[] = [];
  let isFollowed = false;
  const follow = async (): Promise<void> => {
    const git = await findGit();
    if (git === undefined || isFollowed) return;
    isFollowed = true;
    const watch = (repository: Repository): void => {
      watched.set(repository, watchHead(repository, changed));
      changed();
    };
    opened.push(
      git.onDidOpenRepository(watch),
      git.onDidCloseRepository((repository) => watched.get(repository)?.dispose()),
    );
    git.repositories.forEach(watch);
  };
  void follow();
  return [
    client.onRequest('zoneMx/committedText', ({ uri }: { readonly uri: string }) =>
      readCommitted(Uri.parse(uri)),
    ),
    workspace.onDidGrantWorkspaceTrust(follow),
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
async function readCommitted(uri: Uri): Promise<string | null> {
  const repository = uri.scheme === 'file' ? (await findGit())?.getRepository(uri) : undefined;
  if (repository === null || repository === undefined) return null;
  try {
    const { size } = await repository.getObjectDetails('HEAD', uri.fsPath);
    return size > largestFile ? null : await repository.show('HEAD', uri.fsPath);
  } catch (error) {
    // New in the repository, or git refuses: there is nothing to compare with.
    if (error instanceof Error) return null;
    throw error;
  }
}
