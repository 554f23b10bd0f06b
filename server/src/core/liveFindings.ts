import type { AbsoluteName } from './dns/name';
import { byPlace, type LevelSettings, levelOf, lintOwner, lintWhole } from './lint';
import { type Asking, lintLive, liveOwners } from './lintLive';
import { IgnoresSince, KeptKeys } from './liveIgnores';
import type { Finding, History, Severity } from './rules/rule';
import { IntList } from './text/intList';
import { isBelowCut } from './zone/lookup';
import { TypeBit } from './zone/typeBits';
import type { Zone } from './zone/zone';

/** A finding that the settings let through. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly severity: Severity;
}

/** The gravest findings, and how many there are beyond them. */
export interface GravestFindings {
  readonly shown: readonly ShownFinding[];
  readonly left: number;
}

const gravestFirst: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * The findings of a zone that is being edited. What is kept is only which owners have findings of
 * which rules, and which names the check of each owner asked for: when a name changes, those owners
 * are checked again. The findings themselves are made when someone wants to see them.
 */
export class LiveFindings {
  /** Found elsewhere, when there is time; what it says of the records may be of an older version. */
  history: History | undefined;
  #zone: Zone;
  /** Owners that are to be checked. */
  readonly #queue = new Set<AbsoluteName>();
  /** Goes on where it was: to begin anew would pass over all that was taken out. */
  #nextQueued = this.#queue.values();
  /** Rules that found something, by owner. */
  #rulesByOwner = new Map<AbsoluteName, readonly string[]>();
  #ownersByRule = new Map<string, Set<AbsoluteName>>();
  /** How many findings there are of each rule, of those that look at owners. */
  #counts = new Map<string, number>();
  /** The ignore comments that hide findings, by owner of the findings. */
  #hiding = new KeptKeys();
  readonly #ignores = new IgnoresSince();
  /** By name that was asked for: the first of its askers plus one. */
  #askers = new IntList(1024);
  #askerOwners = new IntList(1024);
  #askerNexts = new IntList(1024);
  /** What all checks depend on. */
  #ground = '';
  #all: Iterator<AbsoluteName> | undefined;
  #asking: Asking | undefined;
  #isAskingNew = false;

  constructor(zone: Zone, asking?: Asking) {
    this.#zone = zone;
    this.#asking = asking;
  }

  get isSettled(): boolean {
    return this.#queue.size === 0 && this.#all === undefined;
  }

  /** Goes over to a new version of the zone, of which the changed names are known. */
  update(zone: Zone, changed: ReadonlySet<AbsoluteName>): void {
    this.#zone = zone;
    if (this.#isAskingNew) {
      this.#isAskingNew = false;
      this.recheck(liveOwners(zone));
    }
    const { apex, isComplete, classNumber } = zone;
    const ignores = this.#ignores.update(zone);
    const cuts = zone.cutChanges;
    const ground = [apex, isComplete, zone.typesOf(apex), classNumber, cuts, ignores.ground].join(
      ' ',
    );
    if (ground !== this.#ground) {
      this.#ground = ground;
      this.#startOver();
      return;
    }
    for (const name of new Set([...changed, ...ignores.owners])) {
      this.#queue.add(name);
      this.#queueAskers(name);
      this.#queueWildcards(name);
    }
  }

  /** Has live rules speak too, or no more; it counts from the next update on. */
  ask(asking: Asking | undefined): void {
    this.#asking = asking;
    this.#isAskingNew = true;
  }

  /** Has owners checked again in the next steps, as DNS has answered or an answer is stale. */
  recheck(owners: Iterable<number>): void {
    for (const owner of owners) this.#queue.add(owner as AbsoluteName);
  }

  /** What a wildcard MX does not apply to are names that it could not ask for before they were there. */
  #queueWildcards(name: AbsoluteName): void {
    const { apex, names } = this.#zone;
    for (let above = name; above !== apex && above !== names.root; ) {
      above = names.parent(above);
      const wildcard = names.parse('*', above);
      if (wildcard !== undefined && (this.#zone.typesOf(wildcard) & TypeBit.mx) !== 0)
        this.#queue.add(wildcard);
    }
  }

  /**
   * Has the owners checked again that asked for a name in one of these zones, which are not this
   * one; gives whether there are any.
   */
  recheckAskers(apexes: Iterable<string>): boolean {
    const { names, apex } = this.#zone;
    const changed = new Set(Array.from(apexes, (apex) => names.parse(apex)));
    for (let asked = 0; asked < this.#askers.length; asked++) {
      if (this.#askers.get(asked) === 0) continue;
      let at = asked as AbsoluteName;
      for (; at !== names.root && at !== apex; at = names.parent(at)) {
        if (!changed.has(at)) continue;
        this.#queueAskers(asked as AbsoluteName);
        break;
      }
    }
    return this.#queue.size > 0;
  }

  #queueAskers(name: AbsoluteName): void {
    for (let next = this.#askers.get(name); next > 0; next = this.#askerNexts.get(next - 1))
      this.#queue.add(this.#askerOwners.get(next - 1) as AbsoluteName);
  }

  /** Checks one owner; false where none is left. */
  step(): boolean {
    const queued = this.#nextQueued.next();
    if (queued.done !== true) {
      this.#queue.delete(queued.value);
      this.#check(queued.value);
      return true;
    }
    this.#nextQueued = this.#queue.values();
    const next = this.#all?.next();
    if (next === undefined) return false;
    if (next.done === true) this.#all = undefined;
    else this.#check(next.value);
    return this.#all !== undefined;
  }

  /** The gravest findings under the settings, at most so many, in order of their place. */
  gravest(settings: LevelSettings, most: number): GravestFindings {
    const whole = this.#lintWhole(settings);
    const byOwner = new Map<AbsoluteName, readonly Finding[]>();
    const shown: ShownFinding[] = [];
    for (const severity of gravestFirst) {
      for (const finding of whole) {
        if (shown.length < most && levelOf(finding.rule, settings) === severity)
          shown.push({ finding, severity });
      }
      for (const [rule, owners] of this.#ownersByRule) {
        if (levelOf(rule, settings) !== severity) continue;
        for (const owner of owners) {
          if (shown.length >= most) break;
          const findings = byOwner.get(owner) ?? this.#lint(owner);
          byOwner.set(owner, findings);
          for (const finding of findings) {
            if (finding.rule === rule && shown.length < most) shown.push({ finding, severity });
          }
        }
      }
    }
    const left = this.#countShown(whole, settings) - shown.length;
    return { shown: shown.sort((a, b) => byPlace(a.finding, b.finding)), left };
  }

  /** All findings of the owners given, and those of the whole zone. */
  ofOwners(owners: Iterable<AbsoluteName>, settings: LevelSettings): readonly ShownFinding[] {
    const findings = [...owners].flatMap((owner) =>
      this.#rulesByOwner.has(owner) ? this.#lint(owner) : [],
    );
    return [...this.#lintWhole(settings), ...findings].sort(byPlace).flatMap((finding) => {
      const severity = levelOf(finding.rule, settings);
      return severity === 'off' ? [] : [{ finding, severity }];
    });
  }

  /** All findings of one rule under the settings; nothing where there are more than `most`. */
  ofRule(rule: string, settings: LevelSettings, most: number): readonly Finding[] {
    if ((this.#counts.get(rule) ?? 0) > most) return [];
    const owners = this.#ownersByRule.get(rule) ?? [];
    const findings = [...owners].flatMap((owner) => this.#lint(owner));
    const all = [...this.#lintWhole(settings), ...findings];
    return all.filter((finding) => finding.rule === rule).sort(byPlace);
  }

  /** Owners that have findings. */
  get flagged(): Iterable<AbsoluteName> {
    return this.#rulesByOwner.keys();
  }

  #lint(owner: AbsoluteName, note?: (key: string) => void): readonly Finding[] {
    const findings = lintOwner(this.#zone, owner, note);
    if (this.#asking === undefined) return findings;
    return [...findings, ...lintLive(this.#zone, owner, this.#asking, note)];
  }

  #lintWhole(settings: LevelSettings): readonly Finding[] {
    // As long as not all is checked, nobody knows what hides nothing.
    const isUsed = (key: string): boolean => !this.isSettled || this.#hiding.has(key);
    return lintWhole(this.#zone, settings, isUsed, this.history);
  }

  #countShown(whole: readonly Finding[], settings: LevelSettings): number {
    let count = whole.filter(({ rule }) => levelOf(rule, settings) !== 'off').length;
    if (levelOf('syntax', settings) !== 'off') count += this.#zone.omittedErrors;
    for (const [rule, number] of this.#counts) {
      if (levelOf(rule, settings) !== 'off') count += number;
    }
    return count;
  }

  /** Checks every owner again. */
  #startOver(): void {
    this.#queue.clear();
    this.#nextQueued = this.#queue.values();
    this.#rulesByOwner = new Map();
    this.#ownersByRule = new Map();
    this.#counts = new Map();
    this.#hiding = new KeptKeys();
    const { names, records } = this.#zone;
    this.#askers = new IntList(names.size);
    this.#askerOwners = new IntList(records.length >> 2);
    this.#askerNexts = new IntList(records.length >> 2);
    this.#all = this.#zone.ownersWith(-1);
  }

  #check(owner: AbsoluteName): void {
    let findings: readonly Finding[] = [];
    const asked = new Set<AbsoluteName>();
    const hiding = new Set<string>();
    this.#zone.watching(
      (name) => asked.add(name),
      () => {
        findings = this.#lint(owner, (key) => hiding.add(key));
      },
    );
    for (const name of asked)
      if (name !== owner || this.#mayBeOthers(owner)) this.#noteAsker(name, owner);
    this.#hiding.keep(owner, hiding);
    this.#keep(
      owner,
      findings.map(({ rule }) => rule),
    );
  }

  /** Below a zone cut an owner may ask the others for itself. */
  #mayBeOthers(owner: AbsoluteName): boolean {
    return this.#zone.knowsOthers && isBelowCut(this.#zone, owner);
  }

  #noteAsker(name: AbsoluteName, owner: AbsoluteName): void {
    this.#askers.extend(name + 1);
    this.#askerNexts.push(this.#askers.get(name));
    this.#askerOwners.push(owner);
    this.#askers.set(name, this.#askerOwners.length);
  }

  #keep(owner: AbsoluteName, now: readonly string[]): void {
    const before = this.#rulesByOwner.get(owner) ?? [];
    if (before.length === 0 && now.length === 0) return;
    for (const rule of before) {
      this.#counts.set(rule, (this.#counts.get(rule) ?? 0) - 1);
      this.#ownersByRule.get(rule)?.delete(owner);
    }
    for (const rule of now) {
      this.#counts.set(rule, (this.#counts.get(rule) ?? 0) + 1);
      const owners = this.#ownersByRule.get(rule);
      if (owners === undefined) this.#ownersByRule.set(rule, new Set([owner]));
      else owners.add(owner);
    }
    if (now.length > 0) this.#rulesByOwner.set(owner, now);
    else this.#rulesByOwner.delete(owner);
  }
}
