import { type AbsoluteName, isName } from '../core/dns/name';
import { parseTtl } from '../core/dns/ttl';
import { RRType, typeMnemonic } from '../core/syntax/mnemonics';
import { nextField, type Syntax, startsBlank, tokenText } from '../core/syntax/syntax';
import { type Message, say } from '../core/text/message';
import type { Span } from '../core/text/span';
import type { RecordIndex, Zone } from '../core/zone/zone';
import { type JsonRecord, type JsonType, jsonTypes, type ZoneJson } from './zoneJson';

/** Something that the other form does not hold. */
export interface Loss {
  readonly span: Span;
  readonly message: Message;
}

const typesByKey = new Map(jsonTypes.map((type) => [type.key, type]));

/** Makes the dns-zonefile package's model of a zone, and tells what does not fit in. */
export function toZoneJson(zone: Zone): {
  readonly json: ZoneJson;
  readonly losses: readonly Loss[];
} {
  return new Converter(zone).convert();
}

/**
 * Names are written as in the file where its origin there is the zone's; elsewhere as they are
 * written below the zone's origin. So the model says the same with its one `$origin`.
 */
class Converter {
  readonly #zone: Zone;
  /** The text that the record at hand stands in. */
  #syntax: Syntax;
  readonly #losses: Loss[] = [];
  readonly #json: ZoneJson = {};
  /** Seconds, -1 where the file has no $TTL. */
  #defaultTtl = -1;

  constructor(zone: Zone) {
    const syntax = zone.blocks.syntaxOf(0);
    if (syntax === undefined) throw new RangeError('A zone has a file.');
    this.#zone = zone;
    this.#syntax = syntax;
  }

  convert(): { readonly json: ZoneJson; readonly losses: readonly Loss[] } {
    const { names, apex, records, errors } = this.#zone;
    for (const { span, message } of errors) this.#losses.push({ span, message });
    if (names.isKnown(apex)) this.#json.$origin = names.text(apex);
    this.#readDirectives();
    if (this.#defaultTtl >= 0) this.#json.$ttl = this.#defaultTtl;
    for (let record = 0; record < records.length; record++) {
      if (!this.#zone.isFlawed(record)) this.#convertRecord(record);
    }
    return { json: this.#json, losses: this.#losses.sort(byPlace) };
  }

  #readDirectives(): void {
    const syntax = this.#syntax;
    for (let entry = 0; entry < syntax.entryCount; entry++) {
      const end = syntax.entryTokens.get(entry + 1);
      const first = nextField(syntax, syntax.entryTokens.get(entry), end);
      if (first >= end || syntax.text.charCodeAt(syntax.tokenStarts.get(first)) !== 0x24) continue;
      const word = tokenText(syntax, first).toUpperCase();
      const argument = nextField(syntax, first + 1, end);
      if (word === '$TTL' && argument < end && this.#defaultTtl < 0) {
        const [from, to] = [syntax.tokenStarts.get(argument), syntax.tokenEnds.get(argument)];
        this.#defaultTtl = parseTtl(syntax.text, from, to);
      }
    }
  }

  #convertRecord(record: RecordIndex): void {
    const { records, names } = this.#zone;
    this.#syntax = this.#zone.syntaxOf(record);
    const span = this.#zone.recordSpan(record);
    const mnemonic = typeMnemonic(records.types.get(record));
    const type = typesByKey.get(mnemonic.toLowerCase());
    const owner = names.prose(this.#zone.ownerOf(record));
    const tokens = this.#rdataTokens(record);
    const reason = this.#reasonAgainst(record, type, tokens);
    if (type === undefined || reason !== undefined) {
      const words = reason ?? say('the model has no such type');
      this.#lose(span, say('{0} {1} is left out: {2}.', owner, mnemonic, words));
      return;
    }
    const converted: JsonRecord = { name: this.#ownerText(record) };
    const fullName = names.text(this.#zone.ownerOf(record));
    if (type.key === 'ptr') converted['fullname'] = fullName;
    this.#convertFields(converted, type, tokens, this.#zone.originOf(record));
    const ttl = this.#ttlOf(record);
    if (ttl >= 0 && ttl !== this.#defaultTtl) converted.ttl = ttl;
    this.#add(type, converted);
  }

  #add(type: JsonType, converted: JsonRecord): void {
    if (type.key === 'soa') {
      this.#json.soa = converted;
      return;
    }
    const list = this.#json[type.key];
    if (Array.isArray(list)) list.push(converted);
    else this.#json[type.key] = [converted];
  }

  #reasonAgainst(
    record: RecordIndex,
    type: JsonType | undefined,
    tokens: readonly number[],
  ): Message | undefined {
    if (this.#hasOtherClass(record)) return say('the model knows the class IN only');
    if (type === undefined) return undefined;
    if (type.key === 'soa' && this.#json.soa !== undefined)
      return say('the model has one SOA record');
    const [first] = tokens;
    if (first !== undefined && tokenText(this.#syntax, first) === '\\#')
      return say('the model does not know the generic notation');
    const last = type.fields.at(-1)?.kind;
    const isListed = last === 'texts' || last === 'joined';
    const count = type.fields.length;
    const fits = isListed ? tokens.length >= count : tokens.length === count;
    return fits ? undefined : say('its fields are not those of the type');
  }

  #hasOtherClass(record: RecordIndex): boolean {
    const syntax = this.#syntax;
    const typeToken = this.#zone.records.typeTokens.get(record);
    const entry = this.#zone.records.entries.get(record);
    const first = nextField(syntax, syntax.entryTokens.get(entry), typeToken);
    const start = startsBlank(syntax, entry) ? first : nextField(syntax, first + 1, typeToken);
    for (let token = start; token < typeToken; token = nextField(syntax, token + 1, typeToken)) {
      const text = tokenText(syntax, token).toUpperCase();
      if (!/^(?:\d.*|IN|CLASS1)$/.test(text)) return true;
    }
    return false;
  }

  #rdataTokens(record: RecordIndex): readonly number[] {
    const syntax = this.#syntax;
    const end = syntax.entryTokens.get(this.#zone.records.entries.get(record) + 1);
    const tokens: number[] = [];
    let token = nextField(syntax, this.#zone.records.typeTokens.get(record) + 1, end);
    for (; token < end; token = nextField(syntax, token + 1, end)) tokens.push(token);
    return tokens;
  }

  #convertFields(
    converted: JsonRecord,
    type: JsonType,
    tokens: readonly number[],
    origin: AbsoluteName,
  ): void {
    const syntax = this.#syntax;
    const texts = tokens.map((token) => tokenText(syntax, token));
    type.fields.forEach(({ name, kind }, index) => {
      const text = texts[index] ?? '';
      switch (kind) {
        case 'number':
          converted[name] = Number(text);
          break;
        case 'ttl':
          converted[name] = parseTtl(text, 0, text.length);
          break;
        case 'name':
          converted[name] = this.#nameText(text, origin);
          break;
        case 'word':
          converted[name] = text;
          break;
        case 'texts':
          converted[name] = texts.slice(index).join(' ');
          break;
        case 'joined':
          converted[name] = texts.slice(index).join('');
          break;
      }
    });
  }

  #ownerText(record: RecordIndex): string {
    const { names, apex } = this.#zone;
    const syntax = this.#syntax;
    const owner = this.#zone.ownerOf(record);
    const entry = this.#zone.records.entries.get(record);
    if (startsBlank(syntax, entry)) return this.#lastOwnerText(owner);
    const first = nextField(
      syntax,
      syntax.entryTokens.get(entry),
      syntax.entryTokens.get(entry + 1),
    );
    const text = this.#nameText(tokenText(syntax, first), this.#zone.originOf(record));
    this.#lastOwner = { owner, text: text === '' ? names.written(owner, apex) : text };
    return this.#lastOwner.text;
  }

  #lastOwner: { readonly owner: AbsoluteName; readonly text: string } | undefined;

  #lastOwnerText(owner: AbsoluteName): string {
    const { names, apex } = this.#zone;
    return this.#lastOwner?.owner === owner ? this.#lastOwner.text : names.written(owner, apex);
  }

  /** A name as it stands in the file where that means the same in the model. */
  #nameText(text: string, origin: AbsoluteName): string {
    const { names, apex } = this.#zone;
    if (origin === apex || text.endsWith('.')) return text;
    const name = names.read(text, 0, text.length, origin);
    return isName(name) ? names.written(name, apex) : text;
  }

  /** As name servers settle it: without any TTL before it, a record has the SOA record's minimum. */
  #ttlOf(record: RecordIndex): number {
    const ttl = this.#zone.records.ttls.get(record);
    if (ttl >= 0) return ttl;
    const minimum = this.#json.soa?.['minimum'];
    const isSoa = this.#zone.records.types.get(record) === RRType.SOA;
    return typeof minimum === 'number' && !isSoa ? minimum : -1;
  }

  #lose(span: Span, message: Message): void {
    this.#losses.push({ span, message });
  }
}

/** True where the entry at the start of a text is the beginning of a JSON object. */
export function looksLikeJson(text: string): boolean {
  return /^\ufeff?\s*\{/.test(text);
}

function byPlace(a: Loss, b: Loss): number {
  return a.span.file - b.span.file || a.span.start - b.span.start;
}
