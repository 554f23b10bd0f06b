import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import type { ServedZone } from './named';

const servedOnly = join(root, 'test/e2e/zones');

/** The addresses of the samples' exchanges, as the zones below have them. */
export const exchangeAddresses: Readonly<Record<string, readonly string[]>> = {
  'mail1.dbtg.de': ['192.0.2.51'],
  'mail2.dbtg.de': ['192.0.2.52'],
  'mail3.dbtg.de': ['192.0.2.53', '2001:db8::53'],
  'mail4.dbtg.de': ['192.0.2.54'],
  'mx00.kundenserver.de': [
    ...['212.227.15.134', '212.227.15.150', '212.227.15.169', '212.227.15.186'],
  ],
  'mx01.kundenserver.de': [
    ...['212.227.15.134', '212.227.15.150', '212.227.15.169', '212.227.15.186'],
  ],
  'mail.example.com': ['192.0.2.25', '2001:db8::25'],
  'backup.example.com': ['198.51.100.25', '2001:db8:1::25'],
};

/** The samples' real zones, the zones that their exchanges are in, and the reverse zones. */
export const mailZones: readonly ServedZone[] = [
  { origin: 'bundestag.de', file: join(root, 'samples/bundestag.de.zone') },
  { origin: 'example.com', file: join(root, 'samples/mistakes.zone') },
  { origin: 'msxfaq.de', file: join(root, 'samples/msxfaq.de.zone') },
  { origin: 'dbtg.de', file: join(servedOnly, 'dbtg.de.zone') },
  { origin: 'kundenserver.de', file: join(servedOnly, 'kundenserver.de.zone') },
  { origin: '227.212.in-addr.arpa', file: join(servedOnly, '227.212.in-addr.arpa.zone') },
  { origin: '2.0.192.in-addr.arpa', file: join(servedOnly, '2.0.192.in-addr.arpa.zone') },
  { origin: '8.b.d.0.1.0.0.2.ip6.arpa', file: join(servedOnly, '8.b.d.0.1.0.0.2.ip6.arpa.zone') },
];
