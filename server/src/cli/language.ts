import type { Translate } from '../core/text/message';

/** The German texts by template, and the rules' summaries by `rule.ID`; the build writes them. */
declare const require: (id: './german.json') => object;

export interface Language {
  readonly translate: Translate;
  /** A rule's summary. */
  readonly summaryOf: (rule: { readonly id: string; readonly summary: string }) => string;
}

/** The language that an environment asks for, such as de_DE.UTF-8; '' where it asks for none. */
export function localeOf(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
}

/** English for all that is not translated. */
export function chooseLanguage(locale: string): Language {
  if (!/^de(?![a-z])/i.test(locale))
    return { translate: (text) => text, summaryOf: ({ summary }) => summary };
  const texts = new Map<string, unknown>(Object.entries(require('./german.json')));
  const find = (key: string, otherwise: string): string => {
    const text = texts.get(key);
    return typeof text === 'string' ? text : otherwise;
  };
  return {
    translate: (template) => find(template, template),
    summaryOf: ({ id, summary }) => find(`rule.${id}`, summary),
  };
}
