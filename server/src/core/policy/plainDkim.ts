import { statedLength } from './keyLength';

const prefix = 'v=DKIM1;';

/**
 * True for a DKIM key of the kind that nearly all are: `v=DKIM1; k=rsa; p=` and base64 up to the end,
 * of a length that can be. Any other takes a closer look, be it sound or not.
 */
export function isPlainDkim(text: string): boolean {
  if (!text.startsWith(prefix)) return false;
  let position = skipBlanks(text, prefix.length);
  if (text.startsWith('k=rsa;', position)) position = skipBlanks(text, position + 6);
  if (!text.startsWith('p=', position)) return false;
  const start = position + 2;
  let end = text.length;
  while (end > start && text.charCodeAt(end - 1) === 0x3d) end--;
  for (let i = start; i < end; i++) if (!isBase64(text.charCodeAt(i))) return false;
  const stated = statedLength(text.slice(start, start + 6));
  if (stated !== undefined && stated > Math.floor(((end - start) * 3) / 4)) return false;
  const padding = text.length - end;
  return (end - start) % 4 !== 1 && (padding === 0 || (end - start + padding) % 4 === 0);
}

function skipBlanks(text: string, position: number): number {
  let next = position;
  while (text.charCodeAt(next) === 0x20) next++;
  return next;
}

function isBase64(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2f && code <= 0x39) ||
    code === 0x2b
  );
}
