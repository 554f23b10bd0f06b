import { readFile } from 'node:fs/promises';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';
import { readManifest } from './manifest';

const rootScope = 'source.dns-zone';

/** Where VS Code has a grammar of its own, a stand-in with what an injection meets there. */
const hostGrammars: Readonly<Record<string, string>> = {
  'text.html.markdown': 'test/grammar/fixtures/markdown.tmLanguage.json',
};

/** A stretch of one line, `start` and `end` in UTF-16 units of that line, with its scopes outside in. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Without the root scope, which every token has. */
  readonly scopes: readonly string[];
}

/** A line of the input with its tokens. */
export interface TokenizedLine {
  readonly text: string;
  readonly tokens: readonly Token[];
}

let registry: Promise<Registry> | undefined;

/** A grammar, loaded once for all tests as VS Code loads it; the one of zone files if not named. */
export async function loadGrammar(scope = rootScope): Promise<IGrammar> {
  registry ??= openRegistry();
  const grammar = await (await registry).loadGrammar(scope);
  if (grammar === null) throw new Error(`There is no grammar named ${scope}.`);
  return grammar;
}

/** The tokens of each line, the state carried from one line to the next. */
export function tokenize(grammar: IGrammar, text: string): readonly TokenizedLine[] {
  let state = INITIAL;
  return text.split('\n').map((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    const tokens = result.tokens
      .map((token) => ({
        start: token.startIndex,
        // VS Code's tokenizer counts the newline that it appends itself.
        end: Math.min(token.endIndex, line.length),
        text: line.slice(token.startIndex, token.endIndex),
        scopes: token.scopes.filter((scope) => scope !== rootScope),
      }))
      .filter((token) => token.start < token.end);
    return { text: line, tokens };
  });
}

async function openRegistry(): Promise<Registry> {
  await loadWASM(await readFile(require.resolve('vscode-oniguruma/release/onig.wasm')));
  const { grammars } = readManifest().contributes;
  return new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => createOnigScanner(patterns),
      createOnigString: (text: string) => createOnigString(text),
    }),
    getInjections: (scope: string) =>
      grammars.flatMap(({ scopeName, injectTo }) => (injectTo?.includes(scope) ? scopeName : [])),
    loadGrammar: async (scope: string) => {
      const path =
        grammars.find(({ scopeName }) => scopeName === scope)?.path ?? hostGrammars[scope];
      return path === undefined ? null : parseRawGrammar(await readFile(path, 'utf8'), path);
    },
  });
}
