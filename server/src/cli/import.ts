import { type ImportedRecord, importRecords } from '../core/import/import';
import { typeMnemonic } from '../core/syntax/mnemonics';
import { FileProblem } from '../core/text/files';
import { say } from '../core/text/message';
import { type Arguments, type OptionSpec, UsageError } from './arguments';
import { type Command, ExitStatus, type Host } from './command';
import { readName } from './dns';
import { joinPieces } from './pieces';

const options: readonly OptionSpec[] = [
  {
    name: 'owner',
    value: 'NAME',
    help: say('the domain of records that do not say it, as in the output of dig +short'),
  },
  { name: 'all', help: say('print records of every type, not only MX, A and AAAA') },
];

export const importCommand: Command = {
  name: 'import',
  usage: 'import [--owner NAME] [--all]',
  summary: say('make records of what nslookup, dig, host, a hoster’s table or its API says'),
  notes: [
    say(
      'Reads standard input: output of nslookup (Unix and Windows), host, dig, drill and Resolve-DnsName; tables as tabs, Markdown or HTML; JSON of Cloudflare, Route 53, Google Cloud DNS, Azure, Hetzner and DigitalOcean. What says no record is passed over.',
    ),
    say('Exit status: 0 there are records; 1 there are none; 2 the input could not be read.'),
  ],
  options,
  run: importText,
};

async function importText(args: Arguments, { files, terminal }: Host): Promise<number> {
  const unexpected = args.positionals.find((each, index) => each !== '-' || index > 0);
  if (unexpected !== undefined)
    throw new UsageError(say('import reads standard input; “{0}” is too many.', unexpected));
  const given = args.value('owner');
  const owner = given === undefined ? undefined : readName('owner', given);
  let text: string;
  try {
    text = await files.readStandardInput();
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    terminal.warn(say('{0}: {1}', '-', error.words));
    return ExitStatus.failed;
  }
  const { records, needsOwner } = importRecords(text, { owner, all: args.has('all') });
  for (const piece of joinPieces(records.map(writeRecord))) await terminal.write(piece);
  if (needsOwner)
    terminal.warn(say('some of the text does not say whose records these are: add --owner NAME'));
  if (records.length > 0) return ExitStatus.clean;
  if (!needsOwner) terminal.warn(say('nothing found that says a record'));
  return ExitStatus.findings;
}

function writeRecord({ owner, ttl, type, rdata }: ImportedRecord): string {
  const seconds = ttl === undefined ? '' : `${ttl}\t`;
  return `${owner}\t${seconds}IN\t${typeMnemonic(type)}\t${rdata}\n`;
}
