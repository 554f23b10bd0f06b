import { byPlace } from '../../server/src/core/lint';
import type { Finding } from '../../server/src/core/rules/rule';
import type { Zone } from '../../server/src/core/zone/zone';

function describeRecords(zone: Zone): readonly string[] {
  const { names, records } = zone;
  const word = (record: number): string => {
    const span = zone.entrySpan(record);
    const target = zone.targetOf(record);
    return [
      span.start,
      span.end,
      names.text(zone.ownerOf(record)),
      records.types.get(record),
      records.ttls.get(record),
      target === undefined ? '-' : names.text(target),
      records.facts.get(record),
      zone.rdataSpan(record).start,
      zone.isFlawed(record),
      names.text(zone.originOf(record)),
    ].join(' ');
  };
  const inOrder = zone.blocks
    .ofFile(0)
    .flatMap((block) => zone.blocks.recordsOf(block).map((record) => word(record)));
  const chains = [...zone.ownersWith(-1)]
    .map((owner) => {
      const types = new Set(
        inOrder.length === 0
          ? []
          : zone.blocks
              .ofFile(0)
              .flatMap((block) => zone.blocks.recordsOf(block))
              .filter((record) => zone.ownerOf(record) === owner)
              .map((record) => records.types.get(record)),
      );
      const own = [...types].flatMap((type) => zone.recordsOf(owner, type).map(word));
      return `${names.text(owner)} ${zone.typesOf(owner)} ${zone.exists(owner)} ${own.join('|')}`;
    })
    .sort();
  return [...inOrder, ...chains];
}

/** Findings in order of their place. */
function describeFindings(findings: readonly Finding[], withFixes: boolean): readonly string[] {
  return [...findings]
    .sort(byPlace)
    .map(({ rule, span, message, related, fixes }) =>
      JSON.stringify([
        span,
        rule,
        message,
        related,
        withFixes ? fixes?.().map(({ title, edits }) => [title, edits]) : undefined,
      ]),
    );
}

/** All that a zone is and what is found in it, to compare readings of one text. */
export function describeWhole(
  zone: Zone,
  findings: readonly Finding[],
  withFixes: boolean,
): unknown {
  return {
    apex: zone.names.text(zone.apex),
    isComplete: zone.isComplete,
    classNumber: zone.classNumber,
    errors: zone.errors.map(({ span, message }) => JSON.stringify([span, message])).sort(),
    omitted: zone.omittedErrors,
    records: describeRecords(zone),
    findings: [...describeFindings(findings, withFixes)].sort(),
  };
}
