import assert from 'node:assert/strict';
import { findReferences } from '../../../server/src/core/features/names/references';
import { findUsesBelow, usesInEntry } from '../../../server/src/core/features/names/uses';
import { scan } from '../../../server/src/core/syntax/scanner';
import { finish } from '../../../server/src/core/text/steps';
import { WorkingZone } from '../../../server/src/core/workingZone';
import { buildZone } from '../../../server/src/core/zone/build';
import type { Zone } from '../../../server/src/core/zone/zone';
import { generateZone } from '../../support/zoneGenerator';

/** Ways to write a name that its text does not show at once. */
const hidden = `$ORIGIN example.com.
@ SOA ns1 hostmaster.mail 1 3h 1h 2w 5m
one TXT "v=spf1 a:ma" "il.example.com -all"
two MX 10 MAIL.Example.COM.
three MX 10 m\\097il
four SPF "v=spf1 a:ma" "il.example.com -all"
$ORIGIN mail.example.com.
@ TXT "at the origin"
imap A 192.0.2.26
$ORIGIN example.com.
five RP who.mail mail
six MX 10 imap.mail
`;

/** The same where no escape makes each entry be read. */
const cased = hidden.replace('m\\\\097il', 'maIL');

/** The names that are written in a zone, as text. */
function namesOf(zone: Zone): readonly string[] {
  const [block] = zone.blocks.ofFile(0);
  const syntax = block === undefined ? undefined : zone.blocks.syntaxOf(block);
  const found = new Set<string>();
  for (let entry = 0; syntax && block !== undefined && entry < syntax.entryCount; entry++)
    for (const { name } of usesInEntry(zone, { block, syntax, entry }))
      if (zone.names.isKnown(name)) found.add(zone.names.text(name));
  return [...found];
}

function placesOf(zone: Zone, text: string): readonly string[] {
  const name = zone.names.parse(text);
  if (name === undefined) return [];
  const exact = finish(findReferences(zone, name, true)).map(({ start, end }) => `${start}-${end}`);
  const below = finish(findUsesBelow(zone, name)).map(
    ({ span }) => `${span.start}-${span.end} below`,
  );
  return [...exact, ...below].sort();
}

describe('the places of a name', () => {
  it('are found in small blocks as in the whole text', () => {
    const texts = [
      hidden,
      cased,
      ...Array.from({ length: 60 }, (_, seed) => generateZone(seed, 20).text),
    ];
    let found = 0;
    for (const text of texts) {
      const options = { fallbackOrigin: 'example.com.' };
      const whole = buildZone(scan(text), options);
      const { zone } = new WorkingZone(text, options, 1).settle();
      for (const name of namesOf(whole)) {
        const places = placesOf(whole, name);
        assert.deepEqual(placesOf(zone, name), places, `${name} in\n${text}`);
        found += places.length;
      }
    }
    assert.ok(found > 2000, String(found));
  });

  it('are found of more records than a function has arguments', () => {
    const zone = buildZone(scan(`a A 192.0.2.1\n${' A 192.0.2.1\n'.repeat(130_000)}`), {
      origin: 'example.com.',
    });
    assert.ok(placesOf(zone, 'a.example.com.').length > 130_000);
  });

  it('are found however they are written', () => {
    for (const text of [hidden, cased]) {
      const { zone } = new WorkingZone(text, {}, 1).settle();
      const lines = placesOf(zone, 'mail.example.com.').map((place) => {
        const [start = 0] = place.split('-').map(Number.parseFloat);
        return text.slice(text.lastIndexOf('\n', start) + 1).split(' ')[0];
      });
      for (const line of ['@', 'one', 'two', 'three', 'four', '$ORIGIN', 'five', 'imap', 'six'])
        assert.ok(lines.includes(line), `${line} is not among ${lines}`);
    }
  });
});
