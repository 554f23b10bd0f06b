import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver';
import type { Feature } from './feature';
import { codeActions } from './features/codeActions';
import { codeLens } from './features/codeLens';
import { compare } from './features/compare';
import { completion } from './features/completion';
import { formatting } from './features/formatting';
import { hover } from './features/hover';
import { importing } from './features/importing';
import { inlayHints } from './features/inlayHints';
import { route } from './features/route';
import { semanticTokens } from './features/semanticTokens';
import { signatureHelp } from './features/signatureHelp';

/** All that the server does on request, besides documents and commands. */
export const features: readonly Feature[] = [
  hover,
  completion,
  signatureHelp,
  codeActions,
  compare,
  route,
  formatting,
  importing,
  semanticTokens,
  inlayHints,
  codeLens,
];

export function featureCapabilities(client: ClientCapabilities): ServerCapabilities {
  const all: ServerCapabilities = {};
  for (const { capabilities } of features) Object.assign(all, capabilities(client));
  return all;
}
