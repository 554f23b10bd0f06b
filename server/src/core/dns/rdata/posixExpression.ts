/**
 * How many groups an extended regular expression of POSIX has (IEEE 1003.1, 9.4); -1 where it is
 * none. It is only read, never run.
 */
export function countGroups(expression: string): number {
  let groups = 0;
  let open = 0;
  // Whether there is something that `*` can repeat, and whether it is repeated already.
  let hasAtom = false;
  let isRepeated = false;
  let mayBeEmpty = false;
  for (let i = 0; i < expression.length; ) {
    const rest = expression.slice(i);
    const bound = /^\{\d/.test(rest) ? boundLength(rest) : -1;
    const length = rest.startsWith('[') ? bracketLength(rest) : escapeLength(rest, groups);
    const character = bound === -1 ? rest.charAt(0) : '*';
    if (length === 0 || bound === 0) return -1;
    i += bound === -1 ? length : bound;
    if (character === '(') {
      groups++;
      open++;
      hasAtom = false;
      isRepeated = false;
      mayBeEmpty = true;
    } else if (character === '|') {
      if (!hasAtom) return -1;
      hasAtom = false;
      isRepeated = false;
      mayBeEmpty = false;
    } else if (/[*+?]/.test(character)) {
      if (!hasAtom || isRepeated) return -1;
      isRepeated = true;
    } else {
      if (character === ')' && open > 0) {
        if (!hasAtom && !mayBeEmpty) return -1;
        open--;
      }
      hasAtom = true;
      isRepeated = /[$^]/.test(character);
    }
  }
  return open === 0 && hasAtom ? groups : -1;
}

/** The length of a character or an escape; 0 for a reference to a group that is not there. */
function escapeLength(rest: string, groups: number): number {
  if (!rest.startsWith('\\')) return 1;
  const reference = /^\\([1-9])/.exec(rest)?.[1];
  return rest.length < 2 || Number(reference ?? 0) > groups ? 0 : 2;
}

/** The length of a bound such as `{1,2}`; 0 where it is none. */
function boundLength(rest: string): number {
  const [whole = '', low = '', high = ''] = /^\{(\d+)(?:,(\d*))?\}/.exec(rest) ?? [];
  const isSound = Number(low) <= 255 && Number(high) <= 255;
  return isSound && (high === '' || Number(low) <= Number(high)) ? whole.length : 0;
}

const classes = 'alnum|digit|punct|alpha|graph|space|blank|lower|upper|cntrl|print|xdigit';
const item = String.raw`\[:(?:${classes}):\]|\[\.[^.\]]+\.\]|\[=[^=\]]+=\]|\[(?![:.=])|[^[\]]`;
// A closing bracket that comes first is one of the characters.
const bracket = new RegExp(String.raw`^\[(?:\^|(?!\^))(?:\]|${item})(?:${item})*\]`);

/** The length of a bracket expression such as `[^a-z]`; 0 where it is none. */
function bracketLength(rest: string): number {
  const whole = bracket.exec(rest)?.[0] ?? '';
  const inside = whole.replace(/\[[:.=].*?[:.=]\]/g, '').slice(1, -1);
  for (const [, low = '', high = ''] of inside.matchAll(/(.)-(.)/gs)) if (low > high) return 0;
  return whole.length;
}
