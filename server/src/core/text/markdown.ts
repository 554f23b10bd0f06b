/**
 * Makes text from a file or from the network mean nothing in Markdown (GitHub's flavour). Only what
 * could mean something is escaped: some editors show Markdown as it is.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      // Control characters, and those that turn the direction of text or show nothing.
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      .replace(/[\\`*_[\]<>|~&@$]/g, '\\$&')
      // Where a line may begin: headings, lists, rules and lines under headings.
      .replace(/^(\s*)([#+=-])/, '$1\\$2')
      .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
      // What becomes a link by itself.
      .replace(/:(?=\/)/g, '\\:')
      .replace(/(?<=www)\./gi, '\\.')
  );
}

/** One row of a table; the cells are Markdown and hold no line end. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
