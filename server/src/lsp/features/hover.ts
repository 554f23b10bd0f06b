import type { CancellationToken, Hover, Position } from 'vscode-languageserver';
import { buildHover, findHoverTarget } from '../../core/features/hover';
import { buildSerialHover } from '../../core/features/serialHover';
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
  const serial = buildSerialHover(zone, 0, offset, now(), client().translate);
  if (serial !== undefined) return toLspHover(text, serial.span, serial.text);
  const target = findHoverTarget(zone, 0, offset);
  if (target === undefined) return null;
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => controller.abort());
  try {
    const known = await live.ask(zone, target, controller.signal);
    // What was typed meanwhile may have moved what is hovered: the editor asks again.
    if (!snapshot.isCurrent()) return null;
    return toLspHover(text, target.span, buildHover(zone, target, known, client()));
  } finally {
    listener.dispose();
  }
}
