import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import type { AbsoluteName } from '../../core/dns/name';
import type { Moment } from '../../core/dns/serial';
import { pickFixes } from '../../core/features/fixAll';
import { ignoreHere, ignoreInFile, isIgnorable } from '../../core/features/ignoring';
import type { LevelSettings } from '../../core/lint';
import type { ShownFinding } from '../../core/liveFindings';
import { rule as drift } from '../../core/rules/live/live-mx-drift';
import type { Finding, Fix } from '../../core/rules/rule';
import { type Message, say } from '../../core/text/message';
import { toWorkspaceEdit } from '../convert';
import type { ReadIncluded } from '../documentIncludes';
import type { Snapshot } from '../openDocuments';

/** What code actions are worded with, and what the client can do. */
export interface ActionTools {
  readonly word: (message: Message) => string;
  /** Words a finding for the client: only for those that are sent, as it takes time. */
  readonly toDiagnostic: (shown: ShownFinding) => Diagnostic;
  /** Whether the client has the commands of the extension. */
  readonly hasCommands: boolean;
  /** Whether the client shows actions that are not possible, with their reason. */
  readonly showsDisabled: boolean;
  /** The addresses of a host that are known from live answers; nothing is asked for them. */
  readonly knownAddresses: (host: AbsoluteName, type: 'A' | 'AAAA') => readonly string[];
  readonly now: () => Moment;
  /** Whether the client creates the files that an action needs. */
  readonly createsFiles: boolean;
  readonly readIncluded: ReadIncluded;
}

/** A finding as the client has it. */
export interface WordedFinding {
  readonly finding: Finding;
  readonly diagnostic: Diagnostic;
}

/** The extension’s command that sets the level of a rule in the workspace. */
const setRuleLevel = 'zone-mx.setRuleLevel';

/** The extension’s command that compares a file with what is published. */
const compareWithPublished = 'zone-mx.compareWithPublished';

/** Findings that are fixed together while the cursor moves; more only when someone asks. */
const mostUnasked = 200;

/** For each rule of the findings: repairs all that it finds in the document in the same way. */
export function fixKindActions(
  snapshot: Snapshot,
  levels: LevelSettings,
  worded: readonly WordedFinding[],
  { word }: ActionTools,
  isInvoked: boolean,
): readonly CodeAction[] {
  const most = isInvoked ? Number.POSITIVE_INFINITY : mostUnasked;
  const firsts = worded.filter(
    ({ finding: { rule } }, index) =>
      worded.findIndex(({ finding }) => finding.rule === rule) === index,
  );
  return firsts.flatMap(({ finding, diagnostic }) => {
    const [first] = finding.fixes?.() ?? [];
    if (first === undefined) return [];
    const found = snapshot.findings.ofRule(finding.rule, levels, most);
    const ofDocument = found.filter(({ span }) => span.file === 0);
    const picked = pickFixes(ofDocument, ({ fix }) => isLike(fix, first));
    const edits = picked.flatMap(({ fix }) => fix.edits);
    const count = picked.length;
    if (count < 2) return [];
    return {
      title: word(say('Fix all {0} findings of {1} in this file', count, finding.rule)),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit: toWorkspaceEdit(snapshot, edits),
    };
  });
}

/** Safe ones do no harm, whatever they do; the others do the same elsewhere. */
function isLike(fix: Fix, first: Fix): boolean {
  if (first.grade === 'safe') return fix.grade === 'safe';
  return fix.title.template === first.title.template;
}

/** Where the file is not what is published: shows both. */
export function compareActions(
  { uri }: Snapshot,
  worded: readonly WordedFinding[],
  { word, hasCommands }: ActionTools,
): readonly CodeAction[] {
  const drifts = worded.filter(({ finding }) => finding.rule === drift.id);
  if (drifts.length === 0 || !hasCommands) return [];
  const title = word(say('Compare with what is published'));
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: drifts.map(({ diagnostic }) => diagnostic),
      command: { title, command: compareWithPublished, arguments: [uri] },
    },
  ];
}

/** Ways not to see a finding again: in its entry, in its file, in all files. */
export function ignoreActions(
  snapshot: Snapshot,
  { finding, diagnostic }: WordedFinding,
  { word, hasCommands }: ActionTools,
): readonly CodeAction[] {
  if (!isIgnorable(finding.rule)) return [];
  const base = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  const { rule } = finding;
  const actions: CodeAction[] = editActions(snapshot, finding, word).map((action) => ({
    ...action,
    ...base,
  }));
  if (hasCommands) {
    const title = word(say('Ignore {0} everywhere', rule));
    const command = { title, command: setRuleLevel, arguments: [rule, 'off'] };
    actions.push({ title, ...base, command });
  }
  return actions;
}

function editActions(
  snapshot: Snapshot,
  finding: Finding,
  word: ActionTools['word'],
): readonly CodeAction[] {
  const { zone } = snapshot;
  const { rule, span } = finding;
  const here = ignoreHere(zone, finding);
  const inFile = ignoreInFile(zone, rule, span.file);
  return [
    { title: say('Ignore {0} here', rule), edit: here },
    { title: say('Ignore {0} in this file', rule), edit: inFile },
  ].flatMap(({ title, edit }) =>
    edit === undefined ? [] : { title: word(title), edit: toWorkspaceEdit(snapshot, [edit]) },
  );
}
