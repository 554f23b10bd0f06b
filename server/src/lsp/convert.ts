import {
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  type Location,
  type TextEdit as LspTextEdit,
  MarkupKind,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { sayFinding } from '../core/features/askedWords';
import type { Finding, Severity } from '../core/rules/rule';
import { pageOf } from '../core/rules/rulePages';
import type { BlockStore } from '../core/syntax/blockStore';
import { escapeMarkdown } from '../core/text/markdown';
import { type Message, type Translate, wordMessage } from '../core/text/message';
import { isOwnSpan, type OtherSpan, type Span, type TextEdit } from '../core/text/span';
import type { Snapshot } from './openDocuments';

/** The only place that makes lines and characters out of offsets. */
export function toLspRange(text: BlockStore, { start, end }: Span): Range {
  return { start: text.positionAt(start), end: text.positionAt(end) };
}

export function toLspEdit(text: BlockStore, edit: TextEdit): LspTextEdit {
  return { range: toLspRange(text, edit.span), newText: edit.text };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toLspDiagnostic(
  snapshot: Snapshot,
  finding: Finding,
  severity: Severity,
  word: (message: Message) => string,
  formatTime: (at: number) => string,
): Diagnostic {
  return {
    range: toLspRange(snapshot.textOf(finding.span.file), finding.span),
    severity: severities[severity],
    source: 'Zone MX',
    code: finding.rule,
    codeDescription: { href: pageOf(finding.rule) },
    message: word(sayFinding(finding, formatTime)),
    relatedInformation: (finding.related ?? []).map(({ span, message }) => ({
      location: toLspLocation(snapshot, span),
      message: word(message),
    })),
  };
}

export function toLspHover(text: BlockStore, span: Span, value: string): Hover {
  return { contents: { kind: MarkupKind.Markdown, value }, range: toLspRange(text, span) };
}

/** Sentences as Markdown; what comes from a file means nothing in it. */
export function toMarkdown(sentences: readonly Message[], translate: Translate): string {
  return sentences.map((sentence) => wordMessage(sentence, translate, escapeMarkdown)).join('\n\n');
}

/** The files of other zones are named by their URIs. */
function toLspLocation(snapshot: Snapshot, span: Span | OtherSpan): Location {
  if (isOwnSpan(span)) {
    const range = toLspRange(snapshot.textOf(span.file), span);
    return { uri: snapshot.uriOf(span.file), range };
  }
  const { file, start, end } = span;
  return {
    uri: file,
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
  };
}

/** What is wrong in a file that is no zone file. */
export function toLspProblem(text: BlockStore, span: Span, message: string): Diagnostic {
  return {
    range: toLspRange(text, span),
    severity: DiagnosticSeverity.Error,
    source: 'Zone MX',
    message,
  };
}

/** Something to know about the whole document, shown at its start. */
export function toLspNotice(message: string): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: 'Zone MX',
    message,
  };
}

/** Edits of the zone’s files; only the document’s own have a version. */
export function toWorkspaceEdit(snapshot: Snapshot, edits: readonly TextEdit[]): WorkspaceEdit {
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
