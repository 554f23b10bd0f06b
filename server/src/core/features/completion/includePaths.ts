import type { Zone } from '../../zone/zone';
import { type Cursor, cursorSpan, findCursor } from '../cursor';
import type { Completion } from './complete';
import type { Item } from './item';

/** A path that is being written behind $INCLUDE. */
export interface IncludePath {
  readonly cursor: Cursor;
  /** What is written before the cursor, without quotes. */
  readonly typed: string;
}

/** So many paths are offered; where there are more, one types on. */
const mostPaths = 100;

/** The path that the cursor is in; undefined elsewhere. */
export function findIncludePath(zone: Zone, offset: number): IncludePath | undefined {
  const cursor = findCursor(zone, offset);
  const position = cursor?.position;
  if (cursor === undefined || position?.kind !== 'argument') return undefined;
  if (position.directive !== '$INCLUDE' || position.number !== 0) return undefined;
  return { cursor, typed: cursor.typed.replace(/^"/, '') };
}

/** Offers paths as they are written from the file on. */
export function completeIncludePath(
  { cursor, typed }: IncludePath,
  paths: readonly string[],
): Completion | undefined {
  const depth = (path: string): number => path.split('/').length;
  const fitting = paths
    .filter((path) => path.startsWith(typed) && !/["\\\p{Cc}]/u.test(path))
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  if (fitting.length === 0) return undefined;
  const items = fitting.slice(0, mostPaths).map((path): Item => {
    const isQuoted = cursor.isQuoted || /[\s;()]/.test(path);
    return {
      label: path,
      kind: 'file',
      insert: [isQuoted ? `"${path}"` : path],
      group: 0,
      ...(cursor.isQuoted ? { filter: `"${path}` } : {}),
    };
  });
  return { items, span: cursorSpan(cursor), isCut: fitting.length > mostPaths };
}
