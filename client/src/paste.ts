import * as vscode from 'vscode';
import type { BaseLanguageClient, TextEdit } from 'vscode-languageclient';
import { isZoneFile, withLanguages } from './languages';

/** What the server makes of a copied text. */
interface Imported {
  readonly text: string;
  readonly furtherEdits: TextEdit[];
  readonly count: number;
}

/** The API for pasting, of VS Code 1.97: younger than what the extension asks for. */
interface PasteApi {
  readonly DocumentPasteEdit: new (text: string, title: string, kind: unknown) => PasteEdit;
  readonly DocumentDropOrPasteEditKind: {
    readonly Text: { append(...parts: readonly string[]): unknown };
  };
  readonly languages: {
    registerDocumentPasteEditProvider(
      selector: vscode.DocumentSelector,
      provider: PasteProvider,
      metadata: { readonly providedPasteEditKinds: unknown[]; readonly pasteMimeTypes: string[] },
    ): vscode.Disposable;
  };
}

interface PasteEdit {
  additionalEdit?: vscode.WorkspaceEdit;
}

interface PasteProvider {
  provideDocumentPasteEdits(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    copied: vscode.DataTransfer,
    context: unknown,
    token: vscode.CancellationToken,
  ): Promise<PasteEdit[] | undefined>;
}

const plainText = 'text/plain';

/** Pastes what tools print as records: by itself where the editor can ask, else by a command. */
export function offerPaste(client: BaseLanguageClient): vscode.Disposable[] {
  const command = vscode.commands.registerCommand('zone-mx.pasteRecords', () =>
    pasteRecords(client),
  );
  const api: object = vscode;
  if (!canPaste(api)) return [command];
  return [command, withLanguages((languages) => registerProvider(api, client, languages))];
}

function canPaste(api: object): api is PasteApi {
  return 'DocumentPasteEdit' in api && 'DocumentDropOrPasteEditKind' in api;
}

function registerProvider(
  api: PasteApi,
  client: BaseLanguageClient,
  languages: vscode.DocumentSelector,
): vscode.Disposable {
  const kind = api.DocumentDropOrPasteEditKind.Text.append('zoneMx', 'records');
  return api.languages.registerDocumentPasteEditProvider(
    languages,
    {
      async provideDocumentPasteEdits(document, ranges, copied, _context, token) {
        const [range] = ranges;
        const text = await copied.get(plainText)?.asString();
        if (range === undefined || ranges.length > 1 || text === undefined) return undefined;
        const imported = await importText(client, document, range, text, token);
        if (imported === null) return undefined;
        const title = vscode.l10n.t('Paste as Records');
        const edit = new api.DocumentPasteEdit(imported.text, title, kind);
        edit.additionalEdit = await toWorkspaceEdit(client, document, imported);
        return [edit];
      },
    },
    { providedPasteEditKinds: [kind], pasteMimeTypes: [plainText] },
  );
}

async function pasteRecords(client: BaseLanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const text = await vscode.env.clipboard.readText();
  const imported =
    editor !== undefined && isZoneFile(editor.document)
      ? await importText(client, editor.document, editor.selection, text)
      : null;
  if (editor === undefined || imported === null) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The clipboard has no records for this place: they go on lines of their own in a zone file.',
      ),
    );
    return;
  }
  const edit = await toWorkspaceEdit(client, editor.document, imported);
  edit.replace(editor.document.uri, editor.selection, imported.text);
  await vscode.workspace.applyEdit(edit);
}

/** Null where the text says no records, or the place takes none. */
function importText(
  client: BaseLanguageClient,
  { uri }: vscode.TextDocument,
  range: vscode.Range,
  text: string,
  token?: vscode.CancellationToken,
): Promise<Imported | null> {
  const { tabSize, insertSpaces } = indentationOf(uri);
  const params = {
    uri: client.code2ProtocolConverter.asUri(uri),
    range: client.code2ProtocolConverter.asRange(range),
    text,
    options: { tabSize, insertSpaces },
  };
  return token === undefined
    ? client.sendRequest('zoneMx/import', params)
    : client.sendRequest('zoneMx/import', params, token);
}

function indentationOf(uri: vscode.Uri): {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
} {
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  const { tabSize, insertSpaces } = editor?.options ?? {};
  return {
    tabSize: typeof tabSize === 'number' ? tabSize : 8,
    insertSpaces: insertSpaces !== false,
  };
}

async function toWorkspaceEdit(
  client: BaseLanguageClient,
  { uri }: vscode.TextDocument,
  { furtherEdits }: Imported,
): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(uri, await client.protocol2CodeConverter.asTextEdits(furtherEdits));
  return edit;
}
