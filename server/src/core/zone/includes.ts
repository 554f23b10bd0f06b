import { scan } from '../syntax/scanner';
import { nextField, type Syntax, TokenKind, tokenSpan, tokenText } from '../syntax/syntax';
import type { IncludedText, IncludeRequest } from '../text/files';
import type { FileIndex, Span } from '../text/span';

/** What a $INCLUDE leads to. */
export type Inclusion =
  | { readonly kind: 'file'; readonly syntax: Syntax }
  /** There is no such file, or it can't be read. */
  | { readonly kind: 'not-found' }
  /** It lies where includes may not lead. */
  | { readonly kind: 'outside' }
  /** Nobody reads it here: what it holds is not known. */
  | { readonly kind: 'unread' };

/** Looks up what was read beforehand: the core never asks for a file. */
export type FindInclusion = (from: FileIndex, path: string) => Inclusion;

/** Files that include each other deeper than this are a mistake. */
export const maximumDepth = 20;

/** A $INCLUDE as it is written. */
export interface IncludeDirective {
  readonly path: string;
  readonly span: Span;
}

/** The $INCLUDE directives of a file, so that what they name can be read beforehand. */
export function listIncludes(syntax: Syntax): readonly IncludeDirective[] {
  const found: IncludeDirective[] = [];
  for (let entry = 0; entry < syntax.entryCount; entry++) {
    const first = syntax.entryTokens.get(entry);
    const end = syntax.entryTokens.get(entry + 1);
    if (first >= end || syntax.text.charCodeAt(syntax.tokenStarts.get(first)) !== 0x24) continue;
    const token = nextField(syntax, first + 1, end);
    if (token >= end || !/^\$include$/i.test(tokenText(syntax, first))) continue;
    found.push({ path: pathAt(syntax, token), span: tokenSpan(syntax, token) });
  }
  return found;
}

/** A path as it is written, without quotes. */
export function pathAt(syntax: Syntax, token: number): string {
  const text = tokenText(syntax, token);
  if (syntax.tokenKinds.get(token) !== TokenKind.quoted) return text;
  return text.replace(/^"|"$/g, '').replaceAll('\\"', '"');
}

/** So many files are followed; more are a mistake. */
const mostFiles = 1000;

/** The files of a zone: the one that was opened, and all that are included. */
export interface IncludedFiles {
  /** By number: a file's name as it is shown, and its text. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly find: FindInclusion;
}

/** Reads all files that a file includes, and those that they include. */
export async function readIncludes(
  name: string,
  opened: Syntax,
  read: (request: IncludeRequest) => Promise<IncludedText>,
): Promise<IncludedFiles> {
  const files = [{ name, text: opened.text }];
  const syntaxes = new Map<string, Syntax>([[name, opened]]);
  const found = new Map<string, Inclusion>();
  const waiting: Syntax[] = [opened];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    const including = files[from.file]?.name ?? name;
    for (const { path } of listIncludes(from)) {
      const key = keyOf(from.file, path);
      if (found.has(key) || files.length >= mostFiles) continue;
      const answer = await read({ including, path, opened: name });
      if (answer.kind !== 'text') {
        found.set(key, answer);
        continue;
      }
      let syntax = syntaxes.get(answer.name);
      if (syntax === undefined) {
        syntax = scan(answer.text, files.push(answer) - 1);
        syntaxes.set(answer.name, syntax);
        waiting.push(syntax);
      }
      found.set(key, { kind: 'file', syntax });
    }
  }
  return { files, find: (from, path) => found.get(keyOf(from, path)) ?? { kind: 'unread' } };
}

function keyOf(file: FileIndex, path: string): string {
  return `${file} ${path}`;
}
