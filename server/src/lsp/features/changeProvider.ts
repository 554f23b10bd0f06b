import {
  type CodeAction,
  CodeActionKind,
  type Position,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { AbsoluteName } from '../../core/dns/name';
import {
  canChangeProvider,
  changeProvider,
  describeSet,
  findProvider,
  otherProviders,
} from '../../core/features/changeProvider';
import { RRType } from '../../core/syntax/mnemonics';
import { say } from '../../core/text/message';
import type { Zone } from '../../core/zone/zone';
import { toMarkdown, toWorkspaceEdit } from '../convert';
import type { Feature, FeatureTools } from '../feature';
import type { Snapshot } from '../openDocuments';
import { isPlaceParams } from '../places';
import type { ActionTools } from './furtherActions';

/** Asked by a client: `{ uri, position, provider? }` to a `ChangeAnswer`. */
const changeRequest = 'zoneMx/changeProvider';

type ChangeAnswer =
  | { readonly kind: 'impossible'; readonly message: string }
  /** The providers that there are, where none was chosen. */
  | { readonly kind: 'providers'; readonly domain: string; readonly providers: readonly Choice[] }
  /** What changes the file, and what is left to do, as Markdown. */
  | { readonly kind: 'change'; readonly edit: WorkspaceEdit; readonly todo: string };

interface Choice {
  readonly name: string;
  readonly exchanges: string;
}

/** Another mail provider for the domain of a record. */
export const changeMailProvider: Feature = {
  capabilities: () => ({}),
  handle(connection, tools) {
    connection.onRequest<ChangeAnswer, unknown>(changeRequest, async (params: unknown) => {
      const snapshot = isPlaceParams(params) ? await tools.settled(params.uri) : undefined;
      const owner =
        snapshot === undefined || !isPlaceParams(params)
          ? undefined
          : ownerAt(snapshot, params.position);
      const isPossible = snapshot !== undefined && owner !== undefined;
      return isPossible ? answer(snapshot, owner, providerIn(params), tools) : impossible(tools);
    });
  },
};

/** The kind of the action that leads to another mail provider. */
export const providerKind = `${CodeActionKind.RefactorRewrite}.changeMailProvider.zoneMx`;

/** The extension’s command that asks for the provider. */
const changeCommand = 'zone-mx.changeMailProvider';

/** Leads from an MX record to another provider. */
export function providerActions(
  { uri, zone, text }: Snapshot,
  offset: number,
  { word, hasCommands }: ActionTools,
): readonly CodeAction[] {
  const place = hasCommands ? zone.entryAt(0, offset) : undefined;
  const record = place === undefined ? undefined : zone.recordIn(place);
  if (record === undefined || zone.records.types.get(record) !== RRType.MX) return [];
  const owner = zone.ownerOf(record);
  if (!canChangeProvider(zone, owner)) return [];
  const title = word(say('Change the mail provider of {0} …', zone.names.prose(owner)));
  const command = { title, command: changeCommand, arguments: [uri, text.positionAt(offset)] };
  return [{ title, kind: providerKind, command }];
}

/** The owner of the record at a place, if it has MX records; else the apex, if that has. */
function mailOwnerAt(zone: Zone, offset: number): AbsoluteName | undefined {
  const place = zone.entryAt(0, offset);
  const record = place === undefined ? undefined : zone.recordIn(place);
  const owners = [...(record === undefined ? [] : [zone.ownerOf(record)]), zone.apex];
  return owners.find((owner) => canChangeProvider(zone, owner));
}

function ownerAt({ zone, text }: Snapshot, position: Position): AbsoluteName | undefined {
  return mailOwnerAt(zone, text.offsetAt(position));
}

function providerIn(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('provider' in params)) return undefined;
  return typeof params.provider === 'string' ? params.provider : undefined;
}

function answer(
  snapshot: Snapshot,
  owner: AbsoluteName,
  chosen: string | undefined,
  tools: FeatureTools,
): ChangeAnswer {
  const { zone } = snapshot;
  if (chosen === undefined) {
    const providers = otherProviders(zone, owner)
      .map((each) => ({ name: each.name, exchanges: describeSet(zone, owner, each) }))
      .sort((a, b) => a.name.localeCompare(b.name));
    return { kind: 'providers', domain: zone.names.prose(owner), providers };
  }
  const provider = findProvider(chosen);
  const change = provider && changeProvider(zone, owner, provider);
  if (change === undefined) return impossible(tools);
  const edit = toWorkspaceEdit(snapshot, change.edits);
  const { translate } = tools.client();
  const items = change.todo.map((each) => `- ${toMarkdown([each], translate)}`);
  const title = toMarkdown([say('{0}: left to do', zone.names.prose(owner))], translate);
  return { kind: 'change', edit, todo: [`# ${title}`, ...items].join('\n\n') };
}

function impossible({ word }: FeatureTools): ChangeAnswer {
  const message = word(say('There are no MX records here that can be exchanged.'));
  return { kind: 'impossible', message };
}
