import { rules } from '../../core/rules/registry';
import type { FixGrade, Reference, Severity } from '../../core/rules/rule';
import { type Message, say } from '../../core/text/message';
import type { CheckedFinding } from '../checkText';
import { escapeTerminal } from '../escape';
import { showExcerpt } from '../excerpt';
import { createPaint, type Paint } from '../paint';
import { sayZone } from '../publishedText';
import type { Terminal } from '../terminal';
import type { Reporter, Totals } from './report';

/** For people: the line with a caret under the token, what else there is to know, and a summary. */
export function createPrettyReporter(terminal: Terminal, isColored: boolean): Reporter {
  const paint = createPaint(isColored);
  return {
    start: () => '',
    file: function* ({ findings, published }) {
      for (const finding of findings) yield `${showFinding(finding, terminal, paint)}\n\n`;
      for (const { heading, lines } of published === undefined ? [] : sayZone(published)) {
        const rows = lines.map((line) => `  ${terminal.word(line)}`);
        yield `${[paint.strong(terminal.word(heading)), ...rows].join('\n')}\n\n`;
      }
    },
    end: (totals) => `${terminal.word(saySummary(totals))}\n`,
  };
}

function showFinding(finding: CheckedFinding, terminal: Terminal, paint: Paint): string {
  const { line, column } = finding.range.start;
  const place = paint.strong(`${escapeTerminal(finding.path)}:${line}:${column}:`);
  const word = terminal.word(saySeverity(finding.severity));
  const severity = paint.severity(finding.severity, `${word}:`);
  const gutter = ' '.repeat(Math.max(4, String(line).length + 1));
  const note = (text: string): string => `${gutter} ${paint.faint('=')} ${text}`;
  return [
    `${place} ${severity} ${terminal.word(finding.message)}`,
    ...showLine(finding, gutter.length, terminal.columns, paint),
    ...finding.related.map(({ path, range: { start }, message }) =>
      note(`${escapeTerminal(path)}:${start.line}:${start.column}: ${terminal.word(message)}`),
    ),
    ...finding.fixes.map(({ title, grade }) =>
      note(terminal.word(say('fix: {0} ({1})', title, sayGrade(grade)))),
    ),
    note([finding.rule, ...referencesOf(finding.rule)].join(', ')),
  ].join('\n');
}

function showLine(
  { excerpt, range, severity }: CheckedFinding,
  gutter: number,
  columns: number,
  paint: Paint,
): readonly string[] {
  if (excerpt === undefined) return [];
  const { line, caretAt, caretLength } = showExcerpt(excerpt, columns - gutter - 3);
  const number = String(range.start.line).padStart(gutter);
  const carets = paint.severity(severity, '^'.repeat(caretLength));
  return [
    `${paint.faint(`${number} |`)} ${line}`.trimEnd(),
    `${paint.faint(`${' '.repeat(gutter)} |`)} ${' '.repeat(caretAt)}${carets}`,
  ];
}

function referencesOf(id: string): readonly string[] {
  return (rules.find((rule) => rule.id === id)?.references ?? []).map(sayReference);
}

/** “RFC 2181 10.3” */
export function sayReference({ rfc, section }: Reference): string {
  return section === undefined ? `RFC ${rfc}` : `RFC ${rfc} ${section}`;
}

export function saySeverity(severity: Severity): Message {
  switch (severity) {
    case 'error':
      return say('error');
    case 'warning':
      return say('warning');
    case 'information':
      return say('information');
    case 'hint':
      return say('hint');
  }
}

function sayGrade(grade: FixGrade): Message {
  return grade === 'safe' ? say('safe') : say('unsafe');
}

function saySummary({ files, records, fixable, bySeverity }: Totals): Message {
  const where = say('{0} ({1})', sayFiles(files), sayRecords(records));
  const list = sayCounts(bySeverity);
  if (list === undefined) return say('No findings in {0}.', where);
  const summary = say('{0} in {1}.', list, where);
  if (fixable === 0) return summary;
  const fixes = fixable === 1 ? say('1 has a safe fix.') : say('{0} have a safe fix.', fixable);
  return say('{0} {1}', summary, fixes);
}

/** “2 errors, 1 hint”; undefined where there is nothing to count. */
export function sayCounts(bySeverity: Readonly<Record<Severity, number>>): Message | undefined {
  const counts = [
    [bySeverity.error, say('1 error'), say('{0} errors', bySeverity.error)],
    [bySeverity.warning, say('1 warning'), say('{0} warnings', bySeverity.warning)],
    [bySeverity.information, say('1 information'), say('{0} information', bySeverity.information)],
    [bySeverity.hint, say('1 hint'), say('{0} hints', bySeverity.hint)],
  ] as const;
  const said = counts.flatMap(([count, one, many]) =>
    count === 0 ? [] : [count === 1 ? one : many],
  );
  const [first, ...rest] = said;
  return first && rest.reduce((before, next) => say('{0}, {1}', before, next), first);
}

function sayFiles(count: number): Message {
  return count === 1 ? say('1 zone file') : say('{0} zone files', count);
}

function sayRecords(count: number): Message {
  return count === 1 ? say('1 record') : say('{0} records', count);
}
