import { pageOf } from '../../core/rules/rulePages';
import type { CheckedFile, CheckedFinding } from '../checkText';
import { toSafeJson } from '../escape';
import { publishedToJson } from '../publishedText';
import type { Terminal } from '../terminal';
import type { Reporter } from './report';

/** One object for the whole run, each file on a line of its own. */
export function createJsonReporter(terminal: Terminal): Reporter {
  let isFirst = true;
  return {
    start: () => '{"version":1,"files":[',
    file: function* (file) {
      yield isFirst ? '\n' : ',\n';
      isFirst = false;
      yield* toJson(file, terminal);
    },
    end: ({ bySeverity }) => `${isFirst ? '' : '\n'}],"summary":${toSafeJson(bySeverity)}}\n`,
  };
}

/** An object per file and line, for programs that don't wait for the end. */
export function createJsonLinesReporter(terminal: Terminal): Reporter {
  return {
    start: () => '',
    file: function* (file) {
      yield* toJson(file, terminal);
      yield '\n';
    },
    end: () => '',
  };
}

function* toJson(
  { path, origin, records, findings, published }: CheckedFile,
  terminal: Terminal,
): Generator<string> {
  const head = toSafeJson({ path, origin: origin ?? null, records });
  yield `${head.slice(0, -1)},"findings":[`;
  let separator = '';
  for (const finding of findings) {
    yield separator + toSafeJson(findingToJson(finding, terminal));
    separator = ',';
  }
  yield ']';
  if (published !== undefined)
    yield `,"published":${toSafeJson(publishedToJson(published, terminal))}`;
  yield '}';
}

function findingToJson(finding: CheckedFinding, terminal: Terminal): unknown {
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: terminal.wordAsData(finding.message),
    help: pageOf(finding.rule),
    path: finding.path,
    range: finding.range,
    related: finding.related.map(({ path, range, message }) => ({
      path,
      range,
      message: terminal.wordAsData(message),
    })),
    fixes: finding.fixes.map(({ title, grade }) => ({ title: terminal.wordAsData(title), grade })),
  };
}
