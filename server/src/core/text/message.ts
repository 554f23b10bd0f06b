/**
 * Text for people, still untranslated: an English template and what goes into its `{0}`, `{1}` …
 *
 * The core only composes messages; who shows them translates the template (it is the key of the
 * l10n bundles) and escapes the arguments for the place where they end up.
 */
export interface Message {
  readonly template: string;
  readonly args: readonly MessageArgument[];
}

export type MessageArgument = string | number | Message;

/** Looks a template up in the reader's language; gives it back unchanged when it has none. */
export type Translate = (template: string) => string;

/** Makes hostile text harmless for one kind of output. */
export type Escape = (text: string) => string;

/** Composes a message. The template must be a literal: the l10n bundles are made from it. */
export function say(template: string, ...args: readonly MessageArgument[]): Message {
  return { template, args };
}

/** Words a message in the reader's language, each argument escaped by `escapeArgument`. */
export function wordMessage(
  message: Message,
  translate: Translate = asWritten,
  escapeArgument: Escape = asWritten,
): string {
  return translate(message.template).replace(/\{(\d+)\}/g, (placeholder, index: string) => {
    const argument = message.args[Number(index)];
    if (argument === undefined) return placeholder;
    if (typeof argument === 'object') return wordMessage(argument, translate, escapeArgument);
    return escapeArgument(String(argument));
  });
}

function asWritten(text: string): string {
  return text;
}
