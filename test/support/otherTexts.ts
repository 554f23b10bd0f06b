import { lint } from '../../server/src/core/lint';
import type { Finding } from '../../server/src/core/rules/rule';
import type { OtherPoint, OtherSpan, Span } from '../../server/src/core/text/span';
import { answerOutside, apexOf } from '../../server/src/core/zone/otherAnswer';
import { OtherZones } from '../../server/src/core/zone/otherZones';
import type { Zone } from '../../server/src/core/zone/zone';
import type { Dice } from './dice';
import { zoneOf } from './marked';

const names = ['n.zone', 'copy-of-n.zone', 'sub.zone', 'o.zone'];
const apexes = ['example.net.', 'example.net.', 'sub.example.com.', 'example.org.'];

const lines = [
  'mail A 192.0.2.1',
  'mail AAAA 2001:db8::1',
  'mail TXT x',
  'mail CNAME www',
  'www CNAME www.example.com.',
  'www CNAME mail.example.org.',
  'a A 10.0.0.1',
  '* A 192.0.2.7',
  'sub NS ns.example.org.',
  'ns A 192.0.2.53',
  '@ MX 10 mail',
  '@ TXT "v=spf1 a mx include:example.org include:a.example.net -all"',
  '$INCLUDE elsewhere',
  'nonsense',
];

/** The texts of other zone files, in memory. */
export class OtherTexts {
  readonly zones = new OtherZones();
  readonly #texts = new Map<string, string>();

  /** Puts a text into the place of another one, undefined for none; gives the apexes concerned. */
  put(file: string, text: string | undefined): readonly string[] {
    if (text === undefined) this.#texts.delete(file);
    else this.#texts.set(file, text);
    const zone = this.#read(file);
    const before = this.zones.apexOf(file);
    const apex = zone && apexOf(zone);
    const changed = this.zones.setApex(file, apex);
    if (apex === undefined || apex !== before) return changed;
    return this.#answer(file, this.zones.askedOf(file)) ? [apex] : [];
  }

  /** Answers what was asked; gives the apexes of which more is known now. */
  answer(): readonly string[] {
    return this.zones
      .takeOpen()
      .flatMap((file) =>
        this.#answer(file, this.zones.unansweredOf(file)) ? (this.zones.apexOf(file) ?? []) : [],
      );
  }

  /** All findings of a zone that asks these. */
  lint(zone: Zone): readonly Finding[] {
    let findings = lint(zone);
    while (this.answer().length > 0) findings = lint(zone);
    return findings;
  }

  /** Changes, adds or removes one of some files. */
  change(dice: Dice): readonly string[] {
    const number = dice.below(names.length);
    const file = names[number] ?? '';
    if (dice.once(4)) return this.put(file, undefined);
    const origin = apexes[number] ?? '';
    const records = lines.filter(() => dice.once(3));
    return this.put(
      file,
      [
        `$ORIGIN ${origin}`,
        '$TTL 1h',
        '@ SOA ns h 1 1h 15m 30d 1h',
        '@ NS ns',
        ...records,
        '',
      ].join('\n'),
    );
  }

  copy(): OtherTexts {
    const copy = new OtherTexts();
    for (const [file, text] of this.#texts) copy.put(file, text);
    return copy;
  }

  describe(): string {
    return [...this.#texts].map(([file, text]) => `--- ${file}\n${text}`).join('');
  }

  #read(file: string): Zone | undefined {
    const text = this.#texts.get(file);
    return text === undefined ? undefined : zoneOf(text, file);
  }

  #answer(file: string, asked: readonly string[]): boolean {
    const zone = this.#read(file);
    const placeOf = (span: Span): OtherSpan => this.#placeOf(file, span);
    return this.zones.answer(file, asked, (name) =>
      zone === undefined ? undefined : answerOutside(zone, name, { file, placeOf }),
    );
  }

  #placeOf(file: string, { start, end }: Span): OtherSpan {
    const before = (offset: number): readonly string[] =>
      (this.#texts.get(file) ?? '').slice(0, offset).split('\n');
    const pointOf = (offset: number): OtherPoint => ({
      line: before(offset).length - 1,
      character: before(offset).at(-1)?.length ?? 0,
      offset,
    });
    return { file, start: pointOf(start), end: pointOf(end) };
  }
}
