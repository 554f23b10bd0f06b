/** What the build takes out of other files of the project, so that the command is one file. */
export interface BuiltIn {
  readonly version: string;
  /** The pattern by which package.json's language contribution knows a zone file. */
  readonly firstLine: string;
  /** The German texts by template, and the rules' summaries by `rule.ID`, as JSON. */
  readonly german: string;
}

declare const ZONE_MX_BUILT_IN: BuiltIn;

/** Replaced by scripts/build.mjs. */
export const builtIn: BuiltIn = ZONE_MX_BUILT_IN;
