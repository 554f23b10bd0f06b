import { sep } from 'node:path';
import { say } from '../core/text/message';
import { type Arguments, type OptionSpec, UsageError } from './arguments';

export const shardOption: OptionSpec = {
  name: 'shard',
  value: 'K/N',
  help: say('take only the K-th of N parts of the input'),
};

/** The K-th of N parts, K from 1. */
interface Shard {
  readonly part: number;
  readonly parts: number;
}

/** Gives whether a path or a name is in the part that the command line asks for. */
export function shardFilter(args: Arguments): (key: string) => boolean {
  const given = args.value(shardOption.name);
  if (given === undefined) return () => true;
  const shard = readShard(given);
  return (key) => isInShard(key, shard);
}

function readShard(text: string): Shard {
  const [, part, parts] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { part: Number(part), parts: Number(parts) };
  if (!(shard.part >= 1 && shard.part <= shard.parts))
    throw new UsageError(
      say('--shard takes K/N with K from 1 to N, such as 1/4; not “{0}”.', text),
    );
  return shard;
}

/** Always the same for a path or name, whatever others there are. */
function isInShard(key: string, { part, parts }: Shard): boolean {
  return hashKey(key.replaceAll(sep, '/')) % parts === part - 1;
}

/** FNV-1a, its bits mixed so that the low ones, which the parts are taken by, depend on all. */
function hashKey(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
