import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import {
  type Extraction,
  extractRecords,
} from '../../../server/src/core/features/refactor/extract';
import { scan } from '../../../server/src/core/syntax/scanner';
import { wordMessage } from '../../../server/src/core/text/message';
import { applyEdits } from '../../../server/src/core/text/span';
import { buildZone } from '../../../server/src/core/zone/build';
import { readMarks, zoneOf } from '../../support/marked';
import { canonical } from '../../support/refactoring';

const head = `$ORIGIN example.com.
$TTL 1h
@ SOA ns host 1 1h 1h 1d 1h
@ NS ns
`;

/** The text with what it includes, as name servers load both. */
function loaded(text: string, newText: string, origin: string): string {
  const syntax = scan(newText, 1);
  const include = () => ({ kind: 'file', syntax }) as const;
  const zone = buildZone(scan(text), { origin, include });
  assert.deepEqual(zone.errors, []);
  return canonical(zone);
}

function extracted(marked: string, path = 'part.inc'): Extraction | undefined {
  const { text, marks } = readMarks(marked);
  const [start, end] = marks[0] ?? [0, 0];
  return extractRecords(zoneOf(text), { start, end }, path);
}

/** The two files afterwards, which say the same together. */
function files(marked: string, path?: string): readonly (string | undefined)[] {
  const found = extracted(marked, path);
  if (found === undefined) return [];
  const { text } = readMarks(marked);
  const after = applyEdits(text, found.edits);
  assert.equal(loaded(after, found.newText, 'example.com.'), canonical(zoneOf(text)));
  return [after, found.newText];
}

describe('moving records to a file of their own', () => {
  it('takes whole entries, with the origin in force', () => {
    assert.deepEqual(
      files(
        `${head}ns A 192.0.2.53\n$ORIGIN sub.example.com.\n; «hosts\na A 192.0.2.1\nb A» 192.0.2.2 ; b\n\nc A 192.0.2.3\n`,
      ),
      [
        `${head}ns A 192.0.2.53\n$ORIGIN sub.example.com.\n$INCLUDE part.inc\n\nc A 192.0.2.3\n`,
        '$ORIGIN sub.example.com.\n; hosts\na A 192.0.2.1\nb A 192.0.2.2 ; b\n',
      ],
    );
  });

  it('writes owners that records inherit, on both sides', () => {
    assert.deepEqual(files(`${head}ns A 192.0.2.53\n«   AAAA 2001:db8::53\n»   TXT "of ns"\n`), [
      `${head}ns A 192.0.2.53\n$INCLUDE part.inc\nns TXT "of ns"\n`,
      '$ORIGIN example.com.\nns AAAA 2001:db8::53\n',
    ]);
  });

  it('puts a path with blanks in quotes', () => {
    const [text] = files(`${head}«ns A 192.0.2.53»`, 'my part.inc');
    assert.equal(text, `${head}$INCLUDE "my part.inc"\n`);
    assert.equal(extracted(`${head}«ns A 192.0.2.53»`, 'a"b.inc'), undefined);
  });

  it('says what can’t be moved', () => {
    const reasonOf = (marked: string): string | undefined => {
      const { reason, edits = [] } = extracted(marked) ?? {};
      assert.deepEqual(edits, []);
      return reason && wordMessage(reason);
    };
    assert.equal(
      reasonOf(`${head}«ns A 192.0.2.53\n$TTL 2h\nb A 192.0.2.1»\n`),
      'Directives stay in their file.',
    );
    assert.equal(reasonOf(head.replace('@ SOA', '«@» SOA')), 'The SOA record stays in its file.');
    for (const marked of [
      `${head}«»ns A 192.0.2.53\n`,
      `${head}«; nothing\n\n»`,
      `${head}«a A 1\nns A 192.0.2.53»\n`,
      '«a A 192.0.2.1»\n',
    ])
      assert.equal(extracted(marked), undefined, marked);
  });

  it('says the same in every quiet zone, wherever it starts and ends', () => {
    let count = 0;
    for (const name of readdirSync('test/fixtures/quiet').filter((each) =>
      each.endsWith('.zone'),
    )) {
      const text = readFileSync(`test/fixtures/quiet/${name}`, 'utf8');
      const zone = zoneOf(text, name);
      if (!zone.names.isKnown(zone.apex)) continue;
      const starts = [...text.matchAll(/^/gm)].map(({ index }) => index);
      for (const at of [0.2, 0.4, 0.6, 0.8]) {
        const from = Math.floor(at * starts.length);
        const stretch = { start: starts[from] ?? 0, end: (starts[from + 3] ?? text.length) - 1 };
        const found = extractRecords(zone, stretch, 'part.inc');
        if (found === undefined || found.reason !== undefined || /^\$INCLUDE/m.test(text)) continue;
        const after = applyEdits(text, found.edits);
        assert.equal(loaded(after, found.newText, originOf(zone)), canonical(zone), after);
        count++;
      }
    }
    assert.ok(count > 50, String(count));
  });
});

function originOf(zone: ReturnType<typeof zoneOf>): string {
  const [block = 0] = zone.blocks.ofFile(0);
  const [first] = zone.blocks.originsOf(block);
  return zone.names.text(first?.origin ?? zone.apex);
}
