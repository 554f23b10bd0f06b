import type { TextDocument } from 'vscode-languageserver-textdocument';
import { lint } from '../core/lint';
import type { Finding } from '../core/rules/rule';
import { scan } from '../core/syntax/scanner';
import { buildZone } from '../core/zone/build';
import { originFromFileName } from '../core/zone/origin';
import type { Zone } from '../core/zone/zone';

/** One version of one document and what is made of it; it never changes. */
export interface Snapshot {
  readonly document: TextDocument;
  readonly version: number;
  readonly zone: Zone;
  /** All findings, whatever the settings say; made when first asked for. */
  findings(): readonly Finding[];
}

/** The newest snapshot of each open document. */
export class Snapshots {
  readonly #snapshots = new Map<string, Snapshot>();

  get(document: TextDocument): Snapshot {
    const known = this.#snapshots.get(document.uri);
    if (known !== undefined && known.version === document.version) return known;
    const snapshot = takeSnapshot(document);
    this.#snapshots.set(document.uri, snapshot);
    return snapshot;
  }

  drop(uri: string): void {
    this.#snapshots.delete(uri);
  }
}

function takeSnapshot(document: TextDocument): Snapshot {
  const zone = buildZone(scan(document.getText()), {
    fallbackOrigin: originFromFileName(fileNameOf(document.uri)),
  });
  let findings: readonly Finding[] | undefined;
  return {
    document,
    version: document.version,
    zone,
    findings: () => {
      findings ??= lint(zone);
      return findings;
    },
  };
}

/** The last segment of a URI, decoded where it can be. */
function fileNameOf(uri: string): string {
  const last = uri.replace(/[?#].*$/, '').replace(/^.*\//, '');
  try {
    return decodeURIComponent(last);
  } catch (error) {
    if (error instanceof URIError) return last;
    throw error;
  }
}
