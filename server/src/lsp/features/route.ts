import type { Position } from 'vscode-languageserver';
import type { AbsoluteName } from '../../core/dns/name';
import { drawRoute, type RoutePicture } from '../../core/features/routePicture';
import { neverCancelled } from '../../core/resolve/cancel';
import { foldName } from '../../core/resolve/names';
import type { Resolver } from '../../core/resolve/resolver';
import { planByDns } from '../../core/route/ask';
import { ZoneFacts } from '../../core/route/facts';
import { noAssumptions, planRoute } from '../../core/route/route';
import { type Message, say } from '../../core/text/message';
import { mxSetOf } from '../../core/zone/mxSet';
import { TypeBit } from '../../core/zone/typeBits';
import type { Zone } from '../../core/zone/zone';
import type { Feature, FeatureTools } from '../feature';
import type { LiveAnswers } from '../liveAnswers';
import type { Snapshot } from '../openDocuments';
import { fieldOf, positionOf, uriOf } from '../params';

/** Asked by a client that shows routes: `RouteParams` to a `RouteAnswer`. */
const routeRequest = 'zoneMx/route';

/** Questions for one route: enough for some fifty exchanges. */
const mostQuestions = 100;

/** More hosts than these nobody switches off. */
const mostDown = 1000;

/** What a client wants to see. */
interface RouteParams {
  readonly uri: string;
  /** Where the cursor is: the route is that of the record's owner. */
  readonly position: Position;
  /** The owner that was shown before, which wins over the position. */
  readonly owner: string | undefined;
  /** Absolute names of hosts that are assumed to accept no connection. */
  readonly down: ReadonlySet<string>;
  /** True where DNS may be asked for what the file does not say; else what is known counts. */
  readonly asks: boolean;
}

type RouteAnswer =
  | { readonly kind: 'route'; readonly picture: RoutePicture }
  | { readonly kind: 'impossible'; readonly message: string };

/** The route of mail, as a picture in words and numbers. */
export const route: Feature = {
  capabilities: () => ({}),
  handle(connection, tools) {
    connection.onRequest<RouteAnswer, unknown>(routeRequest, (params: unknown) =>
      answer(readParams(params), tools),
    );
  },
};

async function answer(params: RouteParams, tools: FeatureTools): Promise<RouteAnswer> {
  const { settled, live, word } = tools;
  const impossible = (why: Message): RouteAnswer => ({ kind: 'impossible', message: word(why) });
  const snapshot = await settled(params.uri);
  if (snapshot === undefined) return impossible(say('Open a zone file first.'));
  const { zone } = snapshot;
  const owner = findOwner(snapshot, params);
  const text = zone.names.text(owner);
  const { plan } = await planByDns(
    (dns) => {
      const facts = new ZoneFacts(zone, dns);
      const whole = planRoute(text, facts);
      return (
        whole && { whole, now: planRoute(text, facts, { ...noAssumptions, down: params.down }) }
      );
    },
    { resolver: resolverOf(live, params.asks), most: mostQuestions, clock: () => 0 },
  );
  if (plan?.now === undefined)
    return impossible(say('Where the mail of {0} goes is not known.', zone.names.prose(owner)));
  const about = hostFacts(snapshot, owner, tools);
  return { kind: 'route', picture: drawRoute(plan.whole, plan.now, { word, about }) };
}

/** Asks DNS, or only what it has said before. */
function resolverOf(live: LiveAnswers, asks: boolean): Resolver {
  const asking = asks ? live.forCommand({ isFresh: false }) : undefined;
  if (asking?.kind === 'open')
    return { resolve: (question) => asking.dns.resolve(question, neverCancelled) };
  return {
    resolve: async (question) =>
      live.peek(question) ?? {
        kind: 'failure',
        reason: 'cancelled',
        server: '',
        elapsed: 0,
        at: 0,
      },
  };
}

/** The owner of the record at a place; the apex where that has MX records and the owner has none. */
function findOwner(snapshot: Snapshot, { position, owner: shown }: RouteParams): AbsoluteName {
  const { zone, text } = snapshot;
  const before = shown === undefined ? undefined : zone.names.parse(shown);
  if (before !== undefined && zone.exists(before)) return before;
  const offset = text.offsetAt(position);
  const owner = ownerAt(zone, offset);
  const hasMx = (name: AbsoluteName): boolean => (zone.typesOf(name) & TypeBit.mx) !== 0;
  if (owner !== undefined && hasMx(owner)) return owner;
  return owner === undefined || hasMx(zone.apex) ? zone.apex : owner;
}

function ownerAt(zone: Zone, offset: number): AbsoluteName | undefined {
  const block = zone.blocks.at(0, offset);
  if (block === undefined) return undefined;
  const records = zone.blocks.recordsOf(block);
  const record = records.findLast((each) => zone.entrySpan(each).start <= offset);
  return record === undefined ? undefined : zone.ownerOf(record);
}

/** What the file has to say of an exchange: its place, and what was found there. */
function hostFacts(snapshot: Snapshot, owner: AbsoluteName, { levelsOf, word }: FeatureTools) {
  const { zone, findings, uri } = snapshot;
  const found = findings.ofOwners(new Set([owner]), levelsOf(uri));
  const records = new Map(
    mxSetOf(zone, owner).records.map((mx) => [foldName(zone.names.text(mx.exchange)), mx]),
  );
  return (exchange: string) => {
    const mx = records.get(foldName(exchange));
    if (mx === undefined) return { remarks: [] };
    const span = mx.exchangeSpan;
    const own = zone.recordSpan(mx.record);
    const remarks = found
      .filter(
        ({ finding: { span: at } }) =>
          at.file === own.file && own.start <= at.start && at.end <= own.end,
      )
      .map(({ finding }) => word(finding.message));
    return { remarks, ...(span.file === 0 && { place: { start: span.start, end: span.end } }) };
  };
}

function readParams(params: unknown): RouteParams {
  const [owner, down] = [fieldOf(params, 'owner'), fieldOf(params, 'down')];
  const hosts = Array.isArray(down) ? down.slice(0, mostDown) : [];
  return {
    uri: uriOf(params),
    owner: typeof owner === 'string' ? owner : undefined,
    down: new Set(hosts.map((host) => foldName(String(host)))),
    position: positionOf(params),
    asks: fieldOf(params, 'asks') === true,
  };
}
