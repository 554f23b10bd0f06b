import { type CodeLens, CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import { findLenses, type LensKind, LensWording } from '../../core/features/codeLens';
import { toLspRange } from '../convert';
import type { Feature, FeatureTools } from '../feature';
import type { Snapshot } from '../openDocuments';

/** What a client with commands runs when a route is clicked: with the URI and the owner. */
const showRouteCommand = 'zone-mx.showRoute';

export const codeLens: Feature = {
  capabilities: () => ({ codeLensProvider: { resolveProvider: true } }),
  refresh(connection, { workspace }) {
    if (workspace?.codeLens?.refreshSupport === true)
      void connection.sendRequest(CodeLensRefreshRequest.type);
  },
  handle(connection, tools) {
    connection.onCodeLens(async ({ textDocument: { uri } }): Promise<CodeLens[]> => {
      const { codeLens: wanted } = tools.settings();
      const snapshot = wanted.route || wanted.references ? await tools.settled(uri) : undefined;
      if (snapshot === undefined) return [];
      return findLenses(snapshot.zone, wanted).map(({ span, kind }) => ({
        range: toLspRange(snapshot.text, span),
        data: [kind, uri],
      }));
    });
    wordLenses(connection, tools);
  },
};

/** Routes cost some time each: only those in sight are planned. */
function wordLenses(connection: Connection, { settled, client, word }: FeatureTools): void {
  const wordings = new WeakMap<Snapshot, LensWording>();
  connection.onCodeLensResolve(async (lens): Promise<CodeLens> => {
    const [kind, uri]: readonly unknown[] = Array.isArray(lens.data) ? lens.data : [];
    if (typeof uri !== 'string' || !isLensKind(kind)) return lens;
    const snapshot = await settled(uri);
    if (snapshot === undefined) return lens;
    const wording = wordings.get(snapshot) ?? new LensWording(snapshot.zone);
    wordings.set(snapshot, wording);
    const words = wording.wordsAt(snapshot.text.offsetAt(lens.range.start), kind);
    if (words === undefined) return lens;
    const runs = words.routeOf !== undefined && client().hasCommands;
    const command = {
      title: word(words.title),
      command: runs ? showRouteCommand : '',
      ...(runs ? { arguments: [uri, words.routeOf] } : {}),
    };
    return { ...lens, command };
  });
}

function isLensKind(value: unknown): value is LensKind {
  return value === 'route' || value === 'references';
}
