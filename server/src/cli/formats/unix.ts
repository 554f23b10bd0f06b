import { escapeTerminal } from '../escape';
import type { Terminal } from '../terminal';
import type { Reporter } from './report';

/**
 * One line per finding as compilers print them: `path:line:column: severity: message [rule]`. The
 * severities are English in every language, editors and other programs look for them.
 */
export function createUnixReporter(terminal: Terminal): Reporter {
  return {
    start: () => '',
    file: ({ findings }) =>
      findings
        .map(({ path, range, severity, message, rule }) => {
          const { line, column } = range.start;
          const place = `${escapeTerminal(path)}:${line}:${column}`;
          return `${place}: ${severity}: ${terminal.word(message)} [${rule}]\n`;
        })
        .join(''),
    end: () => '',
  };
}
