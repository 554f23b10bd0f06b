import { say } from '../../text/message';
import type { FieldKind, RdataFormat } from './field';
import { ipv4 } from './kinds/addresses';
import { findWord, mnemonic } from './kinds/mnemonics';
import { parseInteger } from './validate';

/**
 * Services by their names (IANA, Service Name and Transport Protocol Port Number Registry): those of
 * RFC 1010, which WKS was made for, and those that came into wide use while it was.
 */
const services = {
  TCPMUX: 1,
  ECHO: 7,
  DISCARD: 9,
  SYSTAT: 11,
  DAYTIME: 13,
  NETSTAT: 15,
  QOTD: 17,
  CHARGEN: 19,
  'FTP-DATA': 20,
  FTP: 21,
  SSH: 22,
  TELNET: 23,
  SMTP: 25,
  MAIL: 25,
  TIME: 37,
  WHOIS: 43,
  NICNAME: 43,
  TACACS: 49,
  DOMAIN: 53,
  BOOTPS: 67,
  BOOTPC: 68,
  TFTP: 69,
  GOPHER: 70,
  FINGER: 79,
  HTTP: 80,
  WWW: 80,
  KERBEROS: 88,
  HOSTNAMES: 101,
  'ISO-TSAP': 102,
  POP3: 110,
  'POP-3': 110,
  SUNRPC: 111,
  AUTH: 113,
  IDENT: 113,
  NNTP: 119,
  NTP: 123,
  'NETBIOS-NS': 137,
  'NETBIOS-DGM': 138,
  'NETBIOS-SSN': 139,
  IMAP2: 143,
  IMAP: 143,
  SNMP: 161,
  'SNMP-TRAP': 162,
  SNMPTRAP: 162,
  BGP: 179,
  IRC: 194,
  LDAP: 389,
  HTTPS: 443,
  SUBMISSIONS: 465,
  SMTPS: 465,
  SYSLOG: 514,
  PRINTER: 515,
  ROUTE: 520,
  SUBMISSION: 587,
  IPP: 631,
  LDAPS: 636,
  IMAPS: 993,
  POP3S: 995,
} as const;

/** Ports as a bitmap up to the last one; by number or by the name of their service. */
const ports: FieldKind = {
  holds: say('Ports, or the names of their services, as many as there are.'),
  isOptional: true,
  read: (input, output, field) => {
    const start = output.length;
    while (input.take()) {
      const number = parseInteger(input.text, input.start, input.end);
      const port = number === Number.POSITIVE_INFINITY ? findWord(services, input.word()) : number;
      if (port === undefined || port > 0xffff)
        return say(
          'In the {0}, a port or a service such as smtp is expected; “{1}” is not known.',
          field.name,
          input.word(),
        );
      const at = start + (port >> 3);
      while (output.length <= at) output.u8(0);
      output.bytes[at] = (output.bytes[at] ?? 0) | (0x80 >> (port & 7));
    }
    return undefined;
  },
  present: (wire) => {
    const bits = wire.rest();
    if (bits.at(-1) === 0 || bits.length > 8192) return undefined;
    const found: number[] = [];
    for (let port = 0; port < bits.length * 8; port++) {
      if (((bits[port >> 3] ?? 0) & (0x80 >> (port & 7))) !== 0) found.push(port);
    }
    return found.join(' ');
  },
};

/** RFC 1035 3.4.2 */
export const wks: RdataFormat = {
  type: 11,
  fields: [
    { name: 'address', kind: ipv4 },
    {
      name: 'protocol',
      kind: mnemonic({ TCP: 6, UDP: 17, ICMP: 1, IGMP: 2, GGP: 3, EGP: 8, RDP: 27 }, 1),
    },
    { name: 'services', kind: ports },
  ],
};
