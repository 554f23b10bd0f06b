import type { Position } from 'vscode-languageserver';

/** A place in a document, as requests of our own name it. */
export interface PlaceParams {
  readonly uri: string;
  readonly position: Position;
}

export function isPlaceParams(params: unknown): params is PlaceParams {
  if (typeof params !== 'object' || params === null) return false;
  if (!('uri' in params && 'position' in params)) return false;
  return typeof params.uri === 'string' && isPosition(params.position);
}

function isPosition(position: unknown): position is Position {
  if (typeof position !== 'object' || position === null) return false;
  const { line, character }: { line?: unknown; character?: unknown } = position;
  return Number.isInteger(line) && Number.isInteger(character);
}
