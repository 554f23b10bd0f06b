import assert from 'node:assert/strict';
import { knownTypes } from '../../../server/src/core/dns/rdata/formats';
import { findSignature } from '../../../server/src/core/features/signature';
import { typeWords } from '../../../server/src/core/features/typeWords';
import { typeMnemonic } from '../../../server/src/core/syntax/mnemonics';
import { wordMessage } from '../../../server/src/core/text/message';
import { readCursor } from '../../support/completing';
import { withHead, zoneOf } from '../../support/marked';
import { rdataCases } from '../dns/rdataCases';

/** The signature with the active field between brackets of its own. */
function shown(line: string): string | undefined {
  const { text, offset } = readCursor(withHead(line));
  const found = findSignature(zoneOf(text), offset);
  const field = found?.fields[found.active];
  if (found === undefined || field === undefined) return undefined;
  return `${found.label.slice(0, field.start)}«${found.label.slice(field.start, field.end)}»${found.label.slice(field.end)}`;
}

describe('signature help', () => {
  it('names the fields as the RFC does and marks the one under the cursor', () => {
    assert.equal(shown('@ MX |'), 'MX «‹preference›» ‹exchange›');
    assert.equal(shown('@ MX 10| mail'), 'MX «‹preference›» ‹exchange›');
    assert.equal(shown('@ MX 10 |'), 'MX ‹preference› «‹exchange›»');
    assert.equal(shown('@ 1h IN MX 10 ma|'), 'MX ‹preference› «‹exchange›»');
    assert.equal(shown(' MX abc |'), 'MX ‹preference› «‹exchange›»');
  });

  it('stays at a field of several words until it is whole', () => {
    const label = '‹longitude› ‹altitude›';
    assert.ok(shown('@ LOC 52 22 |')?.includes('«‹latitude›»'));
    assert.ok(shown('@ LOC 52 22 23.000 N |')?.includes(`«${label.slice(0, 11)}»`));
    assert.ok(shown('@ TXT "a" "b" |')?.includes('«'));
  });

  it('goes on over lines in parentheses', () => {
    assert.ok(shown('@ SOA ns host (\n 1 ; serial\n |\n )')?.includes('«‹refresh›»'));
  });

  it('is not shown outside of RDATA', () => {
    for (const line of ['|', '@ |', '@ MX 10 mail ; |', '$TTL |', '@ TYPE15 \\# |', '@ TYPE4711 |'])
      assert.equal(shown(line), undefined, line);
  });

  it('says range and unit of a field, and what it means', () => {
    const { text, offset } = readCursor(withHead('@ MX |'));
    const [preference] = findSignature(zoneOf(text), offset)?.fields ?? [];
    assert.deepEqual(
      preference?.documentation.map((each) => wordMessage(each)),
      [
        'Senders try the lowest first, and those that are equal in random order.',
        'A number from 0 to 65535.',
      ],
    );
  });

  for (const type of knownTypes()) {
    const mnemonic = typeMnemonic(type);
    const cases = rdataCases.find((each) => each.type === mnemonic)?.accepted ?? [];
    it(`knows ${mnemonic}, and walks through its fields in order`, () => {
      assert.ok(typeWords(type));
      for (const accepted of cases) {
        const rdata = typeof accepted === 'string' ? accepted : accepted[0];
        if (rdata.startsWith('\\#') || rdata.includes('|')) continue;
        const line = `x ${mnemonic} ${rdata}`;
        let last = 0;
        for (let at = line.length - rdata.length; at <= line.length; at++) {
          const { text, offset } = readCursor(withHead(`${line.slice(0, at)}|${line.slice(at)}\n`));
          const found = findSignature(zoneOf(text), offset);
          if (found === undefined) continue;
          assert.ok(found.active >= last && found.active < found.fields.length, line);
          last = found.active;
        }
      }
    });
  }
});
