import { rdataCases } from '../unit/dns/rdataCases';
import { Dice } from './dice';

/** A zone file to compare readings of. */
export interface ZoneFile {
  readonly name: string;
  /** Without its final dot, as a name server's configuration has it. */
  readonly origin: string;
  readonly text: string;
}

/** Types of which an owner has one record, and nothing beside it; SOA records are made apart. */
const alone: ReadonlySet<string> = new Set(['CNAME', 'DNAME', 'SOA']);

const cases = rdataCases
  .filter(
    ({ type, accepted, isNewer }) => isNewer !== true && accepted.length > 0 && !alone.has(type),
  )
  .map(({ type, accepted }) => ({
    type,
    accepted: accepted.map((each) => (typeof each === 'string' ? each : each[0])),
  }));

const plain = [
  'A 192.0.2.1',
  'A 192.0.2.2',
  'A 192.0.2.3',
  'TYPE1 \\# 4 c0000201',
  'AAAA 2001:DB8::1',
  'AAAA 2001:db8:0:0::2',
  'MX 10 mail',
  'MX 10 MAIL',
  'MX 020 @',
  'MX 0 .',
  'TXT "v=spf1 mx -all" "; (no comment)"',
  'TXT a\\;b \\"c "d \\065" ""',
  'SRV 0 5 5060 sip.Example.NET.',
  'CAA 0 issue "ca.example.net"',
];

const types: readonly (readonly [string, string])[] = [
  ['A', 'TYPE1'],
  ['MX', 'TYPE15'],
  ['TXT', 'TYPE16'],
];

/** Writes one zone that a name server loads, with all that the file format has. */
class ZoneWriter {
  readonly #dice: Dice;
  readonly #zone: string;
  readonly #lineEnd: string;
  #origin: string;
  #text = '';
  /** True where a record may stand below the last one without an owner of its own. */
  #mayRepeat = false;
  #last = '';
  #count = 0;

  constructor(dice: Dice, zone: string) {
    this.#dice = dice;
    this.#zone = zone;
    this.#origin = zone;
    this.#lineEnd = dice.once(4) ? '\r\n' : '\n';
  }

  write(entries: number): string {
    const dice = this.#dice;
    if (dice.once(3)) this.#line('; a zone (of "many', '');
    if (!dice.once(3)) this.#line(`${this.#mixed('$TTL')} ${this.#ttl()}`);
    if (dice.once(4)) this.#setOrigin(`${this.#zone}.`);
    this.#soa();
    this.#record(dice.once(2) ? '' : '@', 'NS ns.example.net.');
    for (let entry = 0; entry < entries; entry++) this.#entry();
    return dice.once(6) ? this.#text.trimEnd() : this.#text;
  }

  #entry(): void {
    const dice = this.#dice;
    switch (dice.below(16)) {
      case 0:
        this.#directive();
        return;
      case 1:
        this.#line(dice.pick(['', '   ', '\t', '; x', ' ; "(', '()', '( ; x\n )']), '');
        return;
      case 2:
        this.#record(dice.pick([`out${this.#count}.example.org.`, 'org.']), dice.pick(plain));
        this.#mayRepeat = true;
        return;
      case 3:
        this.#mayRepeat = false;
        this.#record(
          `s${this.#count}`,
          dice.pick(['CNAME a', 'cname A.b', 'DNAME x.org.', 'NS ns.Example.net.']),
        );
        this.#mayRepeat = false;
        return;
      case 4:
        if (this.#last !== '') this.#record('d', this.#last);
        return;
      case 5:
      case 6:
      case 7:
      case 8:
      case 9: {
        const { type, accepted } = cases[dice.below(cases.length)] ?? { type: 'A', accepted: [] };
        this.#record(`t${this.#count}`, `${type} ${dice.pick(accepted)}`);
        return;
      }
      default:
        this.#record(this.#owner(), dice.pick(plain));
    }
  }

  #directive(): void {
    const dice = this.#dice;
    if (dice.once(2)) this.#line(`${this.#mixed('$TTL')} ${this.#ttl()}`);
    else
      this.#setOrigin(
        dice.pick([`${this.#zone}.`, `sub.${this.#zone}.`, 'below', '@', `a\\.b.${this.#zone}.`]),
      );
  }

  #setOrigin(origin: string): void {
    // One that grows for ever gets too long.
    const isDeep = this.#origin.length > this.#zone.length + 30;
    const next = isDeep ? `${this.#zone}.` : origin;
    this.#origin = next.endsWith('.') ? next.slice(0, -1) : `${next}.${this.#origin}`;
    this.#line(`${this.#mixed('$ORIGIN')} ${next}`);
  }

  #soa(): void {
    const dice = this.#dice;
    const owner = dice.pick(['@', `${this.#zone}.`, this.#mixed(`${this.#zone}.`)]);
    const numbers = `${dice.below(2 ** 32)} 3h 1H 2w ${dice.pick(['5m', '300', '1h', '0'])}`;
    this.#record(owner, `SOA ns.example.net. hostmaster\\.x ${numbers}`);
  }

  #owner(): string {
    const dice = this.#dice;
    const host = `h${dice.below(4)}`;
    const far = `${host}.${this.#zone}.`;
    const escaped = `\\${String(host.charCodeAt(0)).padStart(3, '0')}${host.slice(1)}`;
    return dice.pick([
      ...['@', host, host, far, this.#mixed(far), escaped, `*.${host}`, '*', 'MX', 'IN', '10'],
      ...(this.#mayRepeat ? ['', '', '', '', ''] : [host]),
      ...['_25._tcp', `a\\.b`, 'x\\ y', '\\@', '\\$x', 'ü', `f${dice.below(9)}.g`],
    ]);
  }

  #record(owner: string, record: string): void {
    const dice = this.#dice;
    const [type = '', ...rest] = tokensOf(record);
    const spelled = dice.once(6) ? (types.find(([word]) => word === type)?.[1] ?? type) : type;
    const tokens = [...this.#timeAndClass(), this.#mixed(spelled), ...rest];
    // Without an owner, what stands first is separated by a blank.
    const line = owner === '' ? [dice.pick([' ', '\t', '   ']), ...tokens] : [owner, ...tokens];
    this.#line(this.#join(line));
    this.#mayRepeat = true;
    this.#last = alone.has(type.toUpperCase()) ? '' : record;
    this.#count++;
  }

  #timeAndClass(): readonly string[] {
    const dice = this.#dice;
    const [time, zoneClass] = [this.#ttl(), dice.pick(['IN', 'in', 'In', 'CLASS1', 'class01'])];
    switch (dice.below(5)) {
      case 0:
        return [time, zoneClass];
      case 1:
        return [zoneClass, time];
      case 2:
        return [zoneClass];
      case 3:
        return [time];
      default:
        return [];
    }
  }

  #ttl(): string {
    return this.#dice.pick(['0', '1', '60', '3600', '1h', '1H30M', '1w2d3h4m5s', '007', '2m1m']);
  }

  /** The tokens with blanks between them, perhaps within parentheses and over several lines. */
  #join(tokens: readonly string[]): string {
    const dice = this.#dice;
    const hasParentheses = dice.once(3);
    const open = hasParentheses ? 1 + dice.below(tokens.length - 1) : -1;
    let text = '';
    tokens.forEach((token, index) => {
      const isInside = open >= 0 && index > open;
      if (index > 0 && tokens[index - 1]?.trim() !== '')
        text += isInside ? this.#gap() : dice.pick([' ', '\t', ' \t ']);
      text += index === open ? `(${this.#gap()}${token}` : token;
    });
    if (open >= 0) text += `${this.#gap()})`;
    return text;
  }

  #gap(): string {
    const dice = this.#dice;
    const end = this.#lineEnd;
    return dice.pick([' ', '\t', ` ${end}`, `${end} `, ` ; a "comment" (${end}`, ` ( ) `, end]);
  }

  #line(text: string, comment = this.#dice.pick(['', '', ' ', '; x', ' ; "y', '\t;('])): void {
    this.#text += `${text}${comment}${this.#lineEnd}`;
  }

  #mixed(text: string): string {
    const dice = this.#dice;
    if (!dice.once(3)) return text;
    return [...text].map((c) => (dice.once(2) ? c.toUpperCase() : c.toLowerCase())).join('');
  }
}

/** Words and quoted strings: what blanks may stand between. */
function tokensOf(text: string): readonly string[] {
  return text.match(/(?:"(?:\\.|[^"\\])*"|\\.|[^\s"])+/g) ?? [];
}

/** A zone that a name server loads. */
export function generateZone(seed: number, entries = 25): ZoneFile {
  const dice = new Dice(seed);
  const origin = dice.pick(['example.com', 'sub.example.com', 'xn--bcher-kva.example', 'test']);
  const text = new ZoneWriter(dice, origin).write(entries);
  return { name: `generated ${seed}`, origin, text };
}

/** The same with a mistake or two in it; a name server may load it all the same. */
export function generateMutant(seed: number): ZoneFile {
  const zone = generateZone(seed, 4);
  const dice = new Dice(seed + 0x10000);
  let { text } = zone;
  for (let mistakes = 1 + dice.below(2); mistakes > 0; mistakes--) text = mutate(text, dice);
  return { ...zone, name: `mutated ${seed}`, text };
}

function mutate(text: string, dice: Dice): string {
  const tokens = [...text.matchAll(/"[^"\r\n]*"?|[^\s"()]+|[()]|[ \t]+|\r?\n/g)].map(([t]) => t);
  const at = dice.below(tokens.length);
  const other = dice.below(tokens.length);
  const token = tokens[at] ?? '';
  switch (dice.below(5)) {
    case 0:
      tokens[at] = '';
      break;
    case 1:
      tokens[at] = `${token} ${token}`;
      break;
    case 2:
      tokens[at] = tokens[other] ?? '';
      tokens[other] = token;
      break;
    case 3:
      tokens[at] = replaceAt(token, dice.below(token.length), dice.pick([...'a0.;()"\\@$ -:x9']));
      break;
    default:
      tokens[at] = replaceAt(token, dice.below(token.length), '');
  }
  return tokens.join('');
}

function replaceAt(text: string, index: number, by: string): string {
  return text.slice(0, index) + by + text.slice(index + 1);
}
