import { escapeTerminal } from '../escape';
import { sayZone } from '../publishedText';
import type { Terminal } from '../terminal';
import type { Reporter } from './report';

/**
 * One line per finding as compilers print them: `path:line:column: severity: message [rule]`. The
 * severities are English in every language, editors and other programs look for them. What DNS says
 * of exchanges has the file alone before it.
 */
export function createUnixReporter(terminal: Terminal): Reporter {
  return {
    start: () => '',
    file: function* ({ path: file, findings, published }) {
      for (const { path, range, severity, message, rule } of findings) {
        const place = `${escapeTerminal(path)}:${range.start.line}:${range.start.column}`;
        yield `${place}: ${severity}: ${terminal.word(message)} [${rule}]\n`;
      }
      for (const { heading, lines } of published === undefined ? [] : sayZone(published))
        for (const line of [heading, ...lines])
          yield `${escapeTerminal(file)}: ${terminal.word(line)}\n`;
    },
    end: () => '',
  };
}
