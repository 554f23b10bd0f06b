import type { CancellationToken, Hover, Position } from 'vscode-languageserver';
import { findHoverTarget } from '../../core/features/hover/find';
import { buildHover } from '../../core/features/hover/page';
import type { CancelSignal } from '../../core/resolve/resolver';
import { toLspHover } from '../convert';
import type { Feature, FeatureTools } from '../feature';
import type { Snapshot } from '../openDocuments';

export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  handle(connection, tools) {
    connection.onHover(({ textDocument, position }, token) =>
      answer(textDocument.uri, position, token, tools),
    );
  },
};

/** How often a zone that is read again meanwhile is hovered anew. */
const mostAttempts = 3;

async function answer(
  uri: string,
  position: Position,
  token: CancellationToken,
  tools: FeatureTools,
): Promise<Hover | null> {
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => controller.abort());
  try {
    let version: number | undefined;
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const snapshot = await tools.settled(uri);
      // What was typed meanwhile may have moved what is hovered: the editor asks again.
      if (snapshot === undefined || (version ?? snapshot.version) !== snapshot.version) return null;
      version = snapshot.version;
      const found = await hoverIn(snapshot, position, controller.signal, tools);
      // A file that it includes, or another zone, may have had it read again; the answers are kept.
      if (found !== 'outdated') return found;
    }
    return null;
  } finally {
    listener.dispose();
  }
}

async function hoverIn(
  snapshot: Snapshot,
  position: Position,
  signal: CancelSignal,
  { client, live, now }: FeatureTools,
): Promise<Hover | null | 'outdated'> {
  const { uri, zone, text } = snapshot;
  const target = findHoverTarget(zone, 0, text.offsetAt(position), now());
  if (target === undefined) return null;
  const hovered = await live.ask(target, signal);
  if (!snapshot.isCurrent()) return 'outdated';
  const testLink =
    target.isExchange === true && live.mayProbe ? testLinkOf(uri, position) : undefined;
  return toLspHover(text, target.span, buildHover(hovered, { ...client(), testLink }));
}

/** Has a client run the command with a place; nothing in a file's name ends the link. */
function testLinkOf(uri: string, position: Position): string {
  const given = encodeURIComponent(JSON.stringify([uri, position]));
  return `command:zone-mx.probeExchange?${given.replaceAll(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'))}`;
}
