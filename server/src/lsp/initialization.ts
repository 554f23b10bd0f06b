import { type InitializeParams, ResourceOperationKind } from 'vscode-languageserver';
import type { Translate } from '../core/text/message';

/** What the client tells once, besides the protocol's own fields. */
export interface ClientFacts {
  /** False in a workspace that the user has not said to trust; a client that knows no trust is trusted. */
  readonly isTrusted: boolean;
  /** Whether `command:` links work in hovers. */
  readonly hasCommands: boolean;
  /** Whether it answers when it is asked for committed texts. */
  readonly hasCommittedTexts: boolean;
  /** Whether it finds the zone files of the workspace when asked (`zoneMx/findFiles`). */
  readonly findsFiles: boolean;
  /** Whether it reads files for us (`zoneMx/readFile`). */
  readonly readsFiles: boolean;
  /** Whether it shows what is asked of DNS (`zoneMx/liveState`). */
  readonly showsLiveState: boolean;
  /** Whether it fills in the places of a snippet. */
  readonly hasSnippets: boolean;
  /** Whether it shows code actions that are not possible, with their reason. */
  readonly showsDisabled: boolean;
  /** Whether it creates files as a part of an edit. */
  readonly createsFiles: boolean;
  /** Whether it shows what groups of edits are about. */
  readonly hasAnnotations: boolean;
  readonly translate: Translate;
  readonly formatTime: (at: number) => string;
  /** The settings under `zoneMx.` as they are at the start, where the client sends them along. */
  readonly settings: unknown;
}

export function readClientFacts(params: InitializeParams): ClientFacts {
  const options: unknown = params.initializationOptions;
  const given: ReadonlyMap<string, unknown> =
    typeof options === 'object' && options !== null ? new Map(Object.entries(options)) : new Map();
  const bundle = given.get('translations');
  const translations: ReadonlyMap<string, unknown> =
    typeof bundle === 'object' && bundle !== null ? new Map(Object.entries(bundle)) : new Map();
  const time = timeFormat(params.locale);
  return {
    isTrusted: given.get('isTrusted') !== false,
    hasCommands: given.get('hasCommands') === true,
    hasCommittedTexts: given.get('hasCommittedTexts') === true,
    findsFiles: given.get('findsFiles') === true,
    readsFiles: given.get('readsFiles') === true,
    showsLiveState: given.get('showsLiveState') === true,
    hasSnippets:
      params.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true,
    showsDisabled: params.capabilities.textDocument?.codeAction?.disabledSupport === true,
    createsFiles:
      params.capabilities.workspace?.workspaceEdit?.resourceOperations?.includes(
        ResourceOperationKind.Create,
      ) === true,
    hasAnnotations:
      params.capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    translate: (template) => {
      const translated = translations.get(template);
      return typeof translated === 'string' ? translated : template;
    },
    formatTime: (at) => time.format(at),
    settings: given.get('settings'),
  };
}

function timeFormat(locale: string | undefined): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = { timeStyle: 'medium' };
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch (error) {
    // A client may send anything as its locale.
    if (error instanceof RangeError) return new Intl.DateTimeFormat(undefined, options);
    throw error;
  }
}
