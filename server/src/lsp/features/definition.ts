import type { Location } from 'vscode-languageserver';
import { findDefinition } from '../../core/features/names/definition';
import { findUseAt } from '../../core/features/names/uses';
import type { Message } from '../../core/text/message';
import { apexOf } from '../../core/zone/otherAnswer';
import type { Zone } from '../../core/zone/zone';
import { toLspLocation } from '../convert';
import type { Feature, FeatureTools } from '../feature';
import type { ZoneFiles } from '../zoneFiles';
import { sayLeftOut, zonesNaming } from '../zonesNaming';

export const definition: Feature = {
  capabilities: () => ({ definitionProvider: true }),
  handle(connection, tools) {
    connection.onDefinition(async ({ textDocument, position }, token) => {
      const snapshot = await tools.whole(textDocument.uri);
      if (snapshot === undefined) return null;
      const { zone, text } = snapshot;
      const use = findUseAt(zone, text.offsetAt(position));
      if (use === undefined) return null;
      const own = findDefinition(zone, use.name, use.term);
      if (own.length > 0) return own.map((span) => toLspLocation(snapshot, span));
      if (!zone.names.isKnown(use.name)) return null;
      const found = await findElsewhere(zone.names.text(use.name), use.term, tools);
      return token.isCancellationRequested ? null : [...found];
    });
  },
};

/** Where the most specific zones that have a name define it. */
async function findElsewhere(
  name: string,
  term: string | undefined,
  tools: FeatureTools,
): Promise<readonly Location[]> {
  if (!tools.hasZoneOf(name)) return [];
  let found: readonly Location[] = [];
  let depth = 0;
  const leftOut = (why: Message): void => tools.log(sayLeftOut(why));
  for await (const files of zonesNaming(name, tools, leftOut)) {
    const { labels, locations } = defineIn(files, name, term);
    if (locations.length === 0 || labels < depth) continue;
    found = labels > depth ? locations : [...found, ...locations];
    depth = labels;
  }
  return found;
}

/** Where a zone defines a name of its own, and how many labels its apex has. */
function defineIn(
  files: ZoneFiles,
  text: string,
  term: string | undefined,
): { readonly labels: number; readonly locations: readonly Location[] } {
  const { zone } = files;
  const name = zone.names.parse(text);
  if (name === undefined || !isOf(zone, name)) return { labels: 0, locations: [] };
  const locations = findDefinition(zone, name, term).map((span) => toLspLocation(files, span));
  return { labels: zone.names.labelCount(zone.apex), locations };
}

function isOf(zone: Zone, name: Parameters<typeof findDefinition>[1]): boolean {
  return apexOf(zone) !== undefined && zone.names.isAtOrBelow(name, zone.apex);
}
