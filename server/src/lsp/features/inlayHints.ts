import { type InlayHint, InlayHintKind } from 'vscode-languageserver';
import { findInlayHints } from '../../core/features/inlayHints';
import type { Feature } from '../feature';

export const inlayHints: Feature = {
  capabilities: () => ({ inlayHintProvider: true }),
  refresh(connection, { workspace }) {
    if (workspace?.inlayHint?.refreshSupport === true) connection.languages.inlayHint.refresh();
  },
  handle(connection, { settled, settings, word, now }) {
    connection.languages.inlayHint.on(async ({ textDocument, range }): Promise<InlayHint[]> => {
      const snapshot = await settled(textDocument.uri);
      if (snapshot === undefined) return [];
      const { text, zone } = snapshot;
      const stretch = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
      return findInlayHints(zone, stretch, settings().inlayHints, now()).map((hint) => ({
        position: text.positionAt(hint.offset),
        label: word(hint.label).trim(),
        tooltip: word(hint.tooltip),
        kind: InlayHintKind.Type,
        paddingLeft: word(hint.label).startsWith(' '),
      }));
    });
  },
};
