import type { Position, SelectionRange } from 'vscode-languageserver';
import { findSelections } from '../../core/features/selection';
import { toLspRange } from '../convert';
import type { Feature } from '../feature';
import type { Snapshot } from '../openDocuments';

/** Editors have no more cursors than that. */
const mostPositions = 1000;

export const selectionRanges: Feature = {
  capabilities: () => ({ selectionRangeProvider: true }),
  handle(connection, { settled }) {
    connection.onSelectionRanges(async ({ textDocument, positions }) => {
      const snapshot = await settled(textDocument.uri);
      if (snapshot === undefined) return null;
      return positions
        .slice(0, mostPositions)
        .map((position) => toLspSelection(snapshot, position));
    });
  },
};

function toLspSelection({ zone, text }: Snapshot, position: Position): SelectionRange {
  const spans = findSelections(zone, text.offsetAt(position), text.length);
  let selection: SelectionRange = { range: { start: position, end: position } };
  let parent: SelectionRange | undefined;
  for (const span of spans.toReversed()) {
    const range = toLspRange(text, span);
    selection = parent === undefined ? { range } : { range, parent };
    parent = selection;
  }
  return selection;
}
