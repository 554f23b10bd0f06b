import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { type Fold, findFolds } from '../../core/features/folding';
import { mapInSteps, type Steps } from '../../core/text/steps';
import type { Feature } from '../feature';
import type { Snapshot } from '../openDocuments';
import { inTurnsOn } from '../turns';

/** Clients that say nothing show about so many (VS Code’s `editor.foldingMaximumRegions`). */
const usualLimit = 5000;

const kinds: Readonly<Record<Fold['kind'], FoldingRangeKind | undefined>> = {
  comment: FoldingRangeKind.Comment,
  region: FoldingRangeKind.Region,
  records: undefined,
};

export const foldingRanges: Feature = {
  capabilities: () => ({ foldingRangeProvider: true }),
  handle(connection, tools) {
    connection.onFoldingRanges(({ textDocument: { uri } }, token) =>
      inTurnsOn(uri, toLspFolds, token, tools),
    );
  },
};

function* toLspFolds({ zone, text }: Snapshot): Steps<FoldingRange[]> {
  const folds = yield* findFolds(zone, usualLimit);
  return yield* mapInSteps(folds, ({ kind, start, end }) => {
    const [startLine, endLine] = [text.positionAt(start).line, text.positionAt(end).line];
    const lspKind = kinds[kind];
    if (startLine >= endLine) return [];
    return { startLine, endLine, ...(lspKind === undefined ? {} : { kind: lspKind }) };
  });
}
