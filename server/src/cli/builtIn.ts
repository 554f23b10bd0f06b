/** What the build takes out of other files of the project. */
export interface BuiltIn {
  readonly version: string;
  /** The pattern by which package.json's language contribution knows a zone file. */
  readonly firstLine: string;
}

declare const ZONE_MX_BUILT_IN: BuiltIn;

/** Replaced by scripts/build.mjs. */
export const builtIn: BuiltIn = ZONE_MX_BUILT_IN;
