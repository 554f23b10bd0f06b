import { isIPv4 } from '../../dns/address';
import type { AbsoluteName } from '../../dns/name';
import { ownerToken } from '../../rules/records';
import { RRType } from '../../syntax/mnemonics';
import { startsBlank, tokenSpan, tokenText } from '../../syntax/syntax';
import { say } from '../../text/message';
import type { Span, TextEdit } from '../../text/span';
import { isGenericRecord } from '../../zone/canonical';
import type { RecordIndex, Zone } from '../../zone/zone';
import { type FindRefactorings, mostEdits, type Refactoring } from './refactoring';

/** A name as it stands in the file. */
interface WrittenName {
  readonly name: AbsoluteName;
  readonly written: string;
  readonly span: Span;
  readonly origin: AbsoluteName;
  /** False where the origin of the file is found by it. */
  readonly mayBeRelative: boolean;
}

/** The name at the cursor, or all owners and targets of the file, made absolute or relative. */
export const rewriteNames: FindRefactorings = (zone, { start }) => {
  const place = zone.entryAt(0, start);
  const record = place === undefined ? undefined : zone.recordIn(place);
  const touched =
    record === undefined
      ? undefined
      : namesOf(zone, record).find(({ span }) => span.start <= start && start <= span.end);
  if (touched === undefined) return [];
  const form = isAbsolute(touched) ? 'relative' : 'absolute';
  const edit = rewrite(zone, touched, form);
  if (edit === undefined) return [];
  const one: Refactoring = {
    name: `${form}Name`,
    title:
      form === 'relative'
        ? say('Make it relative: {0}', edit.text)
        : say('Make it absolute: {0}', edit.text),
    edits: [edit],
  };
  const edits = rewriteAll(zone, form);
  if (edits.length < 2 || edits.length > mostEdits) return [one];
  const title =
    form === 'relative'
      ? say('Make all {0} owners and targets relative that may be', edits.length)
      : say('Make all {0} relative owners and targets absolute', edits.length);
  return [one, { name: `${form}Names`, title, edits }];
};

type Form = 'relative' | 'absolute';

function rewriteAll(zone: Zone, form: Form): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (const block of zone.blocks.ofFile(0)) {
    for (const record of zone.blocks.recordsOf(block)) {
      for (const name of namesOf(zone, record)) {
        const edit =
          isAbsolute(name) === (form === 'absolute') ? undefined : rewrite(zone, name, form);
        if (edit !== undefined) edits.push(edit);
      }
      if (edits.length > mostEdits) return edits;
    }
  }
  return edits;
}

/** Undefined where the name is so already, or can't be. */
function rewrite(
  zone: Zone,
  { name, written, span, origin, mayBeRelative }: WrittenName,
  form: Form,
): TextEdit | undefined {
  if (form === 'relative' && !mayBeRelative) return undefined;
  // An address in the place of a name is a slip, which has fixes of its own.
  if (isIPv4(written, 0, written.length)) return undefined;
  const text = form === 'absolute' ? zone.names.text(name) : zone.names.written(name, origin);
  return text === written || text.endsWith('.') !== (form === 'absolute')
    ? undefined
    : { span, text };
}

function isAbsolute({ written }: WrittenName): boolean {
  return written.endsWith('.');
}

/** The owner and the target of a record, where they stand in it and are known. */
function namesOf(zone: Zone, record: RecordIndex): readonly WrittenName[] {
  const syntax = zone.syntaxOf(record);
  if (syntax.generatedBy !== undefined || syntax.file !== 0 || zone.isFlawed(record)) return [];
  const origin = zone.originOf(record);
  const names: WrittenName[] = [];
  const owner = zone.ownerOf(record);
  if (!startsBlank(syntax, zone.records.entries.get(record)) && zone.names.isKnown(owner)) {
    const token = ownerToken(zone, record);
    const mayBeRelative = zone.records.types.get(record) !== RRType.SOA;
    const written = tokenText(syntax, token);
    names.push({ name: owner, written, span: tokenSpan(syntax, token), origin, mayBeRelative });
  }
  const target = zone.targetOf(record);
  if (target === undefined || !zone.names.isKnown(target) || isGenericRecord(zone, record))
    return names;
  const span = zone.targetSpan(record);
  names.push({ name: target, written: zone.targetText(record), span, origin, mayBeRelative: true });
  return names;
}
