/** Makes text from a file or from the network mean nothing in Markdown (GitHub's flavour). */
export function escapeMarkdown(text: string): string {
  return (
    text
      // Control characters, and those that turn the direction of text or show nothing.
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      .replace(/[!-/:-@[-`{-~]/g, '\\$&')
  );
}

/** One row of a table; the cells are Markdown and hold no line end. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
