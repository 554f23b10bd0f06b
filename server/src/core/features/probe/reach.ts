import { parseAddress } from '../../dns/address';
import { isPrivateText, isPublicText } from '../../rules/published';

/**
 * Whether a zone may have its reader's machine connect to an address: at once, only if the reader says
 * so, as it lies in a network of somebody's own, or never, as it is the machine itself, its link, or no
 * host's at all (RFC 6890).
 */
export type Reach = 'public' | 'own-network' | 'never';

export function reachOf(text: string): Reach {
  if (isPublicText(text)) return 'public';
  const address = parseAddress(text);
  if (address === undefined || !isPrivateText(text)) return 'never';
  const [first = 0] = address.octets;
  const isNear = address.family === 4 ? first === 127 || first === 169 : (first & 0xfe) !== 0xfc;
  return isNear ? 'never' : 'own-network';
}
