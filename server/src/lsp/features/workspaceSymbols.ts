import { type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { findOwners } from '../../core/features/ownerSearch';
import { mapInSteps, type Steps } from '../../core/text/steps';
import { toLspLocation } from '../convert';
import type { Feature } from '../feature';
import { inTurns } from '../turns';
import type { ZoneFiles } from '../zoneFiles';

/** A list that somebody types in shows no more. */
const mostSymbols = 500;

export const workspaceSymbols: Feature = {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  handle(connection, { openZones, keptZones, turns }) {
    connection.onWorkspaceSymbol(async ({ query }, token) => {
      const open = await openZones();
      const work = { token, isCurrent: () => open.every((files) => files.isCurrent()) };
      const found: SymbolInformation[] = [];
      for (const files of [...open, ...keptZones()])
        found.push(
          ...(await inTurns(findSymbols(files, query, mostSymbols - found.length), work, turns)),
        );
      return found;
    });
  },
};

function* findSymbols(files: ZoneFiles, query: string, most: number): Steps<SymbolInformation[]> {
  const { names, apex } = files.zone;
  const containerName = names.prose(apex);
  const owners = yield* findOwners(files.zone, query, most);
  return yield* mapInSteps(owners, ({ name, span }) => ({
    name,
    kind: SymbolKind.Class,
    location: toLspLocation(files, span),
    containerName,
  }));
}
