import type { CancellationToken } from 'vscode-languageserver';
import { askPublished } from '../../core/features/askPublished';
import { type ComparedTexts, questionFor, writeComparison } from '../../core/features/compare';
import { findCompared } from '../../core/features/compareQuestions';
import { isWholeZone } from '../../core/rules/records';
import { type Message, say } from '../../core/text/message';
import type { Feature, FeatureTools } from '../feature';
import { uriOf } from '../params';
import { endOf } from '../signals';

/** Asked by a client when its user says so: `{ uri }` to a `Comparison`. */
const compareRequest = 'zoneMx/compare';

/** Questions in all: a large zone's, to each of its name servers. */
const mostQuestions = 15_000;

/** The longest time that asking takes in all, in milliseconds. */
const longest = 30_000;

/** What is published beside the file, or why there is nothing to show. */
type Comparison =
  | ({ readonly kind: 'compared'; readonly zone: string } & ComparedTexts)
  | { readonly kind: 'impossible'; readonly message: string };

/** Compares a zone with what its name servers publish. */
export const compare: Feature = {
  capabilities: () => ({}),
  handle(connection, tools) {
    connection.onRequest<Comparison, unknown>(compareRequest, (params: unknown, token) =>
      answer(uriOf(params), token, tools),
    );
  },
};

async function answer(
  uri: string,
  token: CancellationToken,
  { settled, live, word, client }: FeatureTools,
): Promise<Comparison> {
  const impossible = (why: Message): Comparison => ({ kind: 'impossible', message: word(why) });
  const snapshot = await settled(uri);
  if (snapshot === undefined) return impossible(say('Open a zone file first.'));
  const { zone } = snapshot;
  if (!isWholeZone(zone) || zone.classNumber !== 1)
    return impossible(say('The file does not say which zone of the Internet it is.'));
  const asking = live.forCommand({ most: mostQuestions });
  if (asking.kind !== 'open') return impossible(asking.why);
  const { dns, closing, nameServers, timeout, asksAnyServer } = asking;
  if (!asksAnyServer && nameServers.length === 0)
    return impossible(
      say(
        'A browser can’t ask the zone’s name servers. The setting zoneMx.live.nameServers may name a server that has the zone and answers over HTTPS.',
      ),
    );
  const comparison = findCompared(zone);
  const questions = comparison.sets.map((set) => questionFor(zone, set));
  const apex = zone.names.text(zone.apex);
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => controller.abort());
  const until = endOf([controller.signal, closing], longest);
  try {
    const published = await askPublished(dns, apex, nameServers, questions, until.signal);
    if (!snapshot.isCurrent())
      return impossible(say('The file was changed meanwhile; compare it again.'));
    const { formatTime } = client();
    const texts = writeComparison(zone, comparison, published, { word, formatTime, timeout });
    return { kind: 'compared', zone: zone.names.prose(zone.apex), ...texts };
  } finally {
    until.release();
    listener.dispose();
  }
}
