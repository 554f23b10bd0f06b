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
    return toLspHover(text, target.span, buildHover(hovered, client()));
  } finally {
    listener.dispose();
  }
}
