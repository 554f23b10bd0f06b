import { say } from '../text/message';

/** The fields of a TLSA record, each by its number (RFC 6698 2.1, RFC 7218). */
export const tlsaUsages = [
  say('the certification authority, which must be known besides (PKIX-TA)'),
  say('the server’s certificate, which must be valid besides (PKIX-EE)'),
  say('a certification authority of one’s own (DANE-TA)'),
  say('the certificate of the server itself (DANE-EE)'),
] as const;

export const tlsaSelectors = [say('the whole certificate'), say('its public key')] as const;

export const tlsaMatchings = [say('all of it'), say('its SHA-256'), say('its SHA-512')] as const;
