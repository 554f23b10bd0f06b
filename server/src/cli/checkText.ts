import type { Moment } from '../core/dns/serial';
import { sayFinding } from '../core/features/askedWords';
import { byPlace, type LevelSettings, levelOf, lint } from '../core/lint';
import type { Finding, FixGrade, Severity } from '../core/rules/rule';
import type { Files } from '../core/text/files';
import type { Message, MessageArgument } from '../core/text/message';
import { askAhead } from '../core/zone/lookup';
import { mostRounds } from '../core/zone/otherZones';
import type { Excerpt } from './excerpt';
import { historyOf } from './history';
import type { Range } from './lineIndex';
import type { Live, PublishedZone } from './live';
import type { OtherFile, OtherFiles } from './otherFiles';
import { Places } from './places';
import { type ReadZone, readZone } from './readZone';

/** What a check is to know of one file; plain data, it travels to worker threads. */
export interface FileSettings {
  readonly origin: string | undefined;
  readonly levels: LevelSettings;
  /** Whether the other files of the run are asked for names in their zones. */
  readonly otherZones: boolean;
}

/** What holds for all files of a run. */
export interface RunSettings {
  /** The folder that included files must lie in; undefined for the usual one. */
  readonly root: string | undefined;
  /** When the run began. */
  readonly moment: Moment;
  /** Fixes cost time where nobody prints them. */
  readonly wantsFixes: boolean;
  /** The edits of fixes too. */
  readonly wantsEdits: boolean;
  /** Excerpts of the lines too: of use to people only. */
  readonly wantsExcerpts: boolean;
  /** What DNS says of exchanges too, where DNS is asked. */
  readonly wantsPublished: boolean;
  /** The files of the run that know each other. */
  readonly others: readonly OtherFile[];
}

export type CheckSettings = FileSettings & RunSettings;

export interface CheckedRelated {
  readonly path: string;
  readonly range: Range;
  readonly message: Message;
}

/** What a fix puts in the place of a stretch of a file. */
export interface CheckedEdit {
  readonly path: string;
  readonly range: Range;
  readonly text: string;
}

export interface CheckedFix {
  readonly title: Message;
  readonly grade: FixGrade;
  readonly edits: readonly CheckedEdit[];
}

/** A finding as plain data, its message still to be worded. */
export interface CheckedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: Message;
  readonly path: string;
  readonly range: Range;
  readonly related: readonly CheckedRelated[];
  readonly fixes: readonly CheckedFix[];
  readonly excerpt: Excerpt | undefined;
}

export interface CheckedFile {
  readonly path: string;
  /** Absolute, with its final dot; undefined where neither the file nor its name says it. */
  readonly origin: string | undefined;
  readonly records: number;
  /** In order of their place. */
  readonly findings: readonly CheckedFinding[];
  /** Syntax errors beyond those that are listed: a file that is no zone file has no end of them. */
  readonly omitted: number;
  /** What is to be said of the file beside its findings. */
  readonly notice: Message | undefined;
  /** What DNS says of its exchanges; undefined where it was not asked. */
  readonly published: PublishedZone | undefined;
}

/** A token of megabytes is no use in a message; a name of 255 octets fits, all of them escaped. */
const longestArgument = 1100;

/** Checks one zone file's text, and the files that it includes. */
export async function checkText(
  path: string,
  text: string,
  settings: CheckSettings,
  readFiles: Files,
  otherFiles: OtherFiles,
  live?: Live,
): Promise<CheckedFile> {
  const others = settings.otherZones && settings.others.length > 0 ? otherFiles : undefined;
  others?.zones.tidyUp();
  const read =
    others?.kept(path, text) ?? (await readZone(path, text, settings, readFiles, others?.zones));
  const { zone } = read;
  const history = await historyOf(path, read, settings, readFiles);
  if (others !== undefined) askAhead(zone);
  await others?.load();
  let findings = lint(zone, settings.levels, history);
  for (let round = 0; round < mostRounds && (await others?.load()) === true; round++)
    findings = lint(zone, settings.levels, history);
  const ofDns = await live?.check(zone, settings.levels);
  const all = ofDns === undefined ? findings : [...findings, ...ofDns.findings].sort(byPlace);
  const published = settings.wantsPublished ? await live?.published(zone) : undefined;
  return { path, ...describeFindings(read, all, settings), notice: ofDns?.notice, published };
}

function describeFindings(
  { zone, files }: ReadZone,
  findings: readonly Finding[],
  settings: CheckSettings,
): Pick<CheckedFile, 'origin' | 'records' | 'findings' | 'omitted'> {
  const found = findings.flatMap((finding) => {
    const level = levelOf(finding.rule, settings.levels);
    return level === 'off' ? [] : [{ finding, severity: level }];
  });
  const places = new Places(files);
  return {
    origin: zone.names.isKnown(zone.apex) ? zone.names.text(zone.apex) : undefined,
    records: zone.records.length,
    findings: found.map(({ finding, severity }) => toChecked(finding, severity, places, settings)),
    omitted: levelOf('syntax', settings.levels) === 'off' ? 0 : zone.omittedErrors,
  };
}

function toChecked(
  finding: Finding,
  severity: Severity,
  places: Places,
  settings: CheckSettings,
): CheckedFinding {
  const { path, range } = places.of(finding.span);
  return {
    rule: finding.rule,
    severity,
    message: boundMessage(sayFinding(finding, timeOfDay)),
    path,
    range,
    related: (finding.related ?? []).map(({ span, message }) => ({
      ...places.of(span),
      message: boundMessage(message),
    })),
    fixes: settings.wantsFixes
      ? (finding.fixes?.() ?? []).map(({ title, grade, edits }) => ({
          title: boundMessage(title),
          grade,
          edits: settings.wantsEdits
            ? edits.map(({ span, text }) => ({ ...places.of(span), text }))
            : [],
        }))
      : [],
    excerpt: settings.wantsExcerpts ? places.excerptOf(finding.span, range) : undefined,
  };
}

/** The local time of milliseconds since 1970, `14:02:11` in every language. */
function timeOfDay(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}

function boundMessage({ template, args }: Message): Message {
  return { template, args: args.map(boundArgument) };
}

function boundArgument(argument: MessageArgument): MessageArgument {
  if (typeof argument === 'object') return boundMessage(argument);
  if (typeof argument === 'number' || argument.length <= longestArgument) return argument;
  return `${argument.slice(0, longestArgument)}…`;
}
