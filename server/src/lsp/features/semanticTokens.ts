import {
  type ClientCapabilities,
  type Range,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensOptions,
} from 'vscode-languageserver';
import {
  findSemanticTokens,
  type SemanticModifier,
  type SemanticType,
} from '../../core/features/semanticTokens';
import type { Feature } from '../feature';
import type { Snapshot } from '../openDocuments';

const types: readonly SemanticType[] = ['type', 'variable', 'keyword'];
const modifiers: readonly SemanticModifier[] = [
  'declaration',
  'deprecated',
  'inZone',
  'missing',
  'outOfZone',
];

/** The longest text, in UTF-16 units, of which all tokens are given at once. */
const longestWhole = 1_000_000;

export const semanticTokens: Feature = {
  capabilities: (client) => ({ semanticTokensProvider: semanticTokensOptions(client) }),
  handle(connection, { settled }) {
    const answer = async (uri: string, range?: Range): Promise<SemanticTokens> => {
      const snapshot = await settled(uri);
      return snapshot === undefined ? { data: [] } : toLspSemanticTokens(snapshot, range);
    };
    const { semanticTokens } = connection.languages;
    semanticTokens.on(({ textDocument }) => answer(textDocument.uri));
    semanticTokens.onRange(({ textDocument, range }) => answer(textDocument.uri, range));
  },
};

/**
 * Ranges only, where the client can ask for them: it then asks for what is on the screen, and a
 * large zone costs no more than a small one. An editor that is offered both asks for the whole
 * document at each change, and takes an answer without tokens for a document that has none.
 */
function semanticTokensOptions({
  textDocument,
}: ClientCapabilities): Omit<SemanticTokensOptions, 'workDoneProgress'> {
  const { range } = textDocument?.semanticTokens?.requests ?? {};
  const hasRanges = range !== undefined && range !== false;
  return {
    legend: { tokenTypes: [...types], tokenModifiers: [...modifiers] },
    range: true,
    full: !hasRanges,
  };
}

/** The tokens of the entries that a range touches; of the whole document where it is small. */
function toLspSemanticTokens({ text, zone }: Snapshot, range?: Range): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  if (range === undefined && text.length > longestWhole) return builder.build();
  const stretch =
    range === undefined
      ? { start: 0, end: text.length }
      : { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
  for (const { start, end, type, modifier } of findSemanticTokens(zone, stretch)) {
    const { line, character } = text.positionAt(start);
    const bits = 1 << modifiers.indexOf(modifier);
    builder.push(line, character, end - start, types.indexOf(type), bits);
  }
  return builder.build();
}
