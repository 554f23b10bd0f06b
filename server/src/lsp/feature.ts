import type { ClientCapabilities, Connection, ServerCapabilities } from 'vscode-languageserver';
import type { Moment } from '../core/dns/serial';
import type { LevelSettings } from '../core/lint';
import type { Message } from '../core/text/message';
import type { ActionTools } from './features/furtherActions';
import type { ClientFacts } from './initialization';
import type { LiveAnswers } from './liveAnswers';
import type { Snapshot } from './openDocuments';
import type { Settings } from './settings';

/** What features answer from; all of it may be another one at the next request. */
export interface FeatureTools {
  /** The newest state of an open document, once it is read; undefined if it is not open. */
  readonly settled: (uri: string) => Promise<Snapshot | undefined>;
  readonly settings: () => Settings;
  readonly client: () => ClientFacts;
  /** How grave each rule is for a document. */
  readonly levelsOf: (uri: string) => LevelSettings;
  /** A message in the language of the user. */
  readonly word: (message: Message) => string;
  readonly toDiagnostic: (snapshot: Snapshot) => ActionTools['toDiagnostic'];
  readonly live: LiveAnswers;
  readonly now: () => Moment;
}

/** One thing that the server does on request: what it announces, and how it answers. */
export interface Feature {
  readonly capabilities: (client: ClientCapabilities) => ServerCapabilities;
  readonly handle: (connection: Connection, tools: FeatureTools) => void;
  /** Has a client that can do so ask again, when the settings are others. */
  readonly refresh?: (connection: Connection, client: ClientCapabilities) => void;
}
