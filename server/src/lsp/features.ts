import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver';
import type { Feature } from './feature';
import { changeMailProvider } from './features/changeProvider';
import { codeActions } from './features/codeActions';
import { codeLens } from './features/codeLens';
import { compare } from './features/compare';
import { completion } from './features/completion';
import { definition } from './features/definition';
import { documentHighlight } from './features/documentHighlight';
import { documentLinks } from './features/documentLinks';
import { documentSymbols } from './features/documentSymbols';
import { foldingRanges } from './features/foldingRanges';
import { formatting } from './features/formatting';
import { hover } from './features/hover';
import { importing } from './features/importing';
import { inlayHints } from './features/inlayHints';
import { newZone } from './features/newZone';
import { probe } from './features/probe';
import { references } from './features/references';
import { rename } from './features/rename';
import { route } from './features/route';
import { selectionRanges } from './features/selectionRanges';
import { semanticTokens } from './features/semanticTokens';
import { signatureHelp } from './features/signatureHelp';
import { workspaceSymbols } from './features/workspaceSymbols';

/** All that the server does on request, besides documents and commands. */
export const features: readonly Feature[] = [
  hover,
  completion,
  signatureHelp,
  codeActions,
  compare,
  route,
  probe,
  formatting,
  importing,
  newZone,
  changeMailProvider,
  semanticTokens,
  definition,
  references,
  documentHighlight,
  documentLinks,
  rename,
  documentSymbols,
  workspaceSymbols,
  foldingRanges,
  selectionRanges,
  inlayHints,
  codeLens,
];

export function featureCapabilities(client: ClientCapabilities): ServerCapabilities {
  const all: ServerCapabilities = {};
  for (const { capabilities } of features) Object.assign(all, capabilities(client));
  return all;
}
