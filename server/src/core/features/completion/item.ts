import type { Message } from '../../text/message';
import type { TextEdit } from '../../text/span';

/** What an item is, for its icon. */
export type ItemKind =
  | 'directive'
  | 'name'
  | 'host'
  | 'provider'
  | 'number'
  | 'keyword'
  | 'type'
  | 'value'
  | 'file'
  | 'setup';

/** A piece of what is inserted: text, or a place to fill in. */
export type Part = string | { readonly fill: string; readonly choices?: readonly string[] };

export interface Item {
  readonly label: string;
  readonly kind: ItemKind;
  /** What replaces the word under the cursor. */
  readonly insert: readonly Part[];
  /** In a few words, beside the label. */
  readonly detail?: Message;
  /** Sentences. */
  readonly documentation?: readonly Message[];
  /** What is compared with what is typed, where that is not the label. */
  readonly filter?: string;
  /** Groups are shown in order of their numbers, items of one in the order in which they came. */
  readonly group: number;
  /** Edits elsewhere that belong to it. */
  readonly further?: readonly TextEdit[];
}

/** What is inserted where there is nothing to fill in. */
export function plainText(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.fill)).join('');
}

/** The same as a snippet, as the protocol writes it. */
export function snippetText(parts: readonly Part[]): string {
  let count = 0;
  return parts
    .map((part) => {
      if (typeof part === 'string') return part.replace(/[\\$}]/g, '\\$&');
      count++;
      if (part.choices === undefined) return `\${${count}:${part.fill.replace(/[\\$}]/g, '\\$&')}}`;
      const choices = part.choices.map((choice) => choice.replace(/[\\$},|]/g, '\\$&'));
      return `\${${count}|${choices.join(',')}|}`;
    })
    .join('');
}

export function hasPlaces(parts: readonly Part[]): boolean {
  return parts.some((part) => typeof part !== 'string');
}
