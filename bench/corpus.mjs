// Makes the zones that the bench measures: the same text for the same size, on every machine.
import { once } from 'node:events';
import { createWriteStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {(random: () => number, index: number) => string} Paragraph */

/**
 * Small deterministic noise (mulberry32), so that no compression or cache finds a pattern.
 *
 * @param {number} seed
 */
function noise(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @param {() => number} random @param {number} length */
function letters(random, length) {
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCharCode(97 + Math.floor(random() * 26));
  return text;
}

/** @param {() => number} random */
const octet = (random) => Math.floor(random() * 254) + 1;

/**
 * A mail domain below the zone: MX, addresses, policy, aliases, services; three in ten have their
 * exchange elsewhere.
 *
 * @type {Paragraph}
 */
function mailDomain(random, index) {
  const name = `${letters(random, 3 + Math.floor(random() * 9))}${index}`;
  const elsewhere = random() < 0.3 ? `${letters(random, 6)}.net.` : undefined;
  const exchange = elsewhere === undefined ? `mail.${name}` : `mx${index % 50}.${elsewhere}`;
  // One hand runs both: a backup of somebody else’s is a finding in every domain.
  const backup = `backup${index % 7}.${elsewhere ?? 'example.com.'}`;
  const lines = [
    `; ${letters(random, 8)} ${letters(random, 5)}, customer ${index}`,
    `${name}\t1h\tIN\tMX\t10 ${exchange}`,
    `\t\t1h\tIN\tMX\t20 ${backup}`,
    `\t\tIN\tTXT\t"v=spf1 mx ip4:192.0.2.${octet(random)} -all" ; ${letters(random, 6)}`,
    `mail.${name}\tIN\tA\t192.0.${octet(random)}.${octet(random)}`,
    `\t\tIN\tAAAA\t2001:db8:${index.toString(16).slice(-4)}::${octet(random).toString(16)}`,
    `www.${name}\t1h30m\tIN\tCNAME\tmail.${name}`,
  ];
  if (random() < 0.3) lines.push(`_submission._tcp.${name}\tIN\tSRV\t0 1 587 mail.${name}`);
  if (random() < 0.4)
    lines.push(
      `${letters(random, 6)}._domainkey.${name}\tIN\tTXT\t( "v=DKIM1; k=rsa; "`,
      `\t\t"p=${letters(random, 180)}"`,
      `\t\t"${letters(random, 150)}" ) ; key of ${letters(random, 4)}`,
    );
  return `${lines.join('\n')}\n`;
}

/**
 * A delegation as a registry has it: name servers, glue, DS, signatures.
 *
 * @type {Paragraph}
 */
function delegation(random, index) {
  const name = `${letters(random, 4 + Math.floor(random() * 10))}${index}`;
  const hex = Array.from({ length: 8 }, () => letters(random, 8).replace(/[g-z]/g, '7')).join('');
  const lines = [
    `${name}\t86400\tIN\tNS\tns1.${name}`,
    `${name}\t86400\tIN\tNS\tns2.${letters(random, 7)}.net.`,
    `ns1.${name}\t86400\tIN\tA\t192.0.${octet(random)}.${octet(random)}`,
  ];
  if (random() < 0.5)
    lines.push(
      `${name}\t86400\tIN\tDS\t${Math.floor(random() * 65_536)} 13 2 ${hex}`,
      `${name}\t86400\tIN\tRRSIG\tDS 13 2 86400 20300101000000 20260101000000 4711 example. ${letters(random, 84)}AA==`,
    );
  return `${lines.join('\n')}\n`;
}

/** The hosts that mail domains have as their backup. */
const backups = Array.from(
  { length: 7 },
  (_, host) => `backup${host} IN A 198.51.100.${host + 1}\n`,
);

const corpora = {
  mx: { origin: 'example.com', paragraph: mailDomain, hosts: backups.join('') },
  tld: { origin: 'example', paragraph: delegation, hosts: '' },
};

/** @typedef {keyof typeof corpora} CorpusName */

/** @param {CorpusName} name */
export function originOf(name) {
  return corpora[name].origin;
}

/**
 * The text of a corpus in pieces of about 64 kB, of `bytes` in all or a little more.
 *
 * @param {CorpusName} name
 * @param {number} bytes
 */
export function* corpus(name, bytes) {
  const { origin, paragraph, hosts } = corpora[name];
  const random = noise(4711);
  let piece = `$ORIGIN ${origin}.
$TTL 1d
@ IN SOA ns1.example.net. hostmaster.example.net. ( 2026010101 3h 1h 1w 5m )
@ IN NS ns1.example.net.
@ IN NS ns2.example.net.
${hosts}`;
  let written = 0;
  for (let index = 0; written < bytes; index++) {
    piece += paragraph(random, index);
    if (piece.length < 65_536 && written + piece.length < bytes) continue;
    written += piece.length;
    yield piece;
    piece = '';
  }
}

/**
 * The file that has a corpus, written if it is not there yet.
 *
 * @param {CorpusName} name @param {number} bytes @param {string} folder
 * @returns {Promise<string>} its path
 */
export async function zoneFile(name, bytes, folder) {
  const path = join(folder, `${name}-${bytes / 1e6}.zone`);
  if (!existsSync(path) || statSync(path).size < bytes) await writeCorpus(name, bytes, path);
  return path;
}

/** @param {CorpusName} name @param {number} bytes @param {string} path */
async function writeCorpus(name, bytes, path) {
  const stream = createWriteStream(path);
  for (const piece of corpus(name, bytes)) {
    if (!stream.write(piece)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
