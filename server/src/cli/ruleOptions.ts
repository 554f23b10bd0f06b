import { type FailOn, failChoices } from '../core/config/config';
import { isOrigin } from '../core/config/origins';
import type { LevelSettings } from '../core/lint';
import { rules } from '../core/rules/registry';
import { type Level, levels, type Severity } from '../core/rules/rule';
import { withClosest } from '../core/text/closest';
import { say } from '../core/text/message';
import { type OptionSpec, UsageError } from './arguments';

export const ruleOption: OptionSpec = {
  name: 'rule',
  value: 'ID=LEVEL',
  help: say('the level of a rule, over that of zone-mx.json; may be given repeatedly'),
};

export const failOnOption: OptionSpec = {
  name: 'fail-on',
  value: 'SEVERITY',
  choices: failChoices,
  help: say('exit with 1 where a finding is at least this grave; default: error'),
};

/** The severities that are at least as grave; an error is where nothing is said. */
export function severitiesFrom(failOn: FailOn = 'error'): readonly Severity[] {
  if (failOn === 'never') return [];
  const severities = failChoices.filter((choice) => choice !== 'never');
  return severities.slice(0, severities.indexOf(failOn) + 1);
}

/** The levels of rules that are given as ID=LEVEL. */
export function readLevels(given: readonly string[]): LevelSettings {
  const found = new Map<string, Level>();
  for (const setting of given) {
    const [id = '', text = ''] = setting.split(/=(.*)/s, 2);
    const ids = rules.map((rule) => rule.id);
    if (!setting.includes('='))
      throw new UsageError(say('--rule takes ID=LEVEL, not “{0}”.', setting));
    if (!ids.includes(id))
      throw new UsageError(withClosest(say('There is no rule “{0}”.', id), id, ids));
    const level = levels.find((each) => each === text);
    if (level === undefined) {
      const words = say('A rule’s level is one of {0}, not “{1}”.', levels.join(', '), text);
      throw new UsageError(withClosest(words, text, levels));
    }
    found.set(id, level);
  }
  return Object.fromEntries(found);
}

/** Gives the name back when it is one. */
export function readOrigin(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (!isOrigin(given))
    throw new UsageError(say('--origin takes a domain name; “{0}” is none.', given));
  return given;
}
