import { type CodeLens, CodeLensRefreshRequest } from 'vscode-languageserver';
import { findLenses } from '../../core/features/codeLens';
import { toLspRange } from '../convert';
import type { Feature } from '../feature';

/** What a client with commands runs when a route is clicked: with the URI and the owner. */
const showRouteCommand = 'zone-mx.showRoute';

export const codeLens: Feature = {
  capabilities: () => ({ codeLensProvider: {} }),
  refresh(connection, { workspace }) {
    if (workspace?.codeLens?.refreshSupport === true)
      void connection.sendRequest(CodeLensRefreshRequest.type);
  },
  handle(connection, { settled, settings, client, word }) {
    connection.onCodeLens(async ({ textDocument: { uri } }): Promise<CodeLens[]> => {
      const { codeLens: wanted } = settings();
      const snapshot = wanted.route || wanted.references ? await settled(uri) : undefined;
      if (snapshot === undefined) return [];
      return findLenses(snapshot.zone, wanted).map(({ span, title, routeOf }) => {
        const runs = routeOf !== undefined && client().hasCommands;
        return {
          range: toLspRange(snapshot.text, span),
          command: {
            title: word(title),
            command: runs ? showRouteCommand : '',
            ...(runs ? { arguments: [uri, routeOf] } : {}),
          },
        };
      });
    });
  },
};
