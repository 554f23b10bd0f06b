import type { Disposable, TextDocument } from 'vscode';
import { commands, workspace } from 'vscode';

/** The setting that names languages of other extensions. */
const setting = 'zoneMx.languages';

/** Our own language. */
export const zoneLanguage = 'dns-zone';

/** More, or longer ids, are a slip. */
const mostLanguages = 20;
const longestId = 100;

/** What documents of one language are found by. */
export interface LanguageFilter {
  readonly language: string;
}

/** The languages whose documents are zone files: ours, and those that the user names. */
function servedLanguages(): readonly string[] {
  const given: unknown = workspace.getConfiguration().get(setting);
  const named = Array.isArray(given) ? given.slice(0, mostLanguages) : [];
  const ids = named.filter(
    (id): id is string => typeof id === 'string' && id !== '' && id.length <= longestId,
  );
  return [...new Set([zoneLanguage, ...ids])];
}

export function isZoneFile(document: TextDocument | undefined): document is TextDocument {
  return document !== undefined && servedLanguages().includes(document.languageId);
}

/** Uses the languages that are served now, and again whenever others are; what was used before is disposed of. */
export function withLanguages(use: (languages: LanguageFilter[]) => Disposable): Disposable {
  const languages = (): LanguageFilter[] => servedLanguages().map((language) => ({ language }));
  let used = use(languages());
  const listener = workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration(setting)) return;
    used.dispose();
    used = use(languages());
  });
  return {
    dispose: () => {
      listener.dispose();
      used.dispose();
    },
  };
}

/** Lets the conditions of menus know the languages. */
export function tellLanguages(): Disposable {
  return withLanguages((languages) => {
    const ids = languages.map(({ language }) => language);
    void commands.executeCommand('setContext', setting, ids);
    return { dispose: () => undefined };
  });
}
