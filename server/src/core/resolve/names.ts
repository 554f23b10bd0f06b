/** Names from answers, in presentation form with their final dot. */

/** The name with its ASCII letters in lower case: names differ in nothing else (RFC 4343). */
export function foldName(name: string): string {
  // Most have none: looking costs less than replacing nothing.
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : name;
}

export function isSameName(one: string, other: string): boolean {
  return one === other || foldName(one) === foldName(other);
}

/** Whether `name` is `ancestor` or below it. */
export function isAtOrBelow(name: string, ancestor: string): boolean {
  const folded = foldName(name);
  const tail = foldName(ancestor);
  if (tail === '.' || folded === tail) return true;
  if (!folded.endsWith(`.${tail}`)) return false;
  // An escaped dot belongs to the label before it (RFC 1035 5.1).
  const head = folded.slice(0, -tail.length - 1);
  const backslashes = head.length - head.replace(/\\+$/, '').length;
  return backslashes % 2 === 0;
}
