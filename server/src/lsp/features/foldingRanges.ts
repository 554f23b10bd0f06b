import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { type Fold, findFolds } from '../../core/features/folding';
import type { Feature } from '../feature';

/** Clients that say nothing show about so many (VS Code’s `editor.foldingMaximumRegions`). */
const usualLimit = 5000;

const kinds: Readonly<Record<Fold['kind'], FoldingRangeKind | undefined>> = {
  comment: FoldingRangeKind.Comment,
  region: FoldingRangeKind.Region,
  records: undefined,
};

export const foldingRanges: Feature = {
  capabilities: () => ({ foldingRangeProvider: true }),
  handle(connection, { settled }) {
    connection.onFoldingRanges(async ({ textDocument }): Promise<FoldingRange[] | null> => {
      const snapshot = await settled(textDocument.uri);
      if (snapshot === undefined) return null;
      const { zone, text } = snapshot;
      return findFolds(zone, usualLimit).flatMap(({ kind, start, end }) => {
        const [startLine, endLine] = [text.positionAt(start).line, text.positionAt(end).line];
        const lspKind = kinds[kind];
        if (startLine >= endLine) return [];
        return { startLine, endLine, ...(lspKind === undefined ? {} : { kind: lspKind }) };
      });
    });
  },
};
