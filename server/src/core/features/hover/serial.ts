import { compareSerials, type Moment, nextSerial, serialStyle } from '../../dns/serial';
import type { Answer } from '../../resolve/resolver';
import { isPublicText, proseOf } from '../../rules/published';
import { type Message, say } from '../../text/message';
import { findSerial } from '../../zone/soaSerial';
import type { Zone } from '../../zone/zone';
import { targetOf, type World, type WrittenPage } from './inquiries';
import type { HoverPlace, HoverTarget } from './page';
import { sayNone } from './published';

/** More name servers than these are not asked: thirteen fit into a message (RFC 1035 2.3.4). */
const mostServers = 13;

/** The serial: what it stands for, which one follows, and how far each name server is. */
export function findSerialHover({
  zone,
  file,
  offset,
  moment,
}: HoverPlace): HoverTarget | undefined {
  const serial = findSerial(zone);
  if (serial === undefined || !serial.isWritten) return undefined;
  const { span, value } = serial;
  if (span.file !== file || offset < span.start || offset > span.end) return undefined;
  const page = {
    title: String(value),
    remarks: [],
    sentences: [
      describe(value, moment),
      say('The next one is {0}.', String(nextSerial(value, moment))),
    ],
  };
  return targetOf({ span, hasName: true }, (world) => ({
    ...page,
    rows: world === undefined ? [] : serverRows(value, listServers(zone, world), world),
  }));
}

/** A name server, and what it says of the zone's SOA record. */
interface Server {
  readonly name: string;
  readonly soa: Answer | undefined;
}

function listServers(
  zone: Zone,
  { dns, nameServers }: World,
): readonly Server[] | Answer | undefined {
  const apex = zone.names.text(zone.apex);
  const soaOf = (server: string) => dns.ask(apex, 'SOA', server);
  if (nameServers.length > 0)
    return nameServers.slice(0, mostServers).map((name) => ({ name, soa: soaOf(name) }));
  const found = dns.ask(apex, 'NS');
  if (found?.kind !== 'rrset') return found;
  return found.records.slice(0, mostServers).map(({ data: name }) => {
    const answers = [dns.ask(name, 'A'), dns.ask(name, 'AAAA')];
    // Somebody else's NS records never lead to a private address.
    const address = answers
      .flatMap((answer) => (answer?.kind === 'rrset' ? answer.records : []))
      .map(({ data }) => data)
      .find(isPublicText);
    const failed = answers.find((answer) => answer !== undefined && answer.kind !== 'rrset');
    return { name: proseOf(name), soa: address === undefined ? failed : soaOf(address) };
  });
}

function serverRows(
  value: number,
  servers: readonly Server[] | Answer | undefined,
  { timeout }: World,
): WrittenPage['rows'] {
  const own = say('{0}', String(value));
  if (servers === undefined || 'kind' in servers)
    return [[say('Name servers'), own, sayNone(servers, timeout)]];
  return servers.map(({ name, soa }, index) => {
    const serial = soa?.kind === 'rrset' ? Number(soa.records[0]?.data.split(' ')[2]) : Number.NaN;
    const said = Number.isInteger(serial) ? saySerial(serial, value) : sayNone(soa, timeout);
    return [say('{0}', name), index === 0 ? own : undefined, said];
  });
}

/** How the serial of a name server stands to the file's (RFC 1982 3.2). */
function saySerial(serial: number, own: number): Message {
  switch (compareSerials(serial, own)) {
    case 'equal':
      return say('the same');
    case 'behind':
      return say('{0} · **behind the file**', String(serial));
    case 'ahead':
      return say('{0} · **ahead of the file**', String(serial));
    case 'undefined':
      return say('{0} · **neither ahead nor behind**', String(serial));
  }
}

function describe(serial: number, moment: Moment): Message {
  const digits = String(serial);
  switch (serialStyle(serial, moment)) {
    case 'date':
      return say(
        'A serial of a date and a number: {0}, {1}.',
        `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`,
        digits.slice(8),
      );
    case 'time':
      return say(
        'A serial of Unix time: {0} UTC.',
        new Date(serial * 1000).toISOString().slice(0, 19).replace('T', ' '),
      );
    case 'counter':
      return say('A serial that counts.');
  }
}
