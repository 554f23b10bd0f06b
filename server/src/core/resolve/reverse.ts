import { canonicalAddress, parseAddress } from '../dns/address';
import { foldName } from './names';

/**
 * The name at which an address has its PTR records: `4.3.2.1.in-addr.arpa.` (RFC 1035 3.5), or one
 * label per nibble under `ip6.arpa.` (RFC 3596 2.5). Undefined when the text is no address.
 */
export function reverseName(address: string): string | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) return undefined;
  if (parsed.family === 4) return `${parsed.octets.toReversed().join('.')}.in-addr.arpa.`;
  const nibbles = parsed.octets.flatMap((octet) => [octet >> 4, octet & 0xf]);
  const labels = nibbles.toReversed().map((nibble) => nibble.toString(16));
  return `${labels.join('.')}.ip6.arpa.`;
}

/** The address whose reverse name it is; undefined for any other name. */
export function addressOfReverse(name: string): string | undefined {
  const [, labels = '', family] =
    /^([0-9a-f.]+)\.(in-addr|ip6)\.arpa\.$/.exec(foldName(name)) ?? [];
  const parts = labels.split('.').toReversed();
  const text = family === 'in-addr' ? parts.join('.') : parts.join('').replace(/.{4}(?=.)/g, '$&:');
  const address = canonicalAddress(text);
  return address !== undefined && reverseName(address) === foldName(name) ? address : undefined;
}
