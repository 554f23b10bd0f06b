import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { escapeTerminal } from './escape';

/** The change of a file as `diff -u` and git print it, and `patch` applies it. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const name = escapeTerminal(path.replaceAll('\\', '/'));
  const isAbsolute = name.startsWith('/');
  const [old, changed] = isAbsolute ? [name, name] : [`a/${name}`, `b/${name}`];
  return createTwoFilesPatch(old, changed, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
