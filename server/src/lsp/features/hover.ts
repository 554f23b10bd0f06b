import type { CancellationToken, Hover, Position } from 'vscode-languageserver';
import { findHoverTarget } from '../../core/features/hover/find';
import { buildHover } from '../../core/features/hover/page';
import type { CancelSignal } from '../../core/resolve/resolver';
import type { Span } from '../../core/text/span';
import { toLspHover } from '../convert';
import type { Feature, FeatureTools } from '../feature';
import type { Snapshot } from '../openDocuments';
import { isPlaceParams } from '../places';

/** Asked by a client: `{ uri, position }` to what the hover there says with all answers, or null. */
const explainRequest = 'zoneMx/explain';

export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  handle(connection, tools) {
    connection.onHover(async ({ textDocument, position }, token): Promise<Hover | null> => {
      const found = await explain(textDocument.uri, position, token, tools, false);
      return found && toLspHover(found.snapshot.text, found.span, found.markdown);
    });
    connection.onRequest(
      explainRequest,
      async (params: unknown, token: CancellationToken): Promise<string | null> => {
        if (!isPlaceParams(params)) return null;
        const found = await explain(params.uri, params.position, token, tools, true);
        return found?.markdown ?? null;
      },
    );
  },
};

interface Explained {
  readonly snapshot: Snapshot;
  readonly span: Span;
  readonly markdown: string;
}

/** How often a zone that is read again meanwhile is hovered anew. */
const mostAttempts = 3;

/** What is known of a place; patient is who wants to wait until all answers have come, or failed to. */
async function explain(
  uri: string,
  position: Position,
  token: CancellationToken,
  tools: FeatureTools,
  isPatient: boolean,
): Promise<Explained | null> {
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => controller.abort());
  try {
    let version: number | undefined;
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const snapshot = await tools.settled(uri);
      // What was typed meanwhile may have moved what is hovered: the editor asks again.
      if (snapshot === undefined || (version ?? snapshot.version) !== snapshot.version) return null;
      version = snapshot.version;
      const found = await explainIn(snapshot, position, controller.signal, tools, isPatient);
      // A file that it includes, or another zone, may have had it read again; the answers are kept.
      if (found !== 'outdated') return found;
    }
    return null;
  } finally {
    listener.dispose();
  }
}

async function explainIn(
  snapshot: Snapshot,
  position: Position,
  signal: CancelSignal,
  { client, live, now }: FeatureTools,
  isPatient: boolean,
): Promise<Explained | null | 'outdated'> {
  const { uri, zone, text } = snapshot;
  const target = findHoverTarget(zone, 0, text.offsetAt(position), now());
  if (target === undefined) return null;
  const hovered = await live.ask(target, signal, isPatient);
  if (!snapshot.isCurrent()) return 'outdated';
  const mayTest = target.isExchange === true && live.mayProbe && !isPatient;
  const testLink = mayTest ? testLinkOf(uri, position) : undefined;
  // A page has no links that run commands.
  const options = { ...client(), testLink, ...(isPatient && { hasCommands: false }) };
  return { snapshot, span: target.span, markdown: buildHover(hovered, options) };
}

/** Has a client run the command with a place; nothing in a file's name ends the link. */
function testLinkOf(uri: string, position: Position): string {
  // VS Code decodes it twice: of a file’s name, a sign such as # would become one of the URI.
  const given = encodeURIComponent(JSON.stringify([encodeURI(uri), position]));
  return `command:zone-mx.probeExchange?${given.replaceAll(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'))}`;
}
