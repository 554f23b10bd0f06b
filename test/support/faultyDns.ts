import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A query as it came in, and the ways to answer it, right or wrong. */
export interface FaultyQuery {
  readonly transport: 'udp' | 'tcp';
  readonly id: number;
  /** The name in lower case without escapes: good enough to tell questions apart. */
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  /** The question section as it came, for an answer that repeats it. */
  readonly question: Buffer;
  readonly edns: boolean;
  /** The port that it came from. */
  readonly sourcePort: number;
  /** Sends a message: as a datagram, or over TCP with its length before it. */
  send(message: Buffer): void;
  /** Sends a datagram from another port than the one that was asked. */
  sendFromElsewhere(message: Buffer): void;
  /** Only over TCP: the connection itself. */
  readonly connection: Socket | undefined;
}

export type Behaviour = (query: FaultyQuery) => void;

/** A DNS server on loopback that answers over UDP and TCP as badly as a test wants it to. */
export interface FaultyDns {
  /** For the list of servers: `127.0.0.1#port`. */
  readonly address: string;
  /** How answers name it: `127.0.0.1:port`. */
  readonly label: string;
  readonly queries: readonly FaultyQuery[];
  close(): Promise<void>;
}

/** `at` is an address that another one had and that is free again. */
export async function startFaultyDns(behave: Behaviour, at?: string): Promise<FaultyDns> {
  const { udp, elsewhere, tcp, port } = await listen(Number(at?.split('#')[1] ?? 0));
  const queries: FaultyQuery[] = [];
  const connections = new Set<Socket>();
  const take = (query: FaultyQuery) => {
    queries.push(query);
    behave(query);
  };
  let isClosed = false;
  udp.on('message', (message, from) => {
    const reply = (socket: UdpSocket) => (bytes: Buffer) => {
      // A slow answer may come too late.
      if (!isClosed) socket.send(bytes, from.port, from.address, () => undefined);
    };
    take({
      ...parseQuery(message),
      transport: 'udp',
      sourcePort: from.port,
      send: reply(udp),
      sendFromElsewhere: reply(elsewhere),
      connection: undefined,
    });
  });
  tcp.on('connection', (connection) => {
    connections.add(connection);
    connection.on('error', () => connection.destroy());
    readFrames(connection, (message) => {
      take({
        ...parseQuery(message),
        transport: 'tcp',
        sourcePort: connection.remotePort ?? 0,
        send: (bytes) => connection.write(framed(bytes)),
        sendFromElsewhere: () => undefined,
        connection,
      });
    });
  });
  return {
    address: `127.0.0.1#${port}`,
    label: `127.0.0.1:${port}`,
    queries,
    close: async () => {
      isClosed = true;
      for (const connection of connections) connection.destroy();
      udp.close();
      elsewhere.close();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}

/** Takes apart what comes in over TCP: each message has its length before it. */
export function readFrames(connection: Socket, take: (message: Buffer) => void): void {
  let buffer = Buffer.alloc(0);
  connection.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (buffer.length >= 2 && buffer.length >= 2 + buffer.readUInt16BE()) {
      const end = 2 + buffer.readUInt16BE();
      take(buffer.subarray(2, end));
      buffer = buffer.subarray(end);
    }
  });
}

/** An octet of a name, its letters in lower case. */
export function lowerCase(octet: number): number {
  return octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet;
}

/** A loopback port on which nobody listens, over UDP or TCP. */
export async function findFreePort(): Promise<number> {
  const { udp, elsewhere, tcp, port } = await listen();
  udp.close();
  elsewhere.close();
  await new Promise((resolve) => tcp.close(resolve));
  return port;
}

async function listen(wanted = 0): Promise<{
  readonly udp: UdpSocket;
  readonly elsewhere: UdpSocket;
  readonly tcp: Server;
  readonly port: number;
}> {
  for (let tries = 0; ; tries += 1) {
    const tcp = createServer().listen(wanted, '127.0.0.1');
    await once(tcp, 'listening');
    const { port } = addressOf(tcp);
    const udp = createSocket('udp4');
    try {
      await bind(udp, port);
      const elsewhere = createSocket('udp4');
      await bind(elsewhere, 0);
      return { udp, elsewhere, tcp, port };
    } catch (error) {
      // The port was free over TCP and taken over UDP.
      udp.close();
      tcp.close();
      if (tries === 9) throw error;
    }
  }
}

async function bind(socket: UdpSocket, port: number): Promise<void> {
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening on a port');
  return address;
}

/** What a query says, apart from how it came. */
export type ParsedQuery = Pick<FaultyQuery, 'id' | 'name' | 'type' | 'flags' | 'question' | 'edns'>;

export function parseQuery(message: Buffer): ParsedQuery {
  const labels: string[] = [];
  let offset = 12;
  for (let length = message[offset] ?? 0; length > 0; length = message[offset] ?? 0) {
    labels.push(message.toString('latin1', offset + 1, offset + 1 + length));
    offset += 1 + length;
  }
  return {
    id: message.readUInt16BE(0),
    flags: message.readUInt16BE(2),
    name: labels.join('.').toLowerCase(),
    type: message.readUInt16BE(offset + 1),
    question: message.subarray(12, offset + 5),
    edns: message.readUInt16BE(10) > 0,
  };
}

export const types = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28 } as const;

export interface MessageParts {
  readonly rcode?: number;
  /** Bits to set besides QR and RA, such as TC (0x0200), AD (0x0020), AA (0x0400). */
  readonly flags?: number;
  readonly id?: number;
  readonly question?: Buffer;
  readonly answers?: readonly Buffer[];
  readonly authorities?: readonly Buffer[];
}

/** A response to a query, right in all that the parts do not say otherwise. */
export function respond(query: ParsedQuery, parts: MessageParts = {}): Buffer {
  const question = parts.question ?? query.question;
  const answers = parts.answers ?? [];
  const authorities = parts.authorities ?? [];
  const header = Buffer.alloc(12);
  header.writeUInt16BE(parts.id ?? query.id, 0);
  header.writeUInt16BE(0x8180 | (parts.flags ?? 0) | (parts.rcode ?? 0), 2);
  header.writeUInt16BE(question.length > 0 ? 1 : 0, 4);
  header.writeUInt16BE(answers.length, 6);
  header.writeUInt16BE(authorities.length, 8);
  return Buffer.concat([header, question, ...answers, ...authorities]);
}

/** A record in wire form. */
export function record(name: Buffer, type: number, ttl: number, rdata: Buffer): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(ttl, 4);
  fixed.writeUInt16BE(rdata.length, 8);
  return Buffer.concat([name, fixed, rdata]);
}

/** A name in wire form: from text without escapes, or from labels that may hold anything. */
export function wireName(name: string | readonly (string | Buffer)[]): Buffer {
  const labels = typeof name === 'string' ? name.split('.').filter((each) => each !== '') : name;
  const parts = labels.map((label) => {
    const octets = typeof label === 'string' ? Buffer.from(label, 'latin1') : label;
    return Buffer.concat([Buffer.of(octets.length), octets]);
  });
  return Buffer.concat([...parts, Buffer.of(0)]);
}

export function addressRecord(name: string, ttl: number, address: string): Buffer {
  return record(wireName(name), types.A, ttl, Buffer.from(address.split('.').map(Number)));
}

export function aliasRecord(name: string, ttl: number, target: string): Buffer {
  return record(wireName(name), types.CNAME, ttl, wireName(target));
}

export function soaRecord(owner: string, ttl: number, minimum: number): Buffer {
  const numbers = Buffer.alloc(20);
  numbers.writeUInt32BE(1, 0);
  numbers.writeUInt32BE(minimum, 16);
  const rdata = Buffer.concat([wireName(`ns.${owner}`), wireName(`admin.${owner}`), numbers]);
  return record(wireName(owner), types.SOA, ttl, rdata);
}

export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}
