import type { Disposable } from 'vscode';
import { commands, Uri, workspace } from 'vscode';

/** The scheme of pages, which can only be read. */
const scheme = 'zone-mx-page';

/** Pages that can be looked at again. */
const mostKept = 20;

/** Pages in Markdown, shown beside the editor. */
export class Pages implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration: Disposable;
  #count = 0;

  constructor() {
    this.#registration = workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
    });
  }

  /** The title may come from a file. */
  async show(title: string, text: string): Promise<void> {
    this.#count++;
    const name = title.replaceAll(/[^\p{L}\p{N} .-]/gu, '_');
    const page = Uri.from({ scheme, path: `/${this.#count}/${name}.md` });
    this.#texts.set(page.toString(), text);
    const [oldest = ''] = this.#texts.keys();
    if (this.#texts.size > mostKept) this.#texts.delete(oldest);
    await commands.executeCommand('markdown.showPreviewToSide', page);
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
