import type { TextEdit as LspTextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Moment } from '../core/dns/serial';
import type { LevelSettings } from '../core/lint';
import { bumpSerial } from '../core/rules/bumpSerial';
import type { Fix } from '../core/rules/rule';
import { rule } from '../core/rules/syntax/soa-serial-unchanged';
import { findSerial } from '../core/zone/soaSerial';
import { toLspEdit, toWorkspaceEdit } from './convert';
import type { Snapshot } from './openDocuments';

/** The fix of a serial that has to go forward; its history must be up to date. */
export function neededBump({ findings }: Snapshot, levels: LevelSettings): Fix | undefined {
  const [finding] = findings.ofRule(rule.id, levels, Number.POSITIVE_INFINITY);
  return finding?.fixes?.()[0];
}

/** What writes the next serial, whether there has to be one or not. */
export function possibleBump({ zone, findings }: Snapshot, moment: Moment): Fix | undefined {
  const serial = findSerial(zone);
  return serial && bumpSerial(serial, moment, findings.history?.serial)[0];
}

/** What a client asks; a document that is not open has no serial to bump. */
export function readBumpParams(params: unknown): {
  readonly uri: string;
  readonly isNeeded: boolean;
} {
  const given = new Map<string, unknown>(
    typeof params === 'object' && params !== null ? Object.entries(params) : [],
  );
  return { uri: String(given.get('uri')), isNeeded: given.get('isNeeded') === true };
}

export function toBumpEdit(snapshot: Snapshot, fix: Fix | undefined): WorkspaceEdit | null {
  return fix === undefined ? null : toWorkspaceEdit(snapshot, fix.edits);
}

/** The edits of a document that is about to be saved; a serial in an included file stays. */
export function toSaveEdits(snapshot: Snapshot, fix: Fix | undefined): LspTextEdit[] {
  const own = (fix?.edits ?? []).filter(({ span }) => span.file === 0);
  return own.map((edit) => toLspEdit(snapshot.text, edit));
}
