import type { CancellationToken, Hover, Position } from 'vscode-languageserver';
import { findHoverTarget } from '../../core/features/hover/find';
import { buildHover } from '../../core/features/hover/page';
import { toLspHover } from '../convert';
import type { Feature, FeatureTools } from '../feature';

export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  handle(connection, tools) {
    connection.onHover(({ textDocument, position }, token) =>
      answer(textDocument.uri, position, token, tools),
    );
  },
};

async function answer(
  uri: string,
  position: Position,
  token: CancellationToken,
  { settled, client, live, now }: FeatureTools,
): Promise<Hover | null> {
  const snapshot = await settled(uri);
  if (snapshot === undefined) return null;
  const { zone, text } = snapshot;
  const offset = text.offsetAt(position);
  const target = findHoverTarget(zone, 0, offset, now());
  if (target === undefined) return null;
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => controller.abort());
  try {
    const hovered = await live.ask(target, controller.signal);
    // What was typed meanwhile may have moved what is hovered: the editor asks again.
    if (!snapshot.isCurrent()) return null;
    const testLink =
      target.isExchange === true && live.mayProbe ? testLinkOf(uri, position) : undefined;
    return toLspHover(text, target.span, buildHover(hovered, { ...client(), testLink }));
  } finally {
    listener.dispose();
  }
}

/** Has a client run the command with a place; nothing in a file's name ends the link. */
function testLinkOf(uri: string, position: Position): string {
  const given = encodeURIComponent(JSON.stringify([uri, position]));
  return `command:zone-mx.probeExchange?${given.replaceAll(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'))}`;
}
