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
    file: function* ({ findings }) {
      for (const { path, range, severity, message, rule } of findings) {
        const place = `${escapeTerminal(path)}:${range.start.line}:${range.start.column}`;
        yield `${place}: ${severity}: ${terminal.word(message)} [${rule}]\n`;
      }
    },
    end: () => '',
  };
}
