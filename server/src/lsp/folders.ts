import type { Connection, InitializeParams, ServerCapabilities } from 'vscode-languageserver';

/** Has the client tell of folders that are opened and closed. */
export const folderCapabilities: ServerCapabilities = {
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** The folders that are open. */
export class Folders {
  #uris: readonly string[] = [];
  #mayChange = false;

  get uris(): readonly string[] {
    return this.#uris;
  }

  /** Takes over those of the start; older clients have one. */
  initialize({ workspaceFolders, rootUri, capabilities }: InitializeParams): void {
    this.#uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
    this.#mayChange = capabilities.workspace?.workspaceFolders === true;
  }

  /** Hears of those that are opened and closed later. */
  follow({ workspace }: Connection, onChange: () => void): void {
    if (!this.#mayChange) return;
    workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const closed = new Set(removed.map(({ uri }) => uri));
      const kept = this.#uris.filter((uri) => !closed.has(uri));
      this.#uris = [...new Set([...kept, ...added.map(({ uri }) => uri)])];
      onChange();
    });
  }
}
