import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import type { ServedZone } from './named';

const servedOnly = join(root, 'test/e2e/zones');

/** The samples' real zones, the zones that their exchanges are in, and the reverse zones. */
export const mailZones: readonly ServedZone[] = [
  { origin: 'bundestag.de', file: join(root, 'samples/bundestag.de.zone') },
  { origin: 'msxfaq.de', file: join(root, 'samples/msxfaq.de.zone') },
  { origin: 'dbtg.de', file: join(servedOnly, 'dbtg.de.zone') },
  { origin: 'kundenserver.de', file: join(servedOnly, 'kundenserver.de.zone') },
  { origin: '227.212.in-addr.arpa', file: join(servedOnly, '227.212.in-addr.arpa.zone') },
  { origin: '2.0.192.in-addr.arpa', file: join(servedOnly, '2.0.192.in-addr.arpa.zone') },
  { origin: '8.b.d.0.1.0.0.2.ip6.arpa', file: join(servedOnly, '8.b.d.0.1.0.0.2.ip6.arpa.zone') },
];
