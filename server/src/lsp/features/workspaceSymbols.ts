import { type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { findOwners } from '../../core/features/ownerSearch';
import { toLspLocation } from '../convert';
import type { Feature } from '../feature';

/** A list that somebody types in shows no more. */
const mostSymbols = 500;

export const workspaceSymbols: Feature = {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  handle(connection, { openZones, keptZones }) {
    connection.onWorkspaceSymbol(async ({ query }) => {
      const found: SymbolInformation[] = [];
      for (const files of [...(await openZones()), ...keptZones()]) {
        const { zone } = files;
        const containerName = zone.names.prose(zone.apex);
        for (const { name, span } of findOwners(zone, query, mostSymbols - found.length)) {
          const location = toLspLocation(files, span);
          found.push({ name, kind: SymbolKind.Class, location, containerName });
        }
      }
      return found;
    });
  },
};
