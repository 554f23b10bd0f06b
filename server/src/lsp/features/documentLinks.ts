import type { DocumentLink } from 'vscode-languageserver';
import { listIncludes } from '../../core/zone/includes';
import { toLspRange } from '../convert';
import type { Feature } from '../feature';
import type { Snapshot } from '../openDocuments';

/** Leads from each $INCLUDE to the file that was read for it. */
export const documentLinks: Feature = {
  capabilities: () => ({ documentLinkProvider: {} }),
  handle(connection, { whole }) {
    connection.onDocumentLinks(async ({ textDocument }) => {
      const snapshot = await whole(textDocument.uri);
      return snapshot === undefined ? null : linksOf(snapshot);
    });
  },
};

function linksOf({ zone, text, includedUri }: Snapshot): DocumentLink[] {
  return zone.blocks.ofFile(0).flatMap((block) => {
    const syntax = zone.blocks.syntaxOf(block);
    if (syntax === undefined || zone.blocks.nestedIn(block).length === 0) return [];
    return listIncludes(syntax).flatMap(({ path, span }) => {
      const target = includedUri(path);
      return target === undefined ? [] : { range: toLspRange(text, span), target };
    });
  });
}
