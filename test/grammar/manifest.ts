import { readFileSync } from 'node:fs';

/** What the tests here read of package.json. */
interface Manifest {
  readonly contributes: {
    readonly languages: readonly Language[];
    readonly grammars: readonly {
      /** Missing in a grammar that only goes into others. */
      readonly language?: string;
      readonly injectTo?: readonly string[];
      readonly embeddedLanguages?: Readonly<Record<string, string>>;
      readonly scopeName: string;
      readonly path: string;
    }[];
  };
}

interface Language {
  readonly id: string;
  readonly extensions: readonly string[];
  readonly firstLine: string;
  readonly configuration: string;
}

/** What the tests here read of the language configuration. */
interface LanguageConfiguration {
  readonly comments: { readonly lineComment: string };
  readonly wordPattern: { readonly pattern: string; readonly flags: string };
}

export function readManifest(): Manifest {
  return JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
}

export function readLanguage(): Language {
  const [language, ...others] = readManifest().contributes.languages;
  if (language === undefined || others.length > 0) {
    throw new Error('package.json contributes another number of languages than one');
  }
  return language;
}

export function readLanguageConfiguration(): LanguageConfiguration {
  return JSON.parse(readFileSync(readLanguage().configuration, 'utf8')) as LanguageConfiguration;
}
