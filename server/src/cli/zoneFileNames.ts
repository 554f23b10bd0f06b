import { builtIn } from './builtIn';

/** Names that other things have too: such a file counts when its text looks like a zone file. */
const ambiguous = /^db\.|\.(?:db|dns|hosts)$/i;

/** Whether a file in a folder that is searched is a zone file, by its name. */
export function mayBeZoneFile(name: string): 'yes' | 'perhaps' | 'no' {
  if (/\.zone$/i.test(name)) return 'yes';
  return ambiguous.test(name) ? 'perhaps' : 'no';
}

/** How many lines may go before the first that tells: a licence or a letterhead in comments. */
const maximumLines = 50;

/**
 * True where one of the first lines is an `$ORIGIN`, a `$TTL`, an SOA record or a header that
 * exports have. The pattern is the one by which the editor knows a zone file.
 */
export function looksLikeZoneFile(start: string): boolean {
  if (start.includes('\0')) return false;
  const pattern = new RegExp(builtIn.firstLine, 'u');
  // The first bytes are read as Latin-1, so that a byte order mark is three characters.
  const lines = start.replace(/^\u00ef\u00bb\u00bf/, '').split(/\r\n|\n|\r/, maximumLines);
  return lines.some((line) => pattern.test(line));
}
