import { findType } from '../syntax/mnemonics';
import { type Candidate, isNameForm } from './record';
import { absoluteOwner, composeRdata, type Domain, readTtl } from './values';

/** What a column of a table is for. */
type Column = 'owner' | 'type' | 'ttl' | 'preference' | 'weight' | 'port' | 'value';

/** How hosters and tools head their columns, in English and German; all letters small. */
const headings: readonly (readonly [RegExp, Column])[] = [
  [/^(?:record |rr |query|eintrags)?-?typ[e]?$|^(?:art|rr|record|eintrag)$/, 'type'],
  [/^ttl\b|^(?:lebensdauer|gültigkeit)$/, 'ttl'],
  [/^(?:mx[ -]?)?(?:prio|priority|priorität|pref|preference|präferenz|distance)\.?$/, 'preference'],
  [/^(?:weight|gewicht|gewichtung)$/, 'weight'],
  [/^port$/, 'port'],
  [/^(?:value|content|data|answer|target|destination|rdata|points to|record data)\b/, 'value'],
  [/^(?:wert|inhalt|daten|ziel|zielwert|verweist auf)\b/, 'value'],
  [/^(?:mail ?server|mail exchanger|(?:name)?exchange|namehost|strings)$/, 'value'],
  [/^ip(?:4|6|v4|v6)?[ -]?(?:address|adresse)?$|^(?:address|adresse)$/, 'value'],
  [
    /^(?:record |dns[ -]?)?(?:name|host|hostname|host name|domain|domain name|subdomain|sub-domain)$/,
    'owner',
  ],
  [/^(?:owner|fqdn|präfix|prefix|domainname|zone)$/, 'owner'],
];

/** More columns than any table of records has. */
const mostCells = 40;

/** Reads the rows of one text's tables, from wherever they are copied. */
export class TableReader {
  /** True once a row was left out because its owner is relative to a domain that nobody said. */
  needsOwner = false;
  readonly #found: Candidate[];
  readonly #domain: Domain;
  #columns: readonly (Column | undefined)[] | undefined;

  /** What looks like a record goes to `found`. */
  constructor(found: Candidate[], domain: Domain) {
    this.#found = found;
    this.#domain = domain;
  }

  /** True below a row of headings. */
  get hasColumns(): boolean {
    return this.#columns !== undefined;
  }

  /** Takes one row; false where it is neither a record nor a row of headings. */
  read(given: readonly string[]): boolean {
    if (given.length < 2 || given.length > mostCells) return false;
    const cells = given.map(cleanCell);
    const columns = readHeadings(cells);
    if (columns !== undefined) {
      this.#columns = columns;
      return true;
    }
    const row =
      this.#columns === undefined ? guessRow(cells) : rowOf(cells, this.#columns, this.#domain);
    return row !== undefined && this.#add(row);
  }

  /** What a row says, by its columns. */
  #add(row: Row): boolean {
    const type = row.type.toUpperCase().split(/[ (]/, 1)[0] ?? '';
    if (findType(type, 0, type.length) < 0 || row.value === '') return false;
    const owner = absoluteOwner(row.owner, this.#domain);
    const rdata = composeRdata(type, row, this.#domain);
    if (owner === undefined || rdata === undefined) {
      this.needsOwner ||= this.#domain === undefined;
      return false;
    }
    this.#found.push({ owner, ttl: readTtl(row.ttl), type, rdata });
    return true;
  }
}

/** The cells of a line; undefined where it is no row: separated by tabs, or by bars as in Markdown. */
export function cellsOf(line: string, isBelowHeadings: boolean): readonly string[] | undefined {
  if (line.includes('\t')) return line.split('\t', mostCells + 1);
  if (/^\s*\||[^|]\|[^|]*\|/.test(line)) return splitBars(line);
  // Output that is filled up with blanks, as PowerShell writes it, is told by its headings alone.
  return isBelowHeadings || /^\s*\S+ {2,}/.test(line)
    ? line.trim().split(/ {2,}/, mostCells + 1)
    : undefined;
}

function splitBars(line: string): readonly string[] {
  const cells = line.trim().split(/(?<!\\)\|/, mostCells + 1);
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells.map((cell) => cell.replaceAll('\\|', '|'));
}

/** A cell without its blanks, and without the marks that Markdown puts around code and emphasis. */
function cleanCell(cell: string): string {
  const text = cell.replaceAll('\u00a0', ' ').trim();
  return /^(?:`[^`]*`|\*\*[^*]+\*\*)$/.test(text)
    ? text.replace(/^(?:`|\*\*)|(?:`|\*\*)$/g, '').trim()
    : text;
}

interface Row {
  readonly owner: string;
  readonly type: string;
  readonly ttl: string;
  readonly value: string;
  readonly preference: string | undefined;
  readonly weight: string | undefined;
  readonly port: string | undefined;
}

function readHeadings(cells: readonly string[]): readonly (Column | undefined)[] | undefined {
  const columns = cells.map((cell) => {
    const text = cell.toLowerCase().replace(/:$/, '');
    return text.length > 40 ? undefined : headings.find(([form]) => form.test(text))?.[1];
  });
  const known = columns.filter((column) => column !== undefined).length;
  const tells = columns.includes('type') || columns.includes('preference');
  const isRow = known >= 2 && known * 2 >= cells.length && tells;
  return isRow && (columns.includes('value') || columns.includes('owner')) ? columns : undefined;
}

/** A row below headings. A table of exchanges alone has no types and says no owner. */
function rowOf(
  cells: readonly string[],
  columns: readonly (Column | undefined)[],
  domain: Domain,
): Row {
  const cell = (wanted: Column): string | undefined => {
    const given = cells.filter((text, at) => columns[at] === wanted && text !== '');
    return given[0];
  };
  const rest = {
    ttl: cell('ttl') ?? '',
    preference: cell('preference'),
    weight: cell('weight'),
    port: cell('port'),
  };
  if (columns.includes('type'))
    return {
      ...rest,
      owner: cell('owner') ?? '',
      type: cell('type') ?? '',
      value: cell('value') ?? '',
    };
  const exchange = columns.includes('owner') ? cell('owner') : cell('value');
  return { ...rest, owner: domain ?? '', type: 'MX', value: exchange ?? '' };
}

/** A row without headings: by what its cells look like. The type stands before what it is the type of. */
function guessRow(cells: readonly string[]): Row | undefined {
  const at = cells.findIndex(
    (cell, index) =>
      index < 4 && cell === cell.toUpperCase() && findType(cell, 0, cell.length) >= 0,
  );
  const type = cells[at];
  if (type === undefined) return undefined;
  const isOwner = (cell: string): boolean => cell === '@' || isNameForm(cell);
  const before = cells.slice(0, at).filter((cell) => cell !== 'IN');
  const after = cells.slice(at + 1).filter((cell) => cell !== 'IN');
  // Where the type comes first, the owner follows it.
  const owner = before.find(isOwner) ?? (after.length > 1 ? after.shift() : undefined);
  if (owner === undefined) return undefined;
  const value = after.find((cell) => /\D/.test(cell) && !isDuration(cell)) ?? '';
  const numbers = after.filter((cell) => /^\d{1,5}$/.test(cell));
  const wantsNumber = type === 'MX' && !/^\d+\s/.test(value);
  const preference = wantsNumber ? numbers.shift() : undefined;
  const ttl = [...before, ...after].find(
    (cell) => cell !== preference && cell !== owner && cell !== value && isDuration(cell),
  );
  return { owner, type, ttl: ttl ?? '', value, preference, weight: undefined, port: undefined };
}

function isDuration(cell: string): boolean {
  return /^auto/i.test(cell) || readTtl(cell) !== undefined;
}
