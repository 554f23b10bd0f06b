import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { collectSafeEdits } from '../core/features/fixAll';
import type { Finding, Severity } from '../core/rules/rule';
import { type Message, say } from '../core/text/message';
import type { TextEdit } from '../core/text/span';
import { toLspEdit } from './convert';
import type { Snapshot } from './snapshots';

/** The kind of the action that applies all safe fixes, for `editor.codeActionsOnSave`. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.zoneMx`;

/** A finding that the settings let through. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly severity: Severity;
}

/** Words a finding for the client: only for those that are sent, as it takes time. */
export type ToDiagnostic = (shown: ShownFinding) => Diagnostic;

const gravestFirst: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The gravest findings, at most so many, and how many are left out. */
export function keepGravest(
  all: readonly ShownFinding[],
  most: number,
): { readonly kept: readonly ShownFinding[]; readonly left: number } {
  if (all.length <= most) return { kept: all, left: 0 };
  const kept = gravestFirst
    .flatMap((severity) => all.filter((each) => each.severity === severity))
    .slice(0, most);
  return { kept, left: all.length - kept.length };
}

/** Quick fixes of the findings that the range touches, and “fix all” where it is asked for. */
export function toLspCodeActions(
  snapshot: Snapshot,
  shown: readonly ShownFinding[],
  { range, context }: CodeActionParams,
  word: (message: Message) => string,
  toDiagnostic: ToDiagnostic,
): readonly CodeAction[] {
  const start = snapshot.document.offsetAt(range.start);
  const end = snapshot.document.offsetAt(range.end);
  const wants = (kind: string): boolean =>
    context.only === undefined ||
    context.only.some((only) => only === kind || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const touched = shown.filter(({ finding: { span } }) => span.start <= end && start <= span.end);
    for (const each of touched)
      actions.push(...quickFixes(snapshot, each.finding, toDiagnostic(each), word));
  }
  // It looks at every finding: only for who asks, not at each move of the cursor.
  if (context.only !== undefined && wants(fixAllKind)) {
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

function toWorkspaceEdit(
  { document, version }: Snapshot,
  edits: readonly TextEdit[],
): WorkspaceEdit {
  return {
    documentChanges: [
      {
        textDocument: { uri: document.uri, version },
        edits: edits.map((edit) => toLspEdit(document, edit)),
      },
    ],
  };
}
