import type { Zone } from '../zone/zone';
import type { Judgement } from './rule';

/** What reading the zone found for a rule of its own. */
export function readProblems(zone: Zone, rule: string): readonly Judgement[] {
  return zone.errors.filter((error) => error.rule === rule);
}
