import { FileProblem, type Files } from '../core/text/files';
import { type Message, say } from '../core/text/message';
import {
  type Arguments,
  type OptionSpec,
  originOption,
  rootOption,
  stdinNameOption,
  UsageError,
} from './arguments';
import { type Command, ExitStatus, type Host } from './command';
import { Configs, configOption } from './configs';
import { toSafeJson } from './escape';
import { JsonProblem, readZoneJson, writeZone } from './fromJson';
import type { Input } from './inputs';
import { readInput } from './job';
import { Places } from './places';
import { readZone, type ZoneSettings } from './readZone';
import { readOrigin } from './ruleOptions';
import { writeCanonical } from './toCanonical';
import { looksLikeJson, toZoneJson } from './toJson';
import type { ZoneJson } from './zoneJson';

const forms = ['json', 'zone', 'canonical'] as const;
type Form = (typeof forms)[number];

const options: readonly OptionSpec[] = [
  {
    name: 'to',
    value: 'FORM',
    choices: forms,
    help: say(
      'what to print: JSON in the model of the dns-zonefile package, zone text from it, or canonical: every record as a name server loads it, on a line of its own and sorted',
    ),
  },
  { name: 'lossy', help: say('exit with 0 even where something got lost') },
  originOption,
  configOption,
  rootOption,
  stdinNameOption,
];

export const convertCommand: Command = {
  name: 'convert',
  usage: 'convert --to json|zone|canonical [options] PATH',
  summary: say('turn a zone file into JSON or into canonical text, or JSON into a zone file'),
  notes: [
    say(
      'The model knows SOA, NS, A, AAAA, CNAME, MX, PTR, TXT, SRV, SPF, CAA and DS records. What it can’t hold is named on standard error, and the exit status is 1.',
    ),
  ],
  options,
  run: convert,
};

async function convert(args: Arguments, host: Host): Promise<number> {
  const form = readForm(args.value('to'));
  const origin = readOrigin(args.value('origin'));
  const [given, unexpected] = args.positionals;
  if (given === undefined)
    throw new UsageError(say('Name a file to convert, or - for standard input.'));
  if (unexpected !== undefined)
    throw new UsageError(say('“{0}” is one argument too many.', unexpected));
  const isStandardInput = given === '-';
  const path = isStandardInput ? (args.value('stdin-filename') ?? '-') : given;
  const configs = new Configs(args, host);
  const settings = { origin: origin ?? (await configs.of(path)).origin, root: args.value('root') };
  const input = { path, size: 0, isStandardInput };
  const isLossy = args.has('lossy');
  const status = await convertOne(input, form, settings, isLossy, host);
  return configs.areSound ? status : ExitStatus.failed;
}

/** Converts and prints; gives the exit status. */
async function convertOne(
  input: Input,
  form: Form,
  settings: ZoneSettings,
  isLossy: boolean,
  host: Host,
): Promise<number> {
  const { terminal } = host;
  const { path } = input;
  try {
    const text = await readInput(input, host.files);
    if (form === 'canonical') return await writeCanonical(path, text, settings, isLossy, host);
    const { json, losses } = looksLikeJson(text)
      ? atPath(path, readZoneJson(text))
      : await readZoneText(path, text, settings, host.files);
    for (const loss of losses) terminal.warn(loss);
    await terminal.write(form === 'json' ? toPrettyJson(json) : writeZone(json));
    return losses.length > 0 && !isLossy ? ExitStatus.findings : ExitStatus.clean;
  } catch (error) {
    if (!(error instanceof FileProblem || error instanceof JsonProblem)) throw error;
    terminal.warn(say('{0}: {1}', path, error.words));
    return ExitStatus.failed;
  }
}

function readForm(given: string | undefined): Form {
  const form = forms.find((name) => name === given);
  if (form !== undefined) return form;
  throw new UsageError(say('convert needs --to {0}.', forms.join(', ')));
}

async function readZoneText(
  path: string,
  text: string,
  settings: ZoneSettings,
  readFiles: Files,
): Promise<{ readonly json: ZoneJson; readonly losses: readonly Message[] }> {
  const { zone, files } = await readZone(path, text, settings, readFiles);
  const { json, losses } = toZoneJson(zone);
  const places = new Places(files);
  return {
    json,
    losses: losses.map(({ span, message }) => {
      const { path: own, range } = places.of(span);
      const words = say('line {0}, column {1}: {2}', range.start.line, range.start.column, message);
      return say('{0}: {1}', own, words);
    }),
  };
}

/** A model has no lines: its losses are told with its file alone. */
function atPath(
  path: string,
  { json, losses }: ReturnType<typeof readZoneJson>,
): { readonly json: ZoneJson; readonly losses: readonly Message[] } {
  return { json, losses: losses.map((loss) => say('{0}: {1}', path, loss)) };
}

/** One record on a line, so that people can read it and tools can compare it. */
function toPrettyJson(json: ZoneJson): string {
  const parts = Object.entries(json).map(([key, value]) => {
    if (!Array.isArray(value)) return `  ${toSafeJson(key)}: ${toSafeJson(value)}`;
    const records = value.map((record) => `    ${toSafeJson(record)}`).join(',\n');
    return `  ${toSafeJson(key)}: [\n${records}\n  ]`;
  });
  return parts.length === 0 ? '{}\n' : `{\n${parts.join(',\n')}\n}\n`;
}
