import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Range,
} from 'vscode-languageserver';
import type { AbsoluteName } from '../../core/dns/name';
import { collectSafeEdits } from '../../core/features/fixAll';
import type { Stretch } from '../../core/features/format/edits';
import type { Refactoring } from '../../core/features/refactor/refactoring';
import { refactorings, wholeRefactorings } from '../../core/features/refactor/refactorings';
import type { LevelSettings } from '../../core/lint';
import type { Fix } from '../../core/rules/rule';
import { say } from '../../core/text/message';
import type { Zone } from '../../core/zone/zone';
import { toLspRange, toWorkspaceEdit } from '../convert';
import type { Feature } from '../feature';
import type { Snapshot } from '../openDocuments';
import { neededBump, possibleBump } from '../serialEdits';
import { providerActions, providerKind } from './changeProvider';
import { extractActions, extractKind } from './extractActions';
import {
  type ActionTools,
  compareActions,
  fixKindActions,
  ignoreActions,
  type WordedFinding,
} from './furtherActions';

/** The kind of the action that applies all safe fixes, for `editor.codeActionsOnSave`. */
const fixAllKind = `${CodeActionKind.SourceFixAll}.zoneMx`;

/** Not of the kind *source*: those are run on saving, and this one is possible at any time. */
const bumpKind = `${CodeActionKind.RefactorRewrite}.bumpSerial.zoneMx`;

/** Findings that actions are offered for: nobody reads more, and a selection may be all of a large file. */
const mostTouched = 200;

export const codeActions: Feature = {
  capabilities: () => ({
    codeActionProvider: {
      codeActionKinds: [
        CodeActionKind.QuickFix,
        CodeActionKind.RefactorRewrite,
        CodeActionKind.RefactorExtract,
        fixAllKind,
      ],
    },
  }),
  handle(connection, { settled, levelsOf, client, live, now, word, toDiagnostic, readIncluded }) {
    connection.onCodeAction(async (params) => {
      const snapshot = await settled(params.textDocument.uri);
      if (snapshot === undefined) return [];
      const tools: ActionTools = {
        word,
        toDiagnostic: toDiagnostic(snapshot),
        hasCommands: client().hasCommands,
        showsDisabled: client().showsDisabled,
        createsFiles: client().createsFiles,
        readIncluded,
        knownAddresses: (host, type) => live.knownAddresses(snapshot.zone, host, type),
        now,
      };
      return [...(await toLspCodeActions(snapshot, levelsOf(snapshot.uri), params, tools))];
    });
  },
};

/** Quick fixes of the findings that the range touches, and “fix all” where it is asked for. */
async function toLspCodeActions(
  snapshot: Snapshot,
  levels: LevelSettings,
  { range, context }: CodeActionParams,
  tools: ActionTools,
): Promise<readonly CodeAction[]> {
  const { text, zone, findings } = snapshot;
  const start = text.offsetAt(range.start);
  const end = text.offsetAt(range.end);
  const wants = (kind: string): boolean =>
    context.only === undefined ||
    context.only.some((only) => only === kind || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const owners = ownersBetween(zone, start, end);
    const touched = findings
      .ofOwners(owners, levels)
      .filter(({ finding: { span } }) => span.file === 0 && span.start <= end && start <= span.end)
      .slice(0, mostTouched);
    const worded = touched.map((each) => ({
      finding: each.finding,
      diagnostic: tools.toDiagnostic(each),
    }));
    for (const each of worded) actions.push(...quickFixes(snapshot, each, tools));
    actions.push(...compareActions(snapshot, worded, tools));
    const isInvoked = context.triggerKind !== CodeActionTriggerKind.Automatic;
    actions.push(...fixKindActions(snapshot, levels, worded, tools, isInvoked));
    for (const each of worded) actions.push(...ignoreActions(snapshot, each, tools));
  }
  const isAsked =
    context.only !== undefined || context.triggerKind === CodeActionTriggerKind.Invoked;
  for (const each of findRewritings(zone, { start, end }, context.only, isAsked)) {
    const kind = `${CodeActionKind.RefactorRewrite}.${each.name}.zoneMx`;
    if (wants(kind)) actions.push(...toRewriting(snapshot, each, kind, tools));
  }
  if (wants(providerKind)) actions.push(...providerActions(snapshot, start, tools));
  if (wants(bumpKind)) actions.push(...bumpActions(snapshot, levels, start, end, tools));
  // It looks at every finding: only for who asks, not at each move of the cursor.
  if (context.only !== undefined && wants(fixAllKind)) {
    const shown = findings.ofOwners(findings.flagged, levels);
    const edits = collectSafeEdits(shown.map(({ finding }) => finding));
    if (edits.length > 0)
      actions.push({
        title: tools.word(say('Apply all safe fixes of Zone MX')),
        kind: fixAllKind,
        edit: toWorkspaceEdit(snapshot, edits),
      });
  }
  // Comes last: it waits for files, and the document may be another one then.
  if (isAsked && wants(extractKind))
    actions.push(...(await extractActions(snapshot, start, end, tools)));
  return actions;
}

/** Those around the cursor and, for who asks, those that look at the whole file; none while saving. */
function findRewritings(
  zone: Zone,
  stretch: Stretch,
  only: readonly string[] | undefined,
  isAsked: boolean,
): readonly Refactoring[] {
  const mayWant = (kind: string): boolean =>
    kind.startsWith(CodeActionKind.Refactor) || kind === CodeActionKind.Empty;
  if (only?.some(mayWant) === false) return [];
  const all = isAsked ? [...refactorings, ...wholeRefactorings] : refactorings;
  return all.flatMap((find) => find(zone, stretch));
}

/** One that can't be done is shown with its reason, where the client shows such actions. */
function toRewriting(
  snapshot: Snapshot,
  { title, edits, reason }: Refactoring,
  kind: string,
  { word, showsDisabled }: ActionTools,
): readonly CodeAction[] {
  const action = { title: word(title), kind };
  if (reason === undefined) return [{ ...action, edit: toWorkspaceEdit(snapshot, edits) }];
  return showsDisabled ? [{ ...action, disabled: { reason: word(reason) } }] : [];
}

/** The next serial, where the range touches the serial and no fix offers it. */
function bumpActions(
  snapshot: Snapshot,
  levels: LevelSettings,
  start: number,
  end: number,
  { word, now }: ActionTools,
): readonly CodeAction[] {
  const fix = possibleBump(snapshot, now());
  const isTouched = fix?.edits.every(
    ({ span }) => span.file === 0 && span.start <= end && start <= span.end,
  );
  if (fix === undefined || isTouched !== true || neededBump(snapshot, levels)) return [];
  return [{ title: word(fix.title), kind: bumpKind, edit: toWorkspaceEdit(snapshot, fix.edits) }];
}

/** The owners of the records that a stretch touches. */
function ownersBetween(zone: Zone, start: number, end: number): ReadonlySet<AbsoluteName> {
  const owners = new Set<AbsoluteName>();
  let block = zone.blocks.at(0, start);
  for (; block !== undefined; block = zone.blocks.after(block)) {
    if ((zone.blocks.syntaxOf(block)?.base ?? 0) > end) break;
    for (const record of zone.blocks.recordsOf(block)) {
      const span = zone.entrySpan(record);
      if (span.start <= end && start <= span.end) owners.add(zone.ownerOf(record));
    }
  }
  return owners;
}

function quickFixes(
  snapshot: Snapshot,
  { finding, diagnostic }: WordedFinding,
  { word, hasCommands, knownAddresses }: ActionTools,
): readonly CodeAction[] {
  const fixes = (finding.fixes?.() ?? []).flatMap((fix) => {
    const { toFillIn } = fix;
    if (toFillIn === undefined) return fix;
    const known = knownAddresses(toFillIn.host, toFillIn.type);
    return known.length === 0 ? fix : [toFillIn.fillIn(known), fix];
  });
  return fixes.map((fix, index) => {
    const snippet = hasCommands ? snippetOf(snapshot, fix) : undefined;
    return {
      title: word(fix.title),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      isPreferred: index === 0,
      edit: toWorkspaceEdit(snapshot, fix.edits),
      ...(snippet === undefined ? {} : { data: { snippet } }),
    };
  });
}

/** An edit to a range of a document that leaves something to fill in. */
interface SnippetEdit {
  readonly uri: string;
  readonly range: Range;
  readonly before: string;
  readonly placeholder: string;
  readonly after: string;
}

/** What the extension puts in the place of the edit, so that the part to fill in is selected. */
function snippetOf(snapshot: Snapshot, { edits, toFillIn }: Fix): SnippetEdit | undefined {
  const [edit] = edits;
  if (toFillIn === undefined || edit === undefined || edits.length > 1) return undefined;
  const { placeholder, remark } = toFillIn;
  const [before, after] = edit.text.split(placeholder + remark);
  if (before === undefined || after === undefined) return undefined;
  const { file } = edit.span;
  const range = toLspRange(snapshot.textOf(file), edit.span);
  return { uri: snapshot.uriOf(file), range, before, placeholder, after };
}
