import type { ClientCapabilities, Connection, ServerCapabilities } from 'vscode-languageserver';
import type { Moment } from '../core/dns/serial';
import type { LevelSettings } from '../core/lint';
import type { Message } from '../core/text/message';
import type { ReadIncluded } from './documentIncludes';
import type { ActionTools } from './features/furtherActions';
import type { ClientFacts } from './initialization';
import type { LiveAnswers } from './liveAnswers';
import type { Snapshot } from './openDocuments';
import type { OnLeftOut } from './otherFiles';
import type { Settings } from './settings';
import type { Turns } from './turns';
import type { ZoneFiles } from './zoneFiles';

/** What features answer from; all of it may be another one at the next request. */
export interface FeatureTools {
  /** The newest state of an open document, once it is read; undefined if it is not open. */
  readonly settled: (uri: string) => Promise<Snapshot | undefined>;
  /** The same, but once the files are read that it includes. */
  readonly whole: (uri: string) => Promise<Snapshot | undefined>;
  readonly settings: () => Settings;
  readonly client: () => ClientFacts;
  /** How grave each rule is for a document. */
  readonly levelsOf: (uri: string) => LevelSettings;
  /** A message in the language of the user. */
  readonly word: (message: Message) => string;
  /** Shows a warning for what the user has asked for. */
  readonly warn: (message: Message) => void;
  /** Leaves a line in the log. */
  readonly log: (message: Message) => void;
  readonly toDiagnostic: (snapshot: Snapshot) => ActionTools['toDiagnostic'];
  readonly live: LiveAnswers;
  readonly now: () => Moment;
  /** What long work takes turns by. */
  readonly turns: Turns;
  /** Paths from a file to others of the workspace, for one that is being written. */
  readonly pathsFrom: (uri: string, typed: string) => Promise<readonly string[]>;
  /** Reads what a file includes. */
  readonly readIncluded: ReadIncluded;
  /** The open documents, as soon as all of them are read. */
  readonly openZones: () => Promise<readonly Snapshot[]>;
  /** Whether a file of the workspace may have the zone of a name. */
  readonly hasZoneOf: (name: string) => boolean;
  /**
   * The zones of the workspace whose files are not open, as far as a document may know of them and
   * their text may be of interest, or comes from elsewhere; each is to be used before the next.
   */
  readonly closedZones: (
    mayMatter: (text: string) => boolean,
    onLeftOut: OnLeftOut,
  ) => AsyncGenerator<ZoneFiles, void, undefined>;
}

/** One thing that the server does on request: what it announces, and how it answers. */
export interface Feature {
  readonly capabilities: (client: ClientCapabilities) => ServerCapabilities;
  readonly handle: (connection: Connection, tools: FeatureTools) => void;
  /** Has a client that can do so ask again, when the settings are others. */
  readonly refresh?: (connection: Connection, client: ClientCapabilities) => void;
}
