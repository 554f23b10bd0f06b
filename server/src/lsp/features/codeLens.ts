import { type CodeLens, CodeLensRefreshRequest } from 'vscode-languageserver';
import { describeRoute, findLenses } from '../../core/features/codeLens';
import { toLspRange } from '../convert';
import type { Feature } from '../feature';

/** What a client with commands runs when a route is clicked: with the URI and the owner. */
const showRouteCommand = 'zone-mx.showRoute';

/** Asked by such a client: `{ uri, owner }` to the route as text, or null. */
const routeRequest = 'zoneMx/routeText';

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
    connection.onRequest(routeRequest, async (params: unknown): Promise<string | null> => {
      if (!isRouteParams(params)) return null;
      const snapshot = await settled(params.uri);
      return snapshot === undefined
        ? null
        : (describeRoute(snapshot.zone, params.owner, word) ?? null);
    });
  },
};

function isRouteParams(
  params: unknown,
): params is { readonly uri: string; readonly owner: string } {
  if (typeof params !== 'object' || params === null) return false;
  const { uri, owner }: { uri?: unknown; owner?: unknown } = params;
  return typeof uri === 'string' && typeof owner === 'string';
}
