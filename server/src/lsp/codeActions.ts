import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { AbsoluteName } from '../core/dns/name';
import { collectSafeEdits } from '../core/features/fixAll';
import type { LevelSettings } from '../core/lint';
import type { ShownFinding } from '../core/liveFindings';
import type { Finding } from '../core/rules/rule';
import { type Message, say } from '../core/text/message';
import type { TextEdit } from '../core/text/span';
import type { Zone } from '../core/zone/zone';
import { toLspEdit } from './convert';
import type { Snapshot } from './openDocuments';

/** The kind of the action that applies all safe fixes, for `editor.codeActionsOnSave`. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.zoneMx`;

/** Words a finding for the client: only for those that are sent, as it takes time. */
export type ToDiagnostic = (shown: ShownFinding) => Diagnostic;

/** Quick fixes of the findings that the range touches, and “fix all” where it is asked for. */
export function toLspCodeActions(
  snapshot: Snapshot,
  levels: LevelSettings,
  { range, context }: CodeActionParams,
  word: (message: Message) => string,
  toDiagnostic: ToDiagnostic,
): readonly CodeAction[] {
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
      .filter(({ finding: { span } }) => span.file === 0 && span.start <= end && start <= span.end);
    for (const each of touched)
      actions.push(...quickFixes(snapshot, each.finding, toDiagnostic(each), word));
  }
  // It looks at every finding: only for who asks, not at each move of the cursor.
  if (context.only !== undefined && wants(fixAllKind)) {
    const shown = findings.ofOwners(findings.flagged, levels);
    const edits = collectSafeEdits(shown.map(({ finding }) => finding));
    if (edits.length > 0)
      actions.push({
        title: word(say('Apply all safe fixes of Zone MX')),
        kind: fixAllKind,
        edit: toWorkspaceEdit(snapshot, edits),
      });
  }
  return actions;
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
  finding: Finding,
  diagnostic: Diagnostic,
  word: (message: Message) => string,
): readonly CodeAction[] {
  return (finding.fixes?.() ?? []).map(({ title, edits }, index) => ({
    title: word(title),
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred: index === 0,
    edit: toWorkspaceEdit(snapshot, edits),
  }));
}

function toWorkspaceEdit(snapshot: Snapshot, edits: readonly TextEdit[]): WorkspaceEdit {
  const files = [...new Set(edits.map(({ span }) => span.file))];
  return {
    documentChanges: files.map((file) => ({
      textDocument: {
        uri: snapshot.uriOf(file),
        version: file === 0 ? snapshot.version : null,
      },
      edits: edits
        .filter(({ span }) => span.file === file)
        .map((edit) => toLspEdit(snapshot.textOf(file), edit)),
    })),
  };
}
