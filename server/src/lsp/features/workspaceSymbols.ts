import { type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { findOwners } from '../../core/features/ownerSearch';
import type { Message } from '../../core/text/message';
import { mapInSteps, type Steps } from '../../core/text/steps';
import { toLspLocation } from '../convert';
import type { Feature } from '../feature';
import { endUnlessWanted, inTurns, inTurnsOn } from '../turns';
import type { ZoneFiles } from '../zoneFiles';
import { sayLeftOut } from '../zonesNaming';

/** A list that somebody types in shows no more. */
const mostSymbols = 500;

export const workspaceSymbols: Feature = {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  handle(connection, tools) {
    connection.onWorkspaceSymbol(async ({ query }, token) => {
      const found: SymbolInformation[] = [];
      const find = (files: ZoneFiles): Steps<SymbolInformation[]> =>
        findSymbols(files, query, mostSymbols - found.length);
      for (const { uri } of await tools.openZones())
        found.push(...((await inTurnsOn(uri, find, token, tools)) ?? []));
      if (found.length >= mostSymbols) return found;
      const work = { token, isCurrent: () => true };
      const mayMatter = mayOwn(query, () => endUnlessWanted(work));
      // Who types a word asks anew with each letter: what is left out is worth no message.
      const leftOut = (why: Message): void => tools.log(sayLeftOut(why));
      for await (const files of tools.closedZones(mayMatter, leftOut)) {
        found.push(...(await inTurns(find(files), work, tools.turns)));
        if (found.length >= mostSymbols) break;
      }
      return found;
    });
  },
};

/** Tells the texts in which an owner may be written whose name holds what is searched for. */
function mayOwn(query: string, check: () => void): (text: string) => boolean {
  // What stands between two dots is written in one piece, in the name or in an origin.
  const [longest = ''] = query
    .toLowerCase()
    .split('.')
    .sort((a, b) => b.length - a.length);
  return (text) => {
    check();
    return text.toLowerCase().includes(longest);
  };
}

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
