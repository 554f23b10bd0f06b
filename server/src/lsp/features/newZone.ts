import { snippetText } from '../../core/features/completion/item';
import { mailSetups, readDomain, writeNewZone } from '../../core/features/newZone';
import { say } from '../../core/text/message';
import type { Feature, FeatureTools } from '../feature';

/** Asked by a client: `{ domain, setup? }`, both as the user gives them, to a `NewZoneAnswer`. */
const newZoneRequest = 'zoneMx/newZone';

type NewZoneAnswer =
  | { readonly kind: 'impossible'; readonly message: string }
  /** The mail set-ups that there are, where none was chosen. */
  | { readonly kind: 'setups'; readonly setups: readonly SetupItem[] }
  /** The text of the file, as a snippet. */
  | { readonly kind: 'zone'; readonly snippet: string };

interface SetupItem {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
}

export const newZone: Feature = {
  capabilities: () => ({}),
  handle(connection, tools) {
    connection.onRequest<NewZoneAnswer, unknown>(newZoneRequest, (params: unknown) =>
      answer(params, tools),
    );
  },
};

function answer(params: unknown, { word, now }: FeatureTools): NewZoneAnswer {
  const isGiven = typeof params === 'object' && params !== null;
  const { domain: typed, setup }: { domain?: unknown; setup?: unknown } = isGiven ? params : {};
  const domain = typeof typed === 'string' ? readDomain(typed) : undefined;
  if (domain === undefined)
    return { kind: 'impossible', message: word(say('A domain is meant, such as example.com.')) };
  const { date } = now();
  const parts = typeof setup === 'string' ? writeNewZone(domain, setup, date) : undefined;
  if (parts !== undefined) return { kind: 'zone', snippet: snippetText(parts) };
  const setups = mailSetups(domain, date).map(({ id, label, detail }) => ({
    id,
    label: word(label),
    detail: word(detail),
  }));
  return { kind: 'setups', setups };
}
