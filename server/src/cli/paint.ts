import type { Severity } from '../core/rules/rule';

/** Wraps text in colours, or gives it back as it is. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly severity: (severity: Severity, text: string) => string;
}

const sequenceStart = '\x1b[';
const severityCodes: Readonly<Record<Severity, string>> = {
  error: '1;31',
  warning: '1;33',
  information: '1;36',
  hint: '1;32',
};

export function createPaint(isColored: boolean): Paint {
  const wrap = (code: string, text: string): string =>
    isColored && text !== '' ? `${sequenceStart}${code}m${text}${sequenceStart}0m` : text;
  return {
    strong: (text) => wrap('1', text),
    faint: (text) => wrap('2', text),
    severity: (severity, text) => wrap(severityCodes[severity], text),
  };
}
