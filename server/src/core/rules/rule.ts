import type { AbsoluteName } from '../dns/name';
import type { Message } from '../text/message';
import type { OtherSpan, Span, TextEdit } from '../text/span';
import type { Ignore } from '../zone/ignores';
import type { MxRecord, MxSet } from '../zone/mxSet';
import type { Zone } from '../zone/zone';

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
  /** True where it leaves something to fill in: nobody applies it unasked, whatever the grade. */
  readonly isToFillIn?: true;
  readonly edits: readonly TextEdit[];
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
  /**
   * Other rules whose default is error or warning that find something in this example, one element
   * per finding. Advice (information, hint, off) is left to its own examples.
   */
  readonly also?: readonly string[];
  /** The text after the first finding's first fix. */
  readonly fixed?: string;
}

export interface Reference {
  readonly rfc: number;
  readonly section?: string;
}

/** *mx*: exchanges; *syntax*: the file and its records; *policy*: SPF, DMARC and their kin. */
export type Family = 'mx' | 'syntax' | 'policy';

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
 * Looks at the records of one owner. After a change it runs for the owners that changed and for
 * those whose last check asked the zone for a name that changed: what it knows of other names, it
 * knows from the zone.
 */
export interface OwnerRule extends RuleDescription {
  readonly scope: 'owner';
  /** TypeBits: only owners of one of these types are looked at. */
  readonly types: number;
  readonly check: (zone: Zone, owner: AbsoluteName) => Iterable<Judgement>;
}

/** Looks at one owner's MX records. */
export interface MxSetRule extends RuleDescription {
  readonly scope: 'mx-set';
  readonly check: (zone: Zone, set: MxSet) => Iterable<Judgement>;
}

/**
 * Looks at one exchange that is no null MX. Of these rules only the first that applies speaks, in
 * the order of `rank`: one mistake is one finding.
 */
export interface ExchangeRule extends RuleDescription {
  readonly scope: 'exchange';
  readonly rank: number;
  readonly check: (zone: Zone, mx: MxRecord, set: MxSet) => Judgement | undefined;
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

export type Rule = ZoneRule | OwnerRule | MxSetRule | ExchangeRule | IgnoreRule;
