import {
  CodeAction,
  type Command,
  Range,
  SnippetString,
  SnippetTextEdit,
  Uri,
  WorkspaceEdit,
} from 'vscode';

/** The edit of a fix that leaves something to fill in, as the server sends it beside the plain one. */
interface SnippetEdit {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly before: string;
  readonly placeholder: string;
  readonly after: string;
}

/** The protocol has no edits that select something yet: the server says in the data what they are. */
export function selectWhatIsToFillIn(action: CodeAction | Command): void {
  if (!(action instanceof CodeAction) || !('data' in action) || !hasSnippet(action.data)) return;
  const { uri, range, before, placeholder, after } = action.data.snippet;
  const text = new SnippetString()
    .appendText(before)
    .appendPlaceholder(placeholder)
    .appendText(after);
  const { start, end } = range;
  const place = new Range(start.line, start.character, end.line, end.character);
  const edit = new WorkspaceEdit();
  edit.set(Uri.parse(uri), [SnippetTextEdit.replace(place, text)]);
  action.edit = edit;
}

function hasSnippet(data: unknown): data is { readonly snippet: SnippetEdit } {
  return typeof data === 'object' && data !== null && 'snippet' in data;
}
