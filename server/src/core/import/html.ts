/** Named characters that stand in tables of records. */
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
};

/** True for a text that has a table of HTML. */
export function hasHtmlTable(text: string): boolean {
  return /<tr[\s>]/i.test(text);
}

/**
 * The rows of HTML's tables as texts of their cells. This is no parser of HTML: it looks for the tags of
 * rows and cells, and drops all others with what scripts and styles hold.
 */
export function* htmlRows(text: string): Generator<readonly string[]> {
  let cells: string[] | undefined;
  let isCell = false;
  let skipped: string | undefined;
  for (const [, tag = '', content = ''] of text.matchAll(/<(\/?[a-z!][^<>]*)>|([^<]+|<)/gi)) {
    const name = /^\/?[a-z0-9]+/i.exec(tag)?.[0].toLowerCase() ?? '';
    if (skipped !== undefined) {
      if (name === `/${skipped}`) skipped = undefined;
    } else if (name === 'script' || name === 'style') skipped = name;
    else if (name === 'tr' || name === '/tr' || name === '/table') {
      if (cells !== undefined && cells.length > 0) yield cells.map(plainText);
      cells = name === 'tr' ? [] : undefined;
      isCell = false;
    } else if (name === 'td' || name === 'th') {
      cells?.push('');
      isCell = true;
    } else if (name === '/td' || name === '/th') isCell = false;
    else if (isCell && cells !== undefined) {
      const last = cells.length - 1;
      cells[last] = (cells[last] ?? '') + (name === 'br' ? ' ' : content);
    }
  }
  if (cells !== undefined && cells.length > 0) yield cells.map(plainText);
}

function plainText(html: string): string {
  return html
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (written, decimal, hex, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? written;
      const point = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : written;
    })
    .replace(/\s+/g, ' ');
}
