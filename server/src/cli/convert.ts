import { basename } from 'node:path';
import { scan } from '../core/syntax/scanner';
import { FileProblem } from '../core/text/files';
import { type Message, say } from '../core/text/message';
import { buildZone } from '../core/zone/build';
import { originFromFileName } from '../core/zone/origin';
import {
  type Arguments,
  helpOption,
  type OptionSpec,
  originOption,
  stdinNameOption,
  UsageError,
} from './arguments';
import { readOrigin } from './check';
import { type Command, ExitStatus, type Host } from './command';
import { toSafeJson } from './escape';
import { JsonProblem, readZoneJson, writeZone } from './fromJson';
import { readInput } from './job';
import { LineIndex } from './lineIndex';
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
  stdinNameOption,
  helpOption,
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
  const { terminal } = host;
  try {
    const text = await readInput({ path, size: 0, isStandardInput }, host.files);
    if (form === 'canonical')
      return await writeCanonical(path, text, origin, args.has('lossy'), terminal);
    const { json, losses } = looksLikeJson(text)
      ? readZoneJson(text)
      : readZoneText(path, text, origin);
    for (const loss of losses) terminal.warn(say('{0}: {1}', path, loss));
    await terminal.write(form === 'json' ? toPrettyJson(json) : writeZone(json));
    return losses.length > 0 && !args.has('lossy') ? ExitStatus.findings : ExitStatus.clean;
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

function readZoneText(
  path: string,
  text: string,
  origin: string | undefined,
): { readonly json: ZoneJson; readonly losses: readonly Message[] } {
  const zone = buildZone(scan(text), {
    origin,
    fallbackOrigin: originFromFileName(basename(path)),
  });
  const { json, losses } = toZoneJson(zone);
  const lines = new LineIndex(text);
  return {
    json,
    losses: losses.map(({ offset, message }) => {
      const { line, column } = lines.placeOf(offset);
      return say('line {0}, column {1}: {2}', line, column, message);
    }),
  };
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
