import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver';
import { findUseAt, findUsesAround } from '../../core/features/names/uses';
import { toLspRange } from '../convert';
import type { Feature } from '../feature';

export const documentHighlight: Feature = {
  capabilities: () => ({ documentHighlightProvider: true }),
  handle(connection, { settled }) {
    connection.onDocumentHighlight(
      async ({ textDocument, position }): Promise<DocumentHighlight[] | null> => {
        const snapshot = await settled(textDocument.uri);
        if (snapshot === undefined) return null;
        const { zone, text } = snapshot;
        const offset = text.offsetAt(position);
        const name = findUseAt(zone, offset)?.name;
        if (name === undefined) return null;
        return findUsesAround(zone, offset, name)
          .filter(({ hidden }) => hidden === undefined)
          .map(({ span, kind }) => ({
            range: toLspRange(text, span),
            kind: kind === 'owner' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
          }));
      },
    );
  },
};
