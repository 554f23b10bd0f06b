import type { OriginSettings } from '../core/config/origins';
import type { LensSettings } from '../core/features/codeLens';
import { type FormatSettings, formatChoices } from '../core/features/format/options';
import { type HintSettings, hintChoices } from '../core/features/inlayHints';
import { rules } from '../core/rules/registry';
import { type Level, levels } from '../core/rules/rule';

/** When DNS is asked: never; for a hover or a command; also for checks while typing. */
export type LiveMode = 'off' | 'hover' | 'check';

const liveModes: readonly LiveMode[] = ['off', 'hover', 'check'];

/** The settings under `zoneMx.`, each checked and with its default where it says nothing sound. */
export interface Settings {
  readonly live: {
    readonly mode: LiveMode;
    /** Addresses of resolvers; empty for the system's. */
    readonly servers: readonly string[];
    /** Addresses of the zones' own name servers, to compare with; empty for those of NS records. */
    readonly nameServers: readonly string[];
    /** In milliseconds. */
    readonly timeout: number;
  };
  readonly probe: {
    /** Whether mail servers may be connected to, by a command. */
    readonly enabled: boolean;
  };
  readonly format: FormatSettings;
  readonly serial: {
    /** *ask* is the client’s to do. */
    readonly bumpOnSave: (typeof bumpChoices)[number];
  };
  readonly inlayHints: HintSettings;
  readonly codeLens: LensSettings;
  /** The origins of files that do not say it, by glob. */
  readonly zones: OriginSettings;
  /** Whether other zone files are asked for names in their zones. */
  readonly otherZones: boolean;
  /** Levels by rule id, of the rules that are set to one. */
  readonly rules: Readonly<Record<string, Level>>;
}

const bumpChoices = ['never', 'ask', 'always'] as const;

/** Milliseconds; the bounds keep a slip from making hovers useless or endless. */
export const timeoutBounds = { least: 100, default: 2000, most: 30_000 } as const;

/** Reads what the client has configured; whatever is no sound setting counts as not set. */
export function readSettings(configuration: unknown): Settings {
  const live = property(configuration, 'live');
  const ruleLevels = property(configuration, 'rules');
  const mode = property(live, 'mode');
  const timeout = property(live, 'timeout');
  return {
    live: {
      mode: liveModes.find((each) => each === mode) ?? 'hover',
      servers: readTexts(property(live, 'servers')),
      nameServers: readTexts(property(live, 'nameServers')),
      timeout:
        typeof timeout === 'number' && Number.isFinite(timeout)
          ? Math.min(Math.max(timeout, timeoutBounds.least), timeoutBounds.most)
          : timeoutBounds.default,
    },
    probe: { enabled: property(property(configuration, 'probe'), 'enabled') === true },
    format: readFormat(property(configuration, 'format')),
    serial: {
      bumpOnSave:
        bumpChoices.find(
          (choice) => choice === property(property(configuration, 'serial'), 'bumpOnSave'),
        ) ?? 'never',
    },
    inlayHints: readHints(property(configuration, 'inlayHints')),
    codeLens: {
      route: property(property(configuration, 'codeLens'), 'route') !== false,
      references: property(property(configuration, 'codeLens'), 'references') === true,
    },
    zones: readZones(property(configuration, 'zones')),
    otherZones: property(configuration, 'otherZones') !== false,
    rules: Object.fromEntries(
      rules.flatMap(({ id }) => {
        const level = levels.find((each) => each === property(ruleLevels, id));
        return level === undefined ? [] : [[id, level]];
      }),
    ),
  };
}

function readTexts(texts: unknown): readonly string[] {
  if (!Array.isArray(texts)) return [];
  return texts.filter((text): text is string => typeof text === 'string');
}

function readZones(zones: unknown): OriginSettings {
  if (typeof zones !== 'object' || zones === null) return [];
  return Object.entries(zones).flatMap(([glob, origin]) =>
    typeof origin === 'string' && glob !== '' ? [[glob, origin] as const] : [],
  );
}

function readHints(hints: unknown): HintSettings {
  const { names, ttl } = hintChoices;
  return {
    names: names.find((value) => value === property(hints, 'names')) ?? 'surprising',
    ttl: ttl.find((value) => value === property(hints, 'ttl')) ?? 'timers',
    owners: property(hints, 'owners') === true,
    serial: property(hints, 'serial') !== false,
  };
}

function readFormat(format: unknown): FormatSettings {
  const choose = <Value>(key: string, values: readonly [Value, ...Value[]]): Value =>
    values.find((value) => value === property(format, key)) ?? values[0];
  return {
    indentation: choose('indentation', formatChoices.indentation),
    repeatedOwners: choose('repeatedOwners', formatChoices.repeatedOwners),
    ttl: choose('ttl', formatChoices.ttl),
    class: choose('class', formatChoices.class),
    soa: choose('soa', formatChoices.soa),
    mnemonics: choose('mnemonics', formatChoices.mnemonics),
  };
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const found: unknown = Reflect.get(value, key);
  return found;
}
