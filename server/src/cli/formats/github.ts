import type { Severity } from '../../core/rules/rule';
import type { CheckedFinding } from '../checkText';
import { escapeTerminal } from '../escape';
import type { Terminal } from '../terminal';
import type { Reporter } from './report';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Workflow commands that GitHub shows as annotations at the lines of a change. */
export function createGithubReporter(terminal: Terminal): Reporter {
  return {
    start: () => '',
    file: function* ({ findings }) {
      for (const finding of findings) yield annotate(finding, terminal);
    },
    end: () => '',
  };
}

function annotate(finding: CheckedFinding, terminal: Terminal): string {
  const { path, severity, message, rule } = finding;
  const { start, end } = finding.range;
  // GitHub takes columns only where the lines are the same.
  const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : '';
  const place = `file=${escapeProperty(path)},line=${start.line},endLine=${end.line}${columns}`;
  const text = escapeData(terminal.word(message));
  return `::${commands[severity]} ${place},title=${escapeProperty(rule)}::${text}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/**
 * A path is given exactly, GitHub has to find it. Only what a terminal would obey and GitHub has no
 * escape for is spelt out.
 */
function escapeProperty(text: string): string {
  const exact = escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return escapeTerminal(exact);
}
