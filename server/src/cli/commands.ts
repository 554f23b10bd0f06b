import { checkCommand } from './check';
import type { Command } from './command';
import { completionCommand } from './completion';
import { convertCommand } from './convert';
import { fixCommand } from './fix';
import { formatCommand } from './format';
import { importCommand } from './import';
import { lspCommand } from './lsp';
import { manualCommand } from './manual';
import { routeCommand } from './route';
import { rulesCommand } from './rules';
import { surveyCommand } from './survey';

/** The subcommands, in the order in which help lists them. */
export const commands: readonly Command[] = [
  checkCommand,
  fixCommand,
  formatCommand,
  routeCommand,
  surveyCommand,
  importCommand,
  convertCommand,
  rulesCommand,
  lspCommand,
  completionCommand(() => commands),
  manualCommand(() => commands),
];
