import type { CancellationToken, Hover, Position } from 'vscode-languageserver';
import { findHoverTarget } from '../../core/features/hover/find';
import { buildHover } from '../../core/features/hover/page';
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

/** What is known of a place; patient is who wants to wait until all answers have come, or failed to. */
async function explain(
  uri: string,
  position: Position,
  token: CancellationToken,
  { settled, client, live, now }: FeatureTools,
  isPatient: boolean,
): Promise<Explained | null> {
  const snapshot = await settled(uri);
  if (snapshot === undefined) return null;
  const { zone, text } = snapshot;
  const offset = text.offsetAt(position);
  const target = findHoverTarget(zone, 0, offset, now());
  if (target === undefined) return null;
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => controller.abort());
  try {
    const hovered = await live.ask(target, controller.signal, isPatient);
    // What was typed meanwhile may have moved what is hovered: the editor asks again.
    if (!snapshot.isCurrent()) return null;
    const options = isPatient ? { ...client(), hasCommands: false } : client();
    return { snapshot, span: target.span, markdown: buildHover(hovered, options) };
  } finally {
    listener.dispose();
  }
}
