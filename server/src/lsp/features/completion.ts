import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  CompletionTriggerKind,
  InsertTextFormat,
  MarkupKind,
} from 'vscode-languageserver';
import { type Completion, complete } from '../../core/features/completion/complete';
import { completeIgnore } from '../../core/features/completion/ignoreRules';
import { completeIncludePath, findIncludePath } from '../../core/features/completion/includePaths';
import {
  hasPlaces,
  type Item,
  type ItemKind,
  plainText,
  snippetText,
} from '../../core/features/completion/item';
import { toLspEdit, toLspRange, toMarkdown } from '../convert';
import type { Feature, FeatureTools } from '../feature';
import type { Snapshot } from '../openDocuments';

/** What begins a directive, a string, a value, a tag or the next label; a blank, the next field. */
const triggerCharacters = ['$', '"', '=', ':', ';', '.', ' '];

const kinds: Readonly<Record<ItemKind, CompletionItemKind>> = {
  directive: CompletionItemKind.Keyword,
  name: CompletionItemKind.Module,
  host: CompletionItemKind.Reference,
  provider: CompletionItemKind.Constant,
  number: CompletionItemKind.Unit,
  keyword: CompletionItemKind.Property,
  type: CompletionItemKind.Class,
  value: CompletionItemKind.Value,
  file: CompletionItemKind.File,
  setup: CompletionItemKind.Snippet,
};

export const completion: Feature = {
  capabilities: () => ({ completionProvider: { triggerCharacters } }),
  handle(connection, tools) {
    connection.onCompletion(async ({ textDocument, position, context }, token) => {
      const snapshot = await tools.settled(textDocument.uri);
      if (snapshot === undefined || token.isCancellationRequested) return null;
      const isUnasked =
        context?.triggerKind === CompletionTriggerKind.TriggerCharacter &&
        context.triggerCharacter === ' ';
      const { date } = tools.now();
      const offset = snapshot.text.offsetAt(position);
      const found =
        completeIgnore(snapshot.zone, offset) ??
        (await completePath(snapshot, offset, tools)) ??
        complete(snapshot.zone, offset, { date, isUnasked });
      return found === undefined ? null : toLspCompletion(snapshot, found, tools);
    });
  },
};

/** What $INCLUDE may name, where the client finds files. */
async function completePath(
  { uri, zone }: Snapshot,
  offset: number,
  { pathsFrom }: FeatureTools,
): Promise<Completion | undefined> {
  const path = findIncludePath(zone, offset);
  return path && completeIncludePath(path, await pathsFrom(uri, path.typed));
}

function toLspCompletion(
  snapshot: Snapshot,
  found: Completion,
  tools: FeatureTools,
): CompletionList {
  return {
    isIncomplete: found.isCut,
    items: found.items.map((item, index) => toLspItem(snapshot, found, item, index, tools)),
  };
}

function toLspItem(
  { text }: Snapshot,
  { span }: Completion,
  item: Item,
  index: number,
  { word, client }: FeatureTools,
): CompletionItem {
  const { translate, hasSnippets } = client();
  const isSnippet = hasSnippets && hasPlaces(item.insert);
  const newText = isSnippet ? snippetText(item.insert) : plainText(item.insert);
  const { documentation = [] } = item;
  return {
    label: item.label,
    kind: kinds[item.kind],
    ...(item.detail === undefined ? {} : { detail: word(item.detail) }),
    ...(documentation.length === 0
      ? {}
      : {
          documentation: { kind: MarkupKind.Markdown, value: toMarkdown(documentation, translate) },
        }),
    ...(item.filter === undefined ? {} : { filterText: item.filter }),
    sortText: `${item.group}${String(index).padStart(4, '0')}`,
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: toLspRange(text, span), newText },
    ...(item.further === undefined
      ? {}
      : { additionalTextEdits: item.further.map((edit) => toLspEdit(text, edit)) }),
  };
}
