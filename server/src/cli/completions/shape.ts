import { rules } from '../../core/rules/registry';
import { commonOptions, type OptionSpec } from '../arguments';
import type { Command } from '../command';

/** What can stand in a place of the command line. */
export type Fill =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** A level for a rule: ID=LEVEL. */
  | { readonly kind: 'rule-level' }
  | { readonly kind: 'file' | 'folder' | 'text' };

export const shells = ['bash', 'zsh', 'fish'] as const;

export const levels = ['error', 'warning', 'information', 'hint', 'off'];

export const ruleIds: readonly string[] = rules.map(({ id }) => id);

/** What an option takes; undefined for a switch. */
export function fillOf({ value, choices }: OptionSpec): Fill | undefined {
  if (value === undefined) return undefined;
  if (choices !== undefined) return { kind: 'words', words: choices };
  if (value === 'ID=LEVEL') return { kind: 'rule-level' };
  return { kind: value === 'FILE' ? 'file' : value === 'DIR' ? 'folder' : 'text' };
}

/** What a subcommand takes besides its options. */
export function operandsOf({ name, usage }: Command): Fill {
  if (usage.includes('PATH')) return { kind: 'file' };
  if (usage.includes('[ID]')) return { kind: 'words', words: ruleIds };
  if (name === 'completion') return { kind: 'words', words: shells };
  return { kind: 'text' };
}

export function optionsOf({ options }: Command): readonly OptionSpec[] {
  return [...options, ...commonOptions];
}
