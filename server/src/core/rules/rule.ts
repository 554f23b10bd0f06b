import type { AbsoluteName } from '../dns/name';
import type { Moment } from '../dns/serial';
import type { Dns } from '../resolve/ledger';
import type { Answer } from '../resolve/resolver';
import type { Message } from '../text/message';
import type { OtherSpan, Span, TextEdit } from '../text/span';
import type { Ignore } from '../zone/ignores';
import type { MxRecord, MxSet } from '../zone/mxSet';
import type { Zone } from '../zone/zone';
import type { PublishedHost } from './published';

/**
 * How grave a finding is: an *error* breaks mail or the zone for someone; a *warning* is legal but
 * almost surely not meant; *information* is worth knowing when deciding; a *hint* is advice.
 */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What a rule can be set to. */
export type Level = Severity | 'off';

export const levels: readonly Level[] = ['error', 'warning', 'information', 'hint', 'off'];

/** *safe* keeps the zone's meaning, *unsafe* changes it; only safe fixes are applied unasked. */
export type FixGrade = 'safe' | 'unsafe';

export interface Fix {
  /** An order: “Add the final dot”. */
  readonly title: Message;
  readonly grade: FixGrade;
  /** What it leaves to fill in: nobody applies it unasked then, whatever the grade. */
  readonly toFillIn?: MissingAddress;
  readonly edits: readonly TextEdit[];
}

/** An address that a fix can’t know. */
export interface MissingAddress {
  readonly host: AbsoluteName;
  readonly type: 'A' | 'AAAA';
  /** What stands for it in the edit’s text. */
  readonly placeholder: string;
  /** What the edit says behind it; of no use where the placeholder is selected. */
  readonly remark: string;
  /** The same fix with addresses that are known from elsewhere. */
  readonly fillIn: (addresses: readonly string[]) => Fix;
}

/** Another place that a finding is about. */
export interface Related {
  readonly span: Span | OtherSpan;
  readonly message: Message;
}

/** What a rule says about one place. */
export interface Judgement {
  readonly span: Span;
  /** What is wrong, and why it matters. */
  readonly message: Message;
  readonly related?: readonly Related[];
  /** The best one first; made only when someone asks. */
  readonly fixes?: () => readonly Fix[];
  /** The answer that it follows from, where DNS was asked. */
  readonly asked?: Pick<Answer, 'server' | 'at'>;
}

/** A judgement with the rule that made it. */
export interface Finding extends Judgement {
  readonly rule: string;
}

/** A zone that shows a rule; executed as a test and printed on the rule's page. */
export interface Example {
  /** What the example is about, for people. */
  readonly title: string;
  /**
   * Zone text, what is found marked by `«…»`. Without an SOA it is taken to be the rest of the zone
   * example.com. No other error or warning may be found in it, unless `also`
   * says so.
   */
  readonly zone: string;
  /** The last committed version, completed in the same way; without it there is none. */
  readonly committed?: string;
  /**
   * Other rules whose default is error or warning that find something in this example, one element
   * per finding. Advice (information, hint, off) is left to its own examples.
   */
  readonly also?: readonly string[];
  /** The text after the first finding's first fix. */
  readonly fixed?: string;
  /**
   * What DNS answers to live rules: a line for each record, `mail.example.net. A 192.0.2.1`, or
   * `NAME NXDOMAIN`; `NAME TYPE NODATA`, or `NXDOMAIN` there; `@192.0.2.53` before it for the answer of one server, and
   * `; authenticated` behind it. Whatever else is asked gets no answer.
   */
  readonly dns?: string;
}

export interface Reference {
  readonly rfc: number;
  readonly section?: string;
}

/**
 * *mx*: exchanges; *syntax*: the file and its records; *policy*: SPF, DMARC and their kin; *live*:
 * what DNS says beside the file.
 */
export type Family = 'mx' | 'syntax' | 'policy' | 'live';

/** What people read about a rule. */
export interface RuleDescription {
  /** Permanent: settings and comments in zone files name it. */
  readonly id: string;
  readonly family: Family;
  /** The level unless the settings say otherwise. */
  readonly level: Level;
  /** One sentence: what is flagged. */
  readonly summary: string;
  /** Why it matters, in a short paragraph. */
  readonly why: string;
  /** When to leave it as it is. */
  readonly ignore?: string;
  readonly references: readonly Reference[];
  readonly examples: readonly Example[];
}

/**
 * Looks at the zone as a whole. It runs after every change, however large the zone is: it looks at
 * the apex and at what the zone knows of itself, never at every owner.
 */
export interface ZoneRule extends RuleDescription {
  readonly scope: 'zone';
  readonly check: (zone: Zone) => Iterable<Judgement>;
}

/**
 * Owners with several records of one type, with a label that starts with an underscore, out of the
 * zone, or in a zone that has a zone cut or a DNAME.
 */
export type OwnerConcern = 'several' | 'underscore' | 'outside' | 'cuts';

/**
 * Looks at the records of one owner. After a change it runs for the owners that changed and for
 * those whose last check asked the zone for a name that changed: what it knows of other names, it
 * knows from the zone.
 */
export interface OwnerRule extends RuleDescription {
  readonly scope: 'owner';
  /** TypeBits: only owners of one of these types are looked at. */
  readonly types: number;
  /** What more an owner must have for the rule to find anything. */
  readonly concerns?: OwnerConcern;
  readonly check: (zone: Zone, owner: AbsoluteName) => Iterable<Judgement>;
}

/** Looks at one owner's MX records. */
export interface MxSetRule extends RuleDescription {
  readonly scope: 'mx-set';
  /**
   * The sets that it can find something in: those of several records, or those with a null MX; all
   * where it does not say.
   */
  readonly concerns?: 'several' | 'null';
  readonly check: (zone: Zone, set: MxSet) => Iterable<Judgement>;
}

/**
 * Looks at one exchange that is no null MX. Of these rules only the first that applies speaks, in
 * the order of `rank`: one mistake is one finding.
 */
export interface ExchangeRule extends RuleDescription {
  readonly scope: 'exchange';
  readonly rank: number;
  /**
   * The exchanges that it can find something in: those that the zone or the file of another zone
   * knows, or those elsewhere; all where it does not say.
   */
  readonly concerns?: 'known' | 'elsewhere';
  readonly check: (zone: Zone, mx: MxRecord, set: MxSet) => Judgement | undefined;
}

/** What is known of a zone from its last committed version. */
export interface History {
  /** The serial of that version. */
  readonly serial: number;
  /** True where the records are others now and the serial, when they were compared, was not ahead. */
  readonly isChanged: boolean;
  readonly now: () => Moment;
}

/** Looks at a zone of which a committed version is known. */
export interface HistoryRule extends RuleDescription {
  readonly scope: 'history';
  readonly check: (zone: Zone, history: History) => Iterable<Judgement>;
}

/**
 * Compares an owner's MX records with what DNS says, where it is asked at all. It runs again when an
 * answer comes; what is undefined then too, as the network failed, is nobody's fault and no finding.
 */
export interface LiveRule extends RuleDescription {
  readonly scope: 'live';
  /** True where it has a say of the apex of a zone without MX records there. */
  readonly looksAtApex?: true;
  readonly check: (zone: Zone, set: MxSet, dns: Dns) => Iterable<Judgement>;
}

/**
 * Looks at one exchange that is not this zone's to know, and that no rule of the scope `exchange`
 * blames. Of those that have a rank, only the first that applies speaks.
 */
export interface LiveExchangeRule extends RuleDescription {
  readonly scope: 'live-exchange';
  readonly rank?: number;
  /** `host` is what DNS says of the exchange; as long as that is not known, no rule is asked. */
  readonly check: (
    zone: Zone,
    mx: MxRecord,
    host: PublishedHost,
    dns: Dns,
  ) => Judgement | undefined;
}

/** What is known when all other rules have spoken. */
export interface IgnoreFacts {
  /** The ids of all rules. */
  readonly ids: readonly string[];
  /** True where a comment is needed for a rule that it names, and where that can’t be told. */
  readonly isUsed: (ignore: Ignore, rule: string) => boolean;
}

/** Looks at the comments that ignore rules, after all other rules. */
export interface IgnoreRule extends RuleDescription {
  readonly scope: 'ignore';
  readonly check: (zone: Zone, facts: IgnoreFacts) => Iterable<Judgement>;
}

export type Rule =
  | ZoneRule
  | HistoryRule
  | OwnerRule
  | MxSetRule
  | ExchangeRule
  | LiveRule
  | LiveExchangeRule
  | IgnoreRule;
