import { type Message, say } from '../text/message';

/** What a record type is for, and where it is defined. */
export interface TypeWords {
  /** One sentence. */
  readonly purpose: Message;
  /** Such as “RFC 1035 3.3.9”; for a few types that no RFC defines, who does. */
  readonly source: string;
}

/** By type number. */
const byType = new Map<number, TypeWords>();

function add(type: number, source: string, purpose: Message): void {
  byType.set(type, { purpose, source });
}

/** Undefined for a type whose RDATA has no text of its own. */
export function typeWords(type: number): TypeWords | undefined {
  return byType.get(type);
}

add(1, 'RFC 1035 3.4.1', say('The IPv4 address of a host.'));
add(2, 'RFC 1035 3.3.11', say('A name server of the zone, or of one below it.'));
add(3, 'RFC 1035 3.3.4', say('Where mail went before there was MX; obsolete.'));
add(4, 'RFC 1035 3.3.5', say('Who forwarded mail before there was MX; obsolete.'));
add(5, 'RFC 1035 3.3.1', say('The canonical name that this alias stands for.'));
add(6, 'RFC 1035 3.3.13', say('The start of the zone: its serial and its times.'));
add(7, 'RFC 1035 3.3.3', say('The host of a mailbox; experimental.'));
add(8, 'RFC 1035 3.3.6', say('A member of a mail group; experimental.'));
add(9, 'RFC 1035 3.3.8', say('The new name of a mailbox; experimental.'));
add(10, 'RFC 1035 3.3.10', say('Data of any kind; experimental.'));
add(11, 'RFC 1035 3.4.2', say('Well-known services of a host; obsolete.'));
add(12, 'RFC 1035 3.3.12', say('The name that an address leads back to.'));
add(13, 'RFC 1035 3.3.2', say('CPU and operating system of a host.'));
add(14, 'RFC 1035 3.3.7', say('Who is responsible for a mailbox or list; experimental.'));
add(15, 'RFC 1035 3.3.9', say('A host that takes mail for this name.'));
add(16, 'RFC 1035 3.3.14', say('Text, such as the policies SPF, DKIM and DMARC.'));
add(17, 'RFC 1183 2.2', say('Who is responsible for a name.'));
add(18, 'RFC 1183 1', say('A server of an AFS cell or a DCE cell.'));
add(19, 'RFC 1183 3.1', say('An address in an X.25 network.'));
add(20, 'RFC 1183 3.2', say('An ISDN number.'));
add(21, 'RFC 1183 3.3', say('A host that routes to one without a connection of its own.'));
add(22, 'RFC 1706 5', say('An NSAP address; obsolete.'));
add(23, 'RFC 1706 6', say('The name that an NSAP address leads back to; obsolete.'));
add(24, 'RFC 2535 4.1', say('A signature; RRSIG has taken its place.'));
add(25, 'RFC 2535 3.1', say('A public key; DNSKEY has taken its place for zones.'));
add(26, 'RFC 2163 4', say('How X.400 addresses and mail addresses correspond.'));
add(27, 'RFC 1712 3', say('A place as longitude, latitude and altitude.'));
add(28, 'RFC 3596 2.2', say('The IPv6 address of a host.'));
add(29, 'RFC 1876 2', say('A place on earth, with its size.'));
add(30, 'RFC 2535 5.2', say('The next name; NSEC has taken its place.'));
add(31, 'draft-ietf-nimrod-dns', say('An endpoint of the Nimrod architecture.'));
add(32, 'draft-ietf-nimrod-dns', say('A locator of the Nimrod architecture.'));
add(33, 'RFC 2782', say('Host and port of a service.'));
add(34, 'ATM Forum af-saa-0069', say('An ATM address.'));
add(35, 'RFC 3403 4.1', say('A rule that rewrites a name, as for telephone numbers.'));
add(36, 'RFC 2230 3.1', say('A host that exchanges keys for this name.'));
add(37, 'RFC 4398 2', say('A certificate.'));
add(38, 'RFC 2874 3.1', say('A part of an IPv6 address; historic.'));
add(39, 'RFC 6672 2.1', say('Another name for all names below this one.'));
add(40, 'draft-eastlake-kitchen-sink', say('Data of any kind; experimental.'));
add(42, 'RFC 3123 4', say('Address prefixes.'));
add(43, 'RFC 4034 5', say('The digest of a key of the zone below.'));
add(44, 'RFC 4255 3.1', say('The fingerprint of a host’s SSH key.'));
add(45, 'RFC 4025 2.1', say('A public key for IPsec, and the gateway.'));
add(46, 'RFC 4034 3', say('A signature over an RRset.'));
add(47, 'RFC 4034 4', say('The next name, and the types that are here.'));
add(48, 'RFC 4034 2', say('A public key of the zone.'));
add(49, 'RFC 4701 3.1', say('Which DHCP client the name belongs to.'));
add(50, 'RFC 5155 3', say('The hash of the next name, and the types that are here.'));
add(51, 'RFC 5155 4', say('How names are hashed for NSEC3.'));
add(52, 'RFC 6698 2', say('The certificate or key that a TLS server has.'));
add(53, 'RFC 8162 2', say('The certificate or key of a mail address, for S/MIME.'));
add(55, 'RFC 8005 5', say('The identity of a host in the Host Identity Protocol.'));
add(56, 'draft-reid-dnsext-zs', say('The state of a zone, as text.'));
add(57, 'draft-reid-dnsext-rkey', say('A key that encrypts records.'));
add(58, 'draft-wijngaards-dnsop-trust-history', say('The zone’s former trust anchors.'));
add(59, 'RFC 7344 3.1', say('The DS record that the zone above should have.'));
add(60, 'RFC 7344 3.2', say('The key whose DS record the zone above should have.'));
add(61, 'RFC 7929 2', say('The OpenPGP key of a mail address.'));
add(62, 'RFC 7477 2', say('What the zone above should take over from here.'));
add(63, 'RFC 8976 2', say('A digest of the whole zone.'));
add(64, 'RFC 9460 2', say('Where a service is and how to reach it.'));
add(65, 'RFC 9460 9', say('Where a web service is and how to reach it.'));
add(66, 'RFC 9859 2', say('Whom to notify of changes below.'));
add(67, 'RFC 9886 5.1', say('The identity of an aircraft, as a certificate.'));
add(68, 'RFC 9886 5.2', say('The remote identification of an aircraft.'));
add(99, 'RFC 7208 3.1', say('An SPF policy; obsolete: a TXT record says it.'));
add(104, 'RFC 6742 2.1', say('A node’s identifier in ILNP.'));
add(105, 'RFC 6742 2.2', say('A locator of 32 bits in ILNP.'));
add(106, 'RFC 6742 2.3', say('A locator of 64 bits in ILNP.'));
add(107, 'RFC 6742 2.4', say('The name that has the locators in ILNP.'));
add(108, 'RFC 7043 3', say('An Ethernet address of 48 bits.'));
add(109, 'RFC 7043 4', say('An Ethernet address of 64 bits.'));
add(256, 'RFC 7553 4', say('The URI of a service.'));
add(257, 'RFC 8659 4', say('Who may issue certificates for this name.'));
add(258, 'IANA', say('What an application shows and controls, as text.'));
add(259, 'draft-durand-doa-over-dns', say('A digital object.'));
add(260, 'RFC 8777 4', say('A relay for multicast (AMT).'));
add(261, 'RFC 9606 4', say('What a resolver can do.'));
add(262, 'IANA', say('The address of a wallet.'));
add(263, 'IANA', say('What an application can do, as text.'));
add(264, 'IANA', say('The address of a node in the Bundle Protocol.'));
add(32768, 'IANA', say('The digest of a trusted key.'));
add(32769, 'RFC 4431 2', say('The digest of a key, outside the zone above; obsolete.'));
