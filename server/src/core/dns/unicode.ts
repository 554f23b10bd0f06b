import { decode, encode } from 'punycode/';
import { maximumLabel } from './labels';

/** What IDNA 2008 allows in a label (RFC 5892), seen from afar: letters, marks, digits, hyphens. */
const allowed = /^(?!\p{M})[\p{L}\p{M}\p{Nd}\u00b7\u0375\u05f3\u05f4\u30fb-]+$/u;

/**
 * A name in presentation form with its A-labels as U-labels (RFC 5890 2.3.2.1); undefined where
 * none of its labels is an A-label. A label is left as it is unless it is the one encoding of a text
 * that IDNA allows, so that nothing invisible, no punctuation and no second spelling is shown.
 */
export function unicodeName(name: string): string | undefined {
  const shown = name.replace(
    /(?<=^|(?<!\\)\.)xn--([a-z0-9-]+)(?=\.|$)/gi,
    (written, code: string) => decodeLabel(code.toLowerCase()) ?? written,
  );
  return shown === name ? undefined : shown;
}

/**
 * A name as people type it with its U-labels as A-labels (RFC 5891 4.4); what can be no label stays as
 * it is.
 */
export function asciiName(text: string): string {
  return text
    .split('.')
    .map((label) =>
      // The encoder takes a time that grows with the square of the length.
      /\P{ASCII}/u.test(label) && label.length <= maximumLabel
        ? `xn--${encode(label.normalize('NFC').toLowerCase())}`
        : label,
    )
    .join('.');
}

function decodeLabel(code: string): string | undefined {
  try {
    const label = decode(code);
    const isOnlyForm = label === label.normalize('NFC').toLowerCase() && encode(label) === code;
    return isOnlyForm && allowed.test(label) && /\P{ASCII}/u.test(label) ? label : undefined;
  } catch (error) {
    // What is not the Punycode of any text.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
