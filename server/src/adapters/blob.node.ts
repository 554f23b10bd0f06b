import { createHash } from 'node:crypto';

/** UTF-16 units of which the digest is made at once. */
const digestLength = 1 << 20;

/** True for git’s id of just this text, so that nothing has to be unpacked. */
export function isText(text: string, id: string): boolean {
  const digest = createHash(id.length === 40 ? 'sha1' : 'sha256');
  digest.update(`blob ${Buffer.byteLength(text)}\0`);
  // In parts: a text of many megabytes is not to be there twice.
  for (let start = 0; start < text.length; ) {
    const end = start + digestLength;
    const cutsPair = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
    digest.update(text.slice(start, cutsPair ? end + 1 : end));
    start = cutsPair ? end + 1 : end;
  }
  return digest.digest('hex') === id;
}
