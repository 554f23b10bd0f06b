import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { buildOutline, type OutlineItem, type OutlineKind } from '../../core/features/outline';
import { mapInSteps, type Steps } from '../../core/text/steps';
import { toLspRange } from '../convert';
import type { Feature, FeatureTools } from '../feature';
import type { Snapshot } from '../openDocuments';
import { inTurnsOn } from '../turns';

const kinds: Readonly<Record<OutlineKind, SymbolKind>> = {
  mail: SymbolKind.Package,
  owner: SymbolKind.Class,
  rrset: SymbolKind.Field,
  note: SymbolKind.Event,
};

export const documentSymbols: Feature = {
  capabilities: () => ({ documentSymbolProvider: true }),
  handle(connection, tools) {
    connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
      inTurnsOn(uri, (snapshot) => toLspOutline(snapshot, tools), token, tools),
    );
  },
};

function* toLspOutline(snapshot: Snapshot, tools: FeatureTools): Steps<DocumentSymbol[]> {
  const items = yield* buildOutline(snapshot.zone);
  return yield* mapInSteps(items, (item) => toLspSymbol(snapshot, item, tools));
}

function toLspSymbol(snapshot: Snapshot, item: OutlineItem, tools: FeatureTools): DocumentSymbol {
  const { name, detail, kind, span, selection, children } = item;
  return {
    name: typeof name === 'string' ? name : tools.word(name),
    detail,
    kind: kinds[kind],
    range: toLspRange(snapshot.text, span),
    selectionRange: toLspRange(snapshot.text, selection),
    children: children.map((child) => toLspSymbol(snapshot, child, tools)),
  };
}
