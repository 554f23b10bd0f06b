import { sep } from 'node:path';
import { say } from '../core/text/message';
import { UsageError } from './arguments';

/** The K-th of N parts, K from 1. */
export interface Shard {
  readonly part: number;
  readonly parts: number;
}

export function readShard(text: string): Shard {
  const [, part, parts] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { part: Number(part), parts: Number(parts) };
  if (!(shard.part >= 1 && shard.part <= shard.parts))
    throw new UsageError(
      say('--shard takes K/N with K from 1 to N, such as 1/4; not “{0}”.', text),
    );
  return shard;
}

/** Whether a file belongs to the part: always the same for a path, whatever other files there are. */
export function isInShard(path: string, { part, parts }: Shard): boolean {
  return hashPath(path.replaceAll(sep, '/')) % parts === part - 1;
}

/** FNV-1a, its bits mixed so that the low ones, which the parts are taken by, depend on all. */
function hashPath(path: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
