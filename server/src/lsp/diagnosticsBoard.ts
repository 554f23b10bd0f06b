import type { Connection, Diagnostic } from 'vscode-languageserver';

/**
 * The diagnostics of every file, from every document that speaks of it: a file that is included has
 * those of its own document and those of the zones that it is a part of, each once.
 */
export class DiagnosticsBoard {
  readonly #connection: Pick<Connection, 'sendDiagnostics'>;
  /** By file, then by the document that speaks. */
  readonly #byFile = new Map<string, Map<string, readonly Diagnostic[]>>();

  constructor(connection: Pick<Connection, 'sendDiagnostics'>) {
    this.#connection = connection;
  }

  /** Replaces all that a document says; `version` is that of its own file. */
  put(
    document: string,
    version: number | undefined,
    diagnostics: ReadonlyMap<string, readonly Diagnostic[]>,
  ): void {
    for (const [file, said] of this.#byFile) {
      if (!diagnostics.has(file) && said.delete(document)) this.#send(file);
    }
    for (const [file, own] of diagnostics) {
      const said = this.#byFile.get(file) ?? new Map<string, readonly Diagnostic[]>();
      this.#byFile.set(file, said.set(document, own));
      this.#send(file, file === document ? version : undefined);
    }
  }

  /** Takes back all that a document says. */
  drop(document: string): void {
    this.put(document, undefined, new Map());
  }

  #send(file: string, version?: number): void {
    const said = this.#byFile.get(file);
    const lists = [...(said?.values() ?? [])];
    if (lists.length === 0) this.#byFile.delete(file);
    const diagnostics = lists.length === 1 ? [...(lists[0] ?? [])] : unite(lists.flat());
    void this.#connection.sendDiagnostics({
      uri: file,
      diagnostics,
      ...(version === undefined ? {} : { version }),
    });
  }
}

function unite(all: readonly Diagnostic[]): Diagnostic[] {
  const unique = new Map(
    all.map((each) => [JSON.stringify([each.range, each.code, each.message]), each]),
  );
  return [...unique.values()];
}
