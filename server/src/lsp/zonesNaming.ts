import { type Message, say } from '../core/text/message';
import { apexOf } from '../core/zone/otherAnswer';
import type { FeatureTools } from './feature';
import type { OnLeftOut } from './otherFiles';
import type { ZoneFiles } from './zoneFiles';

/** Tells the texts in which a name, with its final dot, may be written, in whatever way. */
export function mayName(name: string): (text: string) => boolean {
  const label = /^[^.]*/.exec(name.toLowerCase())?.[0] ?? '';
  // What is escaped in a name may stand in a text as it is.
  if (label.includes('\\')) return () => true;
  return (text) => text.toLowerCase().includes(label);
}

export function sayLeftOut(why: Message): Message {
  return say('Not all zone files were searched: {0}.', why);
}

/**
 * The zones that may name a name: the closed ones one after the other, then the open ones at once;
 * parts of zones come last.
 */
export async function* zonesNaming(
  name: string,
  { closedZones, openZones }: FeatureTools,
  onLeftOut: OnLeftOut,
): AsyncGenerator<ZoneFiles, void, undefined> {
  for await (const files of closedZones(mayName(name), onLeftOut)) yield files;
  const open = await openZones();
  const isZone = ({ zone }: ZoneFiles): boolean => apexOf(zone) !== undefined;
  yield* open.filter(isZone);
  yield* open.filter((files) => !isZone(files));
}

/** False once an open document has changed; a closed one is read for us alone. */
export function isCurrent(files: ZoneFiles & { readonly isCurrent?: () => boolean }): boolean {
  return files.isCurrent?.() ?? true;
}
