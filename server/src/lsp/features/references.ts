import type { Location } from 'vscode-languageserver';
import { findNameAt, findReferences } from '../../core/features/names/references';
import { mostUses } from '../../core/features/names/uses';
import type { Message } from '../../core/text/message';
import { toLspLocation } from '../convert';
import type { Feature, FeatureTools } from '../feature';
import { sayLeftOut, zonesNaming } from '../zonesNaming';

export const references: Feature = {
  capabilities: () => ({ referencesProvider: true }),
  handle(connection, tools) {
    connection.onReferences(async ({ textDocument, position, context }, token) => {
      const snapshot = await tools.whole(textDocument.uri);
      if (snapshot === undefined) return null;
      const { zone, text } = snapshot;
      const name = findNameAt(zone, text.offsetAt(position));
      if (name === undefined) return null;
      const withOwn = context.includeDeclaration;
      if (zone.names.isKnown(name))
        return findEverywhere(
          zone.names.text(name),
          withOwn,
          tools,
          () => token.isCancellationRequested,
        );
      return findReferences(zone, name, withOwn).map((span) => toLspLocation(snapshot, span));
    });
  },
};

/** The places in all zones, each once: a file may be a part of several. */
async function findEverywhere(
  name: string,
  withOwn: boolean,
  tools: FeatureTools,
  isCancelled: () => boolean,
): Promise<Location[]> {
  const found = new Map<string, Location>();
  const leftOut = (why: Message): void => tools.warn(sayLeftOut(why));
  for await (const files of zonesNaming(name, tools, leftOut)) {
    if (isCancelled() || found.size >= mostUses) break;
    const own = files.zone.names.parse(name);
    if (own === undefined) continue;
    for (const span of findReferences(files.zone, own, withOwn)) {
      const location = toLspLocation(files, span);
      const { line, character } = location.range.start;
      found.set(`${line} ${character} ${location.uri}`, location);
    }
  }
  return [...found.values()];
}
