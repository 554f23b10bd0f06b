import type { CancellationToken, Connection, Position } from 'vscode-languageserver';
import { sayNone } from '../../core/features/hover/published';
import { escapeNames } from '../../core/features/hover/text';
import { reachOf } from '../../core/features/probe/reach';
import {
  describeExchange,
  type ExchangeWords,
  type ProbedAddress,
  writeProbe,
} from '../../core/features/probe/report';
import type { CancelSignal } from '../../core/resolve/resolver';
import { recordsOf } from '../../core/rules/published';
import { RRType } from '../../core/syntax/mnemonics';
import { type Message, say, wordMessage } from '../../core/text/message';
import { isNullMx, mxSetOf } from '../../core/zone/mxSet';
import type { Feature, FeatureTools } from '../feature';
import type { ProbeTools } from '../liveAnswers';
import type { Snapshot } from '../openDocuments';
import { positionOf, uriOf } from '../params';
import { ended, endOf } from '../signals';

/** Asked by a client when its user says so: `{ uri, position }` to a `ProbeAnswer`. */
const probeRequest = 'zoneMx/probe';

/** Addresses that are connected to, all at once. */
const mostAddresses = 8;

/** The longest time that all of it takes, in milliseconds. */
const longest = 120_000;

type ProbeAnswer =
  | { readonly kind: 'probed'; readonly exchange: string; readonly text: string }
  | { readonly kind: 'impossible'; readonly message: string };

/** Talks to the mail servers of an exchange. */
export const probe: Feature = {
  capabilities: () => ({}),
  handle(connection, tools) {
    connection.onRequest<ProbeAnswer, unknown>(probeRequest, (params: unknown, token) =>
      answer(params, token, { ...tools, connection }),
    );
  },
};

/** What a request goes on with. */
interface Talk {
  /** Absolute, with its final dot. */
  readonly host: string;
  readonly asking: ProbeTools;
  readonly signal: CancelSignal;
  readonly tools: FeatureTools & { readonly connection: Connection };
}

async function answer(
  params: unknown,
  token: CancellationToken,
  tools: Talk['tools'],
): Promise<ProbeAnswer> {
  const { settled, live, word } = tools;
  const impossible = (why: Message): ProbeAnswer => ({ kind: 'impossible', message: word(why) });
  const snapshot = await settled(uriOf(params));
  if (snapshot === undefined) return impossible(say('Open a zone file first.'));
  const asking = live.forProbe();
  if (asking.kind === 'closed') return impossible(asking.why);
  const exchange = findExchange(snapshot, positionOf(params));
  if (exchange === undefined)
    return impossible(say('Put the cursor on an MX record that names a host.'));
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => controller.abort());
  const until = endOf([controller.signal, asking.closing], longest);
  try {
    const { host, words } = exchange;
    const found = await findAddresses(host, asking, until.signal);
    if (found.addresses.length === 0) return impossible(say('{0}: {1}', words.name, found.why));
    const talk: Talk = { host, asking, signal: until.signal, tools };
    const text = await probeAll(found, words, talk);
    return { kind: 'probed', exchange: words.name, text };
  } finally {
    until.release();
    listener.dispose();
  }
}

async function probeAll(found: Addresses, exchange: ExchangeWords, talk: Talk): Promise<string> {
  const { translate, formatTime } = talk.tools.client();
  const mayConnect = await askUser(found.addresses, talk);
  const addresses = await Promise.all(
    found.addresses.map((each) => probeAddress(each, mayConnect, talk)),
  );
  return writeProbe(
    { ...found, exchange, addresses, at: Date.now() },
    { word: (message) => wordMessage(message, translate, escapeNames), formatTime },
  );
}

/** The exchange of the MX record at a place; undefined where there is none, or no name to ask for. */
function findExchange(
  { zone, text }: Snapshot,
  position: Position,
): { readonly host: string; readonly words: ExchangeWords } | undefined {
  const place = zone.entryAt(0, text.offsetAt(position));
  const record = place === undefined ? undefined : zone.recordIn(place);
  if (record === undefined || zone.records.types.get(record) !== RRType.MX) return undefined;
  const set = mxSetOf(zone, zone.ownerOf(record));
  const mx = set.records.find((each) => each.record === record);
  if (mx === undefined || isNullMx(zone, mx) || !zone.names.isKnown(mx.exchange)) return undefined;
  return { host: zone.names.text(mx.exchange), words: describeExchange(zone, set, mx) };
}

interface Addresses {
  readonly addresses: readonly string[];
  readonly canonical: string | undefined;
  readonly unasked: number;
  /** Why there is none. */
  readonly why: Message;
}

/** The addresses that DNS has for a host, IPv4 before IPv6. */
async function findAddresses(
  name: string,
  { dns, timeout }: ProbeTools,
  signal: CancelSignal,
): Promise<Addresses> {
  const answers = await Promise.all([
    dns.resolve({ name, type: 'A' }, signal),
    dns.resolve({ name, type: 'AAAA' }, signal),
  ]);
  const all = answers.flatMap((each) =>
    each.kind === 'failure' ? [] : recordsOf(each).map(({ data }) => data),
  );
  const failed = answers.find((each) => each.kind === 'failure');
  return {
    addresses: all.slice(0, mostAddresses),
    canonical: answers.find(({ aliases = [] }) => aliases.length > 0)?.aliases?.at(-1)?.data,
    unasked: Math.max(0, all.length - mostAddresses),
    why: sayNone(failed ?? answers[0], timeout),
  };
}

/** Asks about addresses in a network of somebody's own; true where they may be connected to. */
async function askUser(
  addresses: readonly string[],
  { host, tools, signal }: Talk,
): Promise<boolean> {
  const own = addresses.filter((each) => reachOf(each) === 'own-network');
  if (own.length === 0 || signal.aborted) return false;
  const { connection, word } = tools;
  const question = say(
    '{0} has addresses in a private network: {1}. Connect to them?',
    host.replace(/\.$/, ''),
    own.join(', '),
  );
  const yes = { title: word(say('Connect')) };
  const choice = await Promise.race([
    connection.window.showWarningMessage(word(question), yes),
    ended(signal),
  ]);
  return choice?.title === yes.title;
}

async function probeAddress(
  address: string,
  mayConnect: boolean,
  { host, asking, signal }: Talk,
): Promise<ProbedAddress> {
  const reach = reachOf(address);
  if (reach === 'never') return { kind: 'never', address };
  if (reach === 'own-network' && !mayConnect) return { kind: 'declined', address };
  const session = await asking.mailServers.probe({ host, address }, signal);
  return { kind: 'session', address, session };
}
