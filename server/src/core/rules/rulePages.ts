/** Where the pages of the rules are published. */
const publishedPages = 'https://github.com/zone-mx/zone-mx/blob/main/docs/rules/';

/** The address of a rule's page. */
export function pageOf(rule: string): string {
  return `${publishedPages}${rule}.md`;
}
