import {
  type CancellationToken,
  type ChangeAnnotation,
  LSPErrorCodes,
  type Position,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import {
  findRenameTarget,
  type RenameTarget,
  readRenaming,
  refuseStranger,
} from '../../core/features/names/rename';
import { type Message, say } from '../../core/text/message';
import { apexOf } from '../../core/zone/otherAnswer';
import { toLspRange } from '../convert';
import type { Feature, FeatureTools } from '../feature';
import type { Snapshot } from '../openDocuments';
import { RenameCollector, type RenameGroup } from '../renaming';
import { inTurns } from '../turns';
import type { ZoneFiles } from '../zoneFiles';
import { isCurrent, zonesNaming } from '../zonesNaming';

export const rename: Feature = {
  capabilities: () => ({ renameProvider: { prepareProvider: true } }),
  handle(connection, tools) {
    connection.onPrepareRename(async ({ textDocument, position }) => {
      const snapshot = await tools.whole(textDocument.uri);
      const target = snapshot && findTarget(snapshot, position, tools);
      if (snapshot === undefined || target === undefined) return null;
      return { range: toLspRange(snapshot.text, target.span), placeholder: target.text };
    });
    connection.onRenameRequest(async ({ textDocument, position, newName }, token) => {
      const snapshot = await tools.whole(textDocument.uri);
      const target = snapshot && findTarget(snapshot, position, tools);
      if (snapshot === undefined || target === undefined) return null;
      return renameTarget(snapshot, target, newName, tools, token);
    });
  },
};

/** An error whose words the editor shows. */
function refuse(message: Message, { word }: FeatureTools): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, word(message));
}

function findTarget(
  { zone, text }: Snapshot,
  position: Position,
  tools: FeatureTools,
): RenameTarget | undefined {
  const target = findRenameTarget(zone, text.offsetAt(position));
  if (target !== undefined && 'template' in target) throw refuse(target, tools);
  return target;
}

async function renameTarget(
  snapshot: Snapshot,
  target: RenameTarget,
  newName: string,
  tools: FeatureTools,
  token: CancellationToken,
): Promise<WorkspaceEdit> {
  const renaming = readRenaming(snapshot.zone, target, newName);
  if ('template' in renaming) throw refuse(renaming, tools);
  if (renaming.from === renaming.to) return {};
  const collector = new RenameCollector(renaming);
  const add = async (files: ZoneFiles): Promise<void> => {
    const work = { token, isCurrent: () => isCurrent(files) };
    const refusal = await inTurns(collector.add(files), work, tools.turns);
    if (refusal !== undefined) throw refuse(refusal, tools);
  };
  const leftOut = (why: Message): never => {
    throw refuse(say('It can’t be renamed everywhere: {0}.', why), tools);
  };
  // A part of a zone means what it means there.
  for await (const files of zonesNaming(renaming.from, tools, leftOut))
    if (apexOf(files.zone) !== undefined || !collector.has(files.uriOf(0))) await add(files);
  const open = await tools.openZones();
  // What was typed meanwhile may have moved the name.
  const now = open.find(({ uri }) => uri === snapshot.uri);
  if (now?.version !== snapshot.version) throw changed(newName);
  if (!collector.hasHome) throw refuse(refuseStranger(renaming.from), tools);
  if (open.some(({ uri, text }) => !collector.isCurrent(uri, text))) throw changed(newName);
  const versions = new Map(open.map(({ uri, version }) => [uri, version]));
  return collector.toWorkspaceEdit(
    (uri) => versions.get(uri) ?? null,
    tools.client().hasAnnotations ? annotate(tools) : undefined,
  );
}

function changed(newName: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ContentModified, newName);
}

function annotate({ word }: FeatureTools): Readonly<Record<RenameGroup, ChangeAnnotation>> {
  return {
    records: { label: word(say('Names in records')) },
    spf: { label: word(say('Names in SPF records')) },
    others: { label: word(say('Names in other zones')) },
  };
}
