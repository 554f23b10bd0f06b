import type { CancellationToken, Location } from 'vscode-languageserver';
import type { AbsoluteName } from '../../core/dns/name';
import { findNameAt, findReferences } from '../../core/features/names/references';
import { mostUses } from '../../core/features/names/uses';
import type { Message } from '../../core/text/message';
import { mapInSteps, type Steps } from '../../core/text/steps';
import { toLspLocation } from '../convert';
import type { Feature, FeatureTools } from '../feature';
import { inTurns } from '../turns';
import type { ZoneFiles } from '../zoneFiles';
import { isCurrent, sayLeftOut, zonesNaming } from '../zonesNaming';

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
        return findEverywhere(zone.names.text(name), withOwn, tools, token);
      return locate(snapshot, name, withOwn, tools, token);
    });
  },
};

/** The places in all zones, each once: a file may be a part of several. */
async function findEverywhere(
  name: string,
  withOwn: boolean,
  tools: FeatureTools,
  token: CancellationToken,
): Promise<Location[]> {
  const found = new Map<string, Location>();
  const leftOut = (why: Message): void => tools.warn(sayLeftOut(why));
  for await (const files of zonesNaming(name, tools, leftOut)) {
    if (found.size >= mostUses) break;
    const own = files.zone.names.parse(name);
    if (own === undefined) continue;
    for (const location of await locate(files, own, withOwn, tools, token)) {
      const { line, character } = location.range.start;
      found.set(`${line} ${character} ${location.uri}`, location);
    }
  }
  return [...found.values()];
}

function locate(
  files: ZoneFiles,
  name: AbsoluteName,
  withOwn: boolean,
  { turns }: FeatureTools,
  token: CancellationToken,
): Promise<Location[]> {
  const steps = function* (): Steps<Location[]> {
    const spans = yield* findReferences(files.zone, name, withOwn);
    return yield* mapInSteps(spans, (span) => toLspLocation(files, span));
  };
  return inTurns(steps(), { token, isCurrent: () => isCurrent(files) }, turns);
}
