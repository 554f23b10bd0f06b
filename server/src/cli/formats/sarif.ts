import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from '../../core/rules/registry';
import type { Level, Rule, Severity } from '../../core/rules/rule';
import { pageOf } from '../../core/rules/rulePages';
import { builtIn } from '../builtIn';
import type { CheckedEdit, CheckedFinding, CheckedFix } from '../checkText';
import { toSafeJson } from '../escape';
import type { Range } from '../lineIndex';
import type { Terminal } from '../terminal';
import type { Reporter } from './report';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';

/** SARIF has three levels for findings; of *information* and *hint* it makes one. */
const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

const indices = new Map(rules.map(({ id }, index) => [id, index]));

/** The format in which services for code scanning take findings: SARIF 2.1.0 of OASIS. */
export function createSarifReporter(terminal: Terminal): Reporter {
  let isFirst = true;
  const driver = {
    name: 'Zone MX',
    version: builtIn.version,
    semanticVersion: builtIn.version,
    informationUri: 'https://github.com/zone-mx/zone-mx',
    rules: rules.map((rule) => toReportingDescriptor(rule, terminal)),
  };
  const head = toSafeJson({ $schema: schema, version: '2.1.0' }).slice(0, -1);
  const run = toSafeJson({ tool: { driver }, columnKind: 'utf16CodeUnits' }).slice(0, -1);
  return {
    start: () => `${head},"runs":[${run},"results":[`,
    file: function* ({ findings }) {
      for (const finding of findings) {
        yield isFirst ? '\n' : ',\n';
        isFirst = false;
        yield toSafeJson(toResult(finding, terminal));
      }
    },
    end: () => '\n]}]}\n',
  };
}

function toReportingDescriptor(rule: Rule, terminal: Terminal): unknown {
  const advice = rule.ignore === undefined ? rule.why : `${rule.why}\n\n${rule.ignore}`;
  return {
    id: rule.id,
    shortDescription: { text: terminal.language.summaryOf(rule) },
    help: { text: advice },
    helpUri: pageOf(rule.id),
    defaultConfiguration: toConfiguration(rule.level),
    properties: { tags: ['dns', rule.family] },
  };
}

function toConfiguration(level: Level): unknown {
  return level === 'off' ? { enabled: false } : { level: levels[level] };
}

function toResult(finding: CheckedFinding, terminal: Terminal): unknown {
  const { rule, severity, message, path, range, related, fixes } = finding;
  return {
    ruleId: rule,
    ruleIndex: indices.get(rule) ?? -1,
    level: levels[severity],
    message: { text: terminal.wordAsData(message) },
    locations: [{ physicalLocation: toPlace(path, range) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((each, id) => ({
            id,
            physicalLocation: toPlace(each.path, each.range),
            message: { text: terminal.wordAsData(each.message) },
          })),
        }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => toSarifFix(fix, terminal)) }),
  };
}

function toSarifFix({ title, edits, grade }: CheckedFix, terminal: Terminal): unknown {
  const paths = [...new Set(edits.map(({ path }) => path))];
  return {
    description: { text: terminal.wordAsData(title) },
    artifactChanges: paths.map((path) => ({
      artifactLocation: { uri: toUri(path) },
      replacements: edits.filter((edit) => edit.path === path).map(toReplacement),
    })),
    properties: { grade },
  };
}

function toReplacement({ range, text }: CheckedEdit): unknown {
  return { deletedRegion: toRegion(range), insertedContent: { text } };
}

function toPlace(path: string, range: Range): unknown {
  return { artifactLocation: { uri: toUri(path) }, region: toRegion(range) };
}

function toRegion({ start, end }: Range): unknown {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** Relative as the path is: whoever reads the findings knows which folder they were made in. */
function toUri(path: string): string {
  if (isAbsolute(path)) return pathToFileURL(path).href;
  const segments = path.split(sep);
  return segments.map((segment) => encodeURIComponent(toWellFormed(segment))).join('/');
}

/** Half of a pair can’t be encoded. */
function toWellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}
