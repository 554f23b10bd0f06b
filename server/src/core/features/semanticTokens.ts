import type { AbsoluteName } from '../dns/name';
import { RRType } from '../syntax/mnemonics';
import { nextField, type Syntax, startsBlank, tokenSpan } from '../syntax/syntax';
import { isGenericRecord } from '../zone/canonical';
import { lookUp } from '../zone/lookup';
import type { RecordIndex, Zone } from '../zone/zone';

/** What a token is; the words are the protocol's own. */
export type SemanticType = 'type' | 'variable' | 'keyword';

/**
 * What is known of it. `declaration` and `deprecated` are the protocol's own; the others, which
 * package.json describes, say where a name lies and whether the zone has it.
 */
export type SemanticModifier = 'declaration' | 'deprecated' | 'inZone' | 'missing' | 'outOfZone';

/** One word of the file, in UTF-16 offsets; it never goes over a line end. */
export interface SemanticToken {
  readonly start: number;
  readonly end: number;
  readonly type: SemanticType;
  readonly modifier: SemanticModifier;
}

/** More than any screen shows; a client that asks for more gets the first of them. */
const maximumTokens = 20_000;

/**
 * Types that nobody should write any more: MD and MF (RFC 973), WKS (RFC 1123 5.2.12), NSAP and
 * NSAP-PTR (RFC 9121), NXT (RFC 3755), A6 (RFC 6563), SPF (RFC 7208 3.1) and DLV (RFC 8749).
 */
const deprecatedTypes: ReadonlySet<number> = new Set([
  3,
  4,
  11,
  22,
  23,
  RRType.NXT,
  38,
  RRType.SPF,
  32769,
]);

/**
 * What the parser knows of the names and types in a stretch of the file that was opened, in the order of the text:
 * only what no grammar can see in the words themselves. The cost is that of the stretch.
 */
export function findSemanticTokens(
  zone: Zone,
  stretch: { readonly start: number; readonly end: number },
): readonly SemanticToken[] {
  const tokens: SemanticToken[] = [];
  const { blocks } = zone;
  let block = blocks.at(0, stretch.start);
  for (; block !== undefined; block = blocks.after(block)) {
    const syntax = blocks.syntaxOf(block);
    if (syntax === undefined || syntax.base >= stretch.end) break;
    for (const record of blocks.recordsOf(block)) {
      const span = zone.entrySpan(record);
      if (span.start >= stretch.end || tokens.length >= maximumTokens) return tokens;
      if (span.end > stretch.start)
        addRecord(zone, syntax, zone.records.entries.get(record), record, tokens);
    }
  }
  return tokens;
}

function addRecord(
  zone: Zone,
  syntax: Syntax,
  entry: number,
  record: RecordIndex,
  tokens: SemanticToken[],
): void {
  const add = (token: number, type: SemanticType, modifier: SemanticModifier): void => {
    const { start, end } = tokenSpan(syntax, token);
    tokens.push({ start, end, type, modifier });
  };
  const isPlaced = zone.names.isKnown(zone.apex);
  if (isPlaced && !startsBlank(syntax, entry)) {
    const first = nextField(
      syntax,
      syntax.entryTokens.get(entry),
      syntax.entryTokens.get(entry + 1),
    );
    const isInZone = zone.names.isAtOrBelow(zone.ownerOf(record), zone.apex);
    add(first, 'type', isInZone ? 'declaration' : 'outOfZone');
  }
  const { types, typeTokens, targetTokens } = zone.records;
  if (deprecatedTypes.has(types.get(record))) add(typeTokens.get(record), 'keyword', 'deprecated');
  const target = zone.targetOf(record);
  if (!isPlaced || target === undefined || isGenericRecord(zone, record)) return;
  const modifier = placeOf(zone, target);
  if (modifier !== undefined) add(targetTokens.get(record), 'variable', modifier);
}

/** Where a name lies; undefined where this zone alone can't say, and for the root, which is no host. */
function placeOf(zone: Zone, name: AbsoluteName): SemanticModifier | undefined {
  if (name === zone.names.root || !zone.names.isKnown(name)) return undefined;
  if (!zone.names.isAtOrBelow(name, zone.apex)) return 'outOfZone';
  const { kind } = lookUp(zone, name);
  if (kind === 'unknown') return undefined;
  return kind === 'nxdomain' ? 'missing' : 'inZone';
}
