import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatEdits,
  formatInSteps,
  formatText,
} from '../../../server/src/core/features/format/format';
import {
  defaultFormat,
  type FormatOptions,
} from '../../../server/src/core/features/format/options';
import { Block } from '../../../server/src/core/syntax/block';
import { BlockStore } from '../../../server/src/core/syntax/blockStore';
import { scan } from '../../../server/src/core/syntax/scanner';
import { finish } from '../../../server/src/core/text/steps';
import { Dice } from '../../support/dice';
import { formatOptionSets } from '../../support/formatChecks';
import { randomEdit } from '../../support/randomEdit';
import { hostileText, zoneText } from '../../support/zoneTexts';

/** More runs where the environment asks for a long one. */
const runs = Number(process.env['ZONE_MX_FORMAT_RUNS'] ?? 150);

const lines = [
  ...['a A 192.0.2.1', 'mail     A     192.0.2.1', 'mail\t\tA\t192.0.2.1', '\t\tA\t192.0.2.2'],
  ...['a MX 5  mail', 'b MX 10 mail.example.net.', '   MX  10  a', 'c  60  IN MX 10 mail'],
  ...['d IN 60 A 192.0.2.1', 'e IN A 192.0.2.1', 'f 1h A 192.0.2.1 ; comment', 'g A 1 ; c'],
  ...['g A 192.0.2.4      ; c', '; a comment', '         ; indented', '\t; with a tab', ''],
  ...[`${'long.'.repeat(7)}example.com. A 192.0.2.1`, '$TTL 60', '$TTL 1h', '$ORIGIN sub', ' \t'],
  ...['h TXT ( "a" ; b', '  "c" ) ; d', 'i SOA ns host 1 1h 15m 30d 1h ; e', 'j CH A 192.0.2.1'],
];

/** What goes on over many blocks: one paragraph, comments below each other, aligned fields. */
const longText = fc
  .tuple(
    fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 5 }),
    fc.integer({ min: 1, max: 12 }),
    zoneText,
    fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'),
  )
  .map(([some, times, more, lineEnd]) =>
    `${`${some.join('\n')}\n`.repeat(times)}${more}`.replaceAll(/\r?\n/g, lineEnd),
  );

/** Has another line say something, or any edit. */
function editAnywhere(store: BlockStore, dice: Dice): void {
  const text = store.text();
  if (dice.once(2)) {
    const { start, end, text: typed } = randomEdit(text, dice);
    store.edit(start, end, typed);
    return;
  }
  const start = text.lastIndexOf('\n', dice.below(text.length + 1) - 1) + 1;
  const end = text.indexOf('\n', start);
  store.edit(start, end < 0 ? text.length : end, dice.pick([...lines, 'open A (', 'a A 1 )']));
}

/** That the blocks of a store need the edits that their text needs, all of them and in a stretch. */
function checkParts(store: BlockStore, options: FormatOptions, dice: Dice): void {
  const text = store.text();
  const [a, b] = [dice.below(text.length + 1), dice.below(text.length + 1)];
  const stretch = { start: Math.min(a, b), end: Math.max(a, b) };
  const [expected, expectedInStretch] = [undefined, stretch].map((each) =>
    formatEdits(scan(text), options, each),
  );
  const check = (): void =>
    assert.deepEqual(finish(formatInSteps(store.blocks, options)), expected);
  if (dice.once(2)) check();
  assert.deepEqual(finish(formatInSteps(store.blocks, options, stretch)), expectedInStretch);
  check();
  // What is known by now changes nothing.
  check();
}

/** Replaces texts in a store, the last one first. */
function layOut(store: BlockStore, options: FormatOptions): void {
  const edits = formatEdits(scan(store.text()), options);
  for (const { span, text } of edits.toReversed()) store.edit(span.start, span.end, text);
}

/** What a part hangs by that is far away: a text, and edits of it, each what is there and what comes. */
const changes: readonly (readonly [string, string, ...(readonly (readonly [string, string])[])])[] =
  [
    ['owners that come later', '\tA 192.0.2.1\n\nmail A 192.0.2.1\n', ['mail', 'm'], ['m', 'wide']],
    [
      'fields that are aligned with others',
      'a MX 5  x\nb MX 10 y\n',
      ['10 y', '10  y'],
      ['10  y', '10 y'],
    ],
    [
      'parentheses that are open for a while',
      'wide-name TXT (\n a )\na A 192.0.2.1\nb A 192.0.2.1\n\nc A 192.0.2.1\n',
      ['c A', 'c A ('],
      ['c A (', 'c A'],
    ],
    ['the end of the file', 'a A 192.0.2.1\n', ['1\n', '1\n\n\n'], ['1\n\n\n', '1'], ['1', '1\r']],
    ['the line end that comes first', 'a A 1\nb A 1', ['1\n', '1\r\n']],
    ['line ends that would become one', 'a A 1\r \nb A 1\n', ['a', 'aa'], ['1\r ', '1\r']],
    ['the order of most', 'a 1h IN A 1\nb IN A 1\nc 1h A 1\n', ['1h IN', 'IN 1h']],
    ['what most gaps have', 'a\tA\t1\nb\tA\t1\n\nc A 1\n', ['\tA\t', ' A '], ['\tA\t', ' A ']],
    ['a longer name in the paragraph', 'a A 1\nb A 1\nc A 1\n', ['c', 'long-name']],
    [
      'comments below one that moves',
      'a A 1 ; x\n      ; y\n      ; z\nname A 1\n',
      ['name', 'long-name'],
      ['      ; y', '     ; y'],
    ],
    ['a comment in the run', 'a A 1 ; x\nb A 1 ; y\nc A 1 ; z\n', ['c A 1', 'c A 192.0.2.1']],
  ];

describe('formatting in parts', () => {
  for (const [name, texts] of [
    ['zones', zoneText],
    ['long zones', longText],
    ['hostile text', hostileText],
  ] as const) {
    it(`needs the edits that the whole text needs, also after edits, of ${name}`, () => {
      const blockLengths = fc.constantFrom(1, 20, 60, 60, 200, 1000);
      fc.assert(
        fc.property(
          texts,
          formatOptionSets,
          formatOptionSets,
          blockLengths,
          fc.nat(),
          (text, options, others, blockLength, seed) => {
            const dice = new Dice(seed);
            const store = new BlockStore(text, 0, blockLength);
            checkParts(store, options, dice);
            for (let count = 0; count < 3; count++) {
              editAnywhere(store, dice);
              checkParts(store, dice.once(5) ? others : options, dice);
            }
            layOut(store, options);
            checkParts(store, options, dice);
          },
        ),
        { numRuns: runs },
      );
    }).timeout(runs * 200);
  }

  for (const [what, text, ...edits] of changes) {
    it(`takes into account ${what}`, () => {
      for (const options of [
        defaultFormat,
        { ...defaultFormat, repeatedOwners: 'omit' as const },
      ]) {
        const store = new BlockStore(text, 0, 1);
        const check = (): void =>
          assert.deepEqual(
            finish(formatInSteps(store.blocks, options)),
            formatEdits(scan(store.text()), options),
          );
        // A block by itself is not what it is beside others.
        for (const block of store.blocks) formatEdits(block, options);
        check();
        for (const [before, after] of edits) {
          const at = store.text().indexOf(before);
          store.edit(at, at + before.length, after);
          check();
        }
      }
    });
  }

  it('reads after a keystroke what was touched, and nothing where nothing was', () => {
    const text = formatText(
      Array.from({ length: 600 }, (_, index) => `host${index} IN MX 5 mail ; c\n\tA 1\n`).join(''),
    );
    const store = new BlockStore(text, 0, 200);
    const all = store.blocks.length;
    assert.ok(all > 60);
    const read = countReading(() => finish(formatInSteps(store.blocks, defaultFormat)));
    assert.ok(read >= all);
    const typed = text.indexOf('host300');
    const stretch = { start: typed, end: typed + 2000 };
    for (const [start, end, word] of [
      [typed, typed, ';\n'],
      [typed, typed + 2, ''],
      [typed + 4, typed + 5, '2'],
    ] as const) {
      store.edit(start, end, word);
      const inStretch = countReading(() =>
        finish(formatInSteps(store.blocks, defaultFormat, stretch)),
      );
      const inFile = countReading(() => finish(formatInSteps(store.blocks, defaultFormat)));
      const again = countReading(() => finish(formatInSteps(store.blocks, defaultFormat)));
      assert.ok(inStretch <= 8, `${inStretch} of ${all} blocks were read for a stretch`);
      assert.ok(inFile <= 2, `${inFile} of ${all} blocks were read for the file`);
      assert.equal(again, 0);
    }
  });
});

/** How many blocks something reads. */
function countReading(run: () => void): number {
  const { passing } = Block.prototype;
  let count = 0;
  Block.prototype.passing = function (this: Block) {
    count++;
    return passing.call(this);
  };
  try {
    run();
  } finally {
    Block.prototype.passing = passing;
  }
  return count;
}
