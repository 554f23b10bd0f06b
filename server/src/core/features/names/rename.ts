import type { AbsoluteName } from '../../dns/name';
import { asciiName } from '../../dns/unicode';
import { isTextInZone } from '../../rules/names';
import { type Message, say } from '../../text/message';
import type { FileIndex, Span } from '../../text/span';
import { mapInSteps, type Steps } from '../../text/steps';
import { isBelowCut } from '../../zone/lookup';
import { apexOf } from '../../zone/otherAnswer';
import { cutBits, TypeBit } from '../../zone/typeBits';
import type { BlockIndex, Zone } from '../../zone/zone';
import { isAbsolute, type Rewritten, rewriteUse } from './rewrite';
import { allBlocks, findUseAt, findUsesBelow, mostUses, type NameUse } from './uses';

/** The name under a cursor that is to be renamed. */
export interface RenameTarget {
  readonly name: AbsoluteName;
  /** Its characters, those of service labels such as `_25._tcp` left out. */
  readonly span: Span;
  /** As it is written there. */
  readonly text: string;
  readonly use: NameUse;
}

/** What is renamed, as absolute names with their final dots; all names below move along. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** What a renaming changes in the files of one zone. */
export interface ZoneRenaming {
  readonly edits: readonly Rewritten[];
  /** True for the zone that has the records of the name. */
  readonly isHome: boolean;
}

/** The name at an offset; why it can’t be renamed; undefined where there is none. */
export function findRenameTarget(zone: Zone, offset: number): RenameTarget | Message | undefined {
  const use = findUseAt(zone, offset);
  if (use === undefined) return undefined;
  const target = withoutServiceLabels(zone, use);
  const { names, apex } = zone;
  const shown = names.prose(use.name);
  if (!names.isKnown(use.name))
    return say('The file does not say to which zone it belongs, so nothing can be renamed.');
  if (use.name === names.root || (use.name === apex && apexOf(zone) !== undefined))
    return refuseApex(shown);
  if (target === undefined || names.hasUnderscore(target.name) || isPolicyHost(zone, target.name))
    return say('Other programs look for “{0}” by this very name, so it can’t be renamed.', shown);
  if (names.isWildcard(target.name))
    return say('“{0}” stands for many names, so it can’t be renamed.', shown);
  return target;
}

/** The names that a renaming is about; why what was typed can’t be the new one. */
export function readRenaming(zone: Zone, target: RenameTarget, typed: string): Renaming | Message {
  const { names } = zone;
  const text = asciiName(typed.trim());
  const name = names.parse(text, originOfTyped(zone, target, text));
  if (name === undefined || text === '') return say('“{0}” is no domain name.', typed);
  const shown = names.prose(name);
  const isService = names.hasUnderscore(name) || names.isWildcard(name);
  if (isService || (names.isHostName(target.name) && !names.isHostName(name)))
    return say('“{0}” is no host name: use letters, digits and hyphens.', shown);
  if (!names.isKnown(name)) return say('“{0}” is no domain name.', typed);
  return { from: names.text(target.name), to: names.text(name) };
}

/** What a renaming changes in a zone; why it would not mean the same as before. */
export function* renameInZone(zone: Zone, { from, to }: Renaming): Steps<ZoneRenaming | Message> {
  const { names } = zone;
  const old = names.parse(from);
  const name = names.parse(to);
  if (old === undefined || name === undefined) return say('“{0}” is no domain name.', to);
  const isHome = isHomeOf(zone, old);
  const uses = yield* findUsesBelow(zone, old);
  const refusal =
    refusePlace(zone, old, name, isHome) ??
    refuseZone(zone, old, isHome) ??
    refuseUses(zone, uses, isHome);
  if (refusal !== undefined) return refusal;
  const rewritten = yield* mapInSteps(uses, (use) => rewriteUse(zone, use, old, name) ?? []);
  const edits: Rewritten[] = [];
  for (const each of rewritten) {
    if ('template' in each) return each;
    edits.push(each);
  }
  const shared = refuseSharedFiles(zone, edits);
  return shared ?? { edits: withoutRepeated(edits), isHome };
}

/** Why what is a part of several zones, or of one several times, can’t be changed. */
export const sharedFile = say(
  'The name stands in a file that is included more than once, and is not the same name each time.',
);

/** Where no zone has the records of a name, its uses would lead nowhere. */
export function refuseStranger(from: string): Message {
  return say(
    'No zone file here has the records of “{0}”, so they would keep their name.',
    from.replace(/\.$/, ''),
  );
}

/** What the typed name is relative to where it has no final dot. */
function originOfTyped(zone: Zone, { name, use }: RenameTarget, text: string): AbsoluteName {
  const { names } = zone;
  const isWhole = use.kind === 'spf' || isAbsolute(use.text);
  if (isWhole && !text.includes('.')) return names.parent(name);
  // Nobody means to have the zone’s name twice.
  return isWhole || isTextInZone(zone, text) ? names.root : use.origin;
}

function refuseApex(shown: string): Message {
  return say('“{0}” is the name of a zone: all names in it would be others.', shown);
}

/** `_25._tcp.mail` stands for a service of `mail`; undefined where only the service is written. */
function withoutServiceLabels({ names }: Zone, use: NameUse): RenameTarget | undefined {
  let { name } = use;
  let start = 0;
  for (; names.hasPrefix(name, '_'); name = names.parent(name)) {
    const dot = use.text.indexOf('.', start);
    if (dot < 0 || dot + 1 >= use.text.length) return undefined;
    start = dot + 1;
  }
  const span = { ...use.span, start: use.span.start + start };
  return { name, span, text: use.text.slice(start), use };
}

/** The host from which senders fetch the policy of a domain (RFC 8461 3.3). */
function isPolicyHost(zone: Zone, name: AbsoluteName): boolean {
  const { names } = zone;
  if (!names.startsWith(name, 'mta-sts')) return false;
  const policy = names.parse('_mta-sts', names.parent(name));
  return policy !== undefined && zone.typesOf(policy) !== 0;
}

/** True for a zone that answers for a name and has it. */
function isHomeOf(zone: Zone, name: AbsoluteName): boolean {
  const isInZone = zone.names.isAtOrBelow(name, zone.apex) && zone.names.isKnown(zone.apex);
  return isInZone && zone.exists(name) && (zone.cutsAt(name) !== 0 || !isBelowCut(zone, name));
}

/** What the old and the new name are in the zone. */
function refusePlace(
  zone: Zone,
  old: AbsoluteName,
  name: AbsoluteName,
  isHome: boolean,
): Message | undefined {
  const { names, apex } = zone;
  const shown = names.prose(name);
  if (names.isAtOrBelow(apex, old)) return refuseApex(names.prose(apex));
  const isInZone = names.isAtOrBelow(name, apex);
  if (isInZone && zone.exists(name)) return say('“{0}” is there already.', shown);
  if (!isHome) return undefined;
  if (!isInZone) return say('“{0}” does not lie in the zone {1}.', shown, names.prose(apex));
  for (let at = name; at !== apex && at !== names.root; at = names.parent(at))
    if (zone.cutsAt(at) !== 0) return refuseDelegated(names.prose(at));
  return undefined;
}

function refuseDelegated(shown: string): Message {
  return say('“{0}” is delegated: other name servers have the names there.', shown);
}

function refuseZone(zone: Zone, old: AbsoluteName, isHome: boolean): Message | undefined {
  const { names, blocks } = zone;
  const [first = 0] = blocks.ofFile(0);
  const [start] = blocks.originsOf(first);
  if (start !== undefined && names.isAtOrBelow(start.origin, old))
    return say(
      'Names in a file are relative to “{0}”, and no directive says so.',
      names.prose(start.origin),
    );
  if (isHome && apexOf(zone) !== undefined && !zone.isComplete)
    return say('Parts of the zone can’t be read here, and the name may be used in them.');
  return undefined;
}

function refuseUses(zone: Zone, uses: readonly NameUse[], isHome: boolean): Message | undefined {
  if (uses.length >= mostUses) return say('The name is used in more than {0} places.', mostUses);
  for (const { hidden, name, kind } of uses) {
    const shown = zone.names.prose(name);
    if (hidden === 'generated')
      return say('“{0}” comes from a $GENERATE directive, so it can’t be renamed alone.', shown);
    if (hidden === 'generic')
      return say('“{0}” is also written in generic RDATA, where it can’t be replaced.', shown);
    if (kind !== 'owner') continue;
    const types = zone.typesOf(name);
    if ((types & TypeBit.dnssec) !== 0)
      return say('“{0}” is signed: the signatures would no longer be valid.', shown);
    if (isHome && (types & cutBits) !== 0) return refuseDelegated(shown);
  }
  return undefined;
}

/** A file that is included several times must change in the same way each time. */
function refuseSharedFiles(zone: Zone, edits: readonly Rewritten[]): Message | undefined {
  const changes = new Map<FileIndex, Map<BlockIndex, string>>();
  for (const { span, block, text } of edits) {
    if (span.file === 0) continue;
    const ofFile = changes.get(span.file) ?? new Map<BlockIndex, string>();
    const before = ofFile.get(block) ?? '';
    changes.set(span.file, ofFile.set(block, `${before}${span.start} ${span.end} ${text}\n`));
  }
  if (changes.size === 0) return undefined;
  for (const block of allBlocks(zone)) {
    const syntax = zone.blocks.syntaxOf(block);
    if (syntax === undefined || syntax.generatedBy !== undefined) continue;
    const ofFile = changes.get(syntax.file);
    const [first] = ofFile?.values() ?? [];
    if (first !== ofFile?.get(block)) return sharedFile;
  }
  return undefined;
}

function withoutRepeated(edits: readonly Rewritten[]): readonly Rewritten[] {
  const seen = new Set<string>();
  return edits.filter(({ span }) => {
    const key = `${span.file} ${span.start}`;
    return !seen.has(key) && seen.add(key);
  });
}
