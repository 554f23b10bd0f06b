import type { Position } from 'vscode-languageserver';

/** A field of what a client sends with a request of ours; undefined where there is none. */
export function fieldOf(params: unknown, name: string): unknown {
  if (typeof params !== 'object' || params === null || !Object.hasOwn(params, name))
    return undefined;
  const found: unknown = Reflect.get(params, name);
  return found;
}

/** The document that a request is about; '' where it names none. */
export function uriOf(params: unknown): string {
  const uri = fieldOf(params, 'uri');
  return typeof uri === 'string' ? uri : '';
}

/** The place that a request is about; the start of the document where it names none. */
export function positionOf(params: unknown): Position {
  const position = fieldOf(params, 'position');
  return {
    line: Number(fieldOf(position, 'line')) || 0,
    character: Number(fieldOf(position, 'character')) || 0,
  };
}
