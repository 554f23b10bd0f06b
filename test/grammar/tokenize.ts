import { readFile } from 'node:fs/promises';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

const grammarPath = 'syntaxes/dns-zone.tmLanguage.json';
const rootScope = 'source.dns-zone';

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

let grammarPromise: Promise<IGrammar> | undefined;

/** The grammar, loaded once for all tests as VS Code loads it. */
export function loadGrammar(): Promise<IGrammar> {
  grammarPromise ??= readGrammar();
  return grammarPromise;
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

async function readGrammar(): Promise<IGrammar> {
  const wasm = await readFile(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await loadWASM(wasm);
  const raw = parseRawGrammar(await readFile(grammarPath, 'utf8'), grammarPath);
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => createOnigScanner(patterns),
      createOnigString: (text: string) => createOnigString(text),
    }),
    loadGrammar: (scope: string) => Promise.resolve(scope === rootScope ? raw : null),
  });
  const grammar = await registry.loadGrammar(rootScope);
  if (grammar === null) {
    throw new Error(`${grammarPath} has no grammar named ${rootScope}`);
  }
  return grammar;
}
