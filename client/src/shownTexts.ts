import type { Disposable, TextDocumentContentProvider } from 'vscode';
import { Uri, workspace } from 'vscode';

/** Texts that can only be read, for as long as they are open. */
export class ShownTexts implements TextDocumentContentProvider {
  readonly #scheme: string;
  readonly #texts = new Map<string, string>();
  #count = 0;

  constructor(scheme: string) {
    this.#scheme = scheme;
  }

  /** Has VS Code ask this for the texts of its scheme. */
  register(): Disposable[] {
    return [
      workspace.registerTextDocumentContentProvider(this.#scheme, this),
      workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    ];
  }

  /** Gives the URIs of texts that belong together; `name` may come from a file, `ending` has its dot. */
  add(name: string, ending: string, texts: readonly string[]): readonly Uri[] {
    this.#count++;
    return texts.map((text, side) => {
      const file = `${name.replaceAll(/[^a-z0-9.-]/gi, '_')}${ending}`;
      const uri = Uri.from({ scheme: this.#scheme, path: `/${this.#count}/${side}/${file}` });
      this.#texts.set(uri.toString(), text);
      return uri;
    });
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }
}
