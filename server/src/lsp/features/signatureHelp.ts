import { MarkupKind, type SignatureHelp } from 'vscode-languageserver';
import { findSignature } from '../../core/features/signature';
import type { Message } from '../../core/text/message';
import { toMarkdown } from '../convert';
import type { Feature } from '../feature';

export const signatureHelp: Feature = {
  capabilities: () => ({
    signatureHelpProvider: { triggerCharacters: [' ', '\t'], retriggerCharacters: ['('] },
  }),
  handle(connection, { settled, client }) {
    connection.onSignatureHelp(
      async ({ textDocument, position }): Promise<SignatureHelp | null> => {
        const snapshot = await settled(textDocument.uri);
        if (snapshot === undefined) return null;
        const found = findSignature(snapshot.zone, snapshot.text.offsetAt(position));
        if (found === undefined) return null;
        const { translate } = client();
        const document = (sentences: readonly Message[]) => ({
          kind: MarkupKind.Markdown,
          value: toMarkdown(sentences, translate),
        });
        const parameters = found.fields.map(({ start, end, documentation }) => ({
          label: [start, end] as [number, number],
          documentation: document(documentation),
        }));
        return {
          signatures: [
            { label: found.label, documentation: document(found.documentation), parameters },
          ],
          activeSignature: 0,
          activeParameter: found.active,
        };
      },
    );
  },
};
