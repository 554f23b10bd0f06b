import assert from 'node:assert/strict';
import { importRecords } from '../../../server/src/core/import/import';
import { typeMnemonic } from '../../../server/src/core/syntax/mnemonics';
import { Dice } from '../../support/dice';
import { zoneOf } from '../../support/marked';
import { importLines } from './check';

const pieces = [
  ...['example.com', 'mail.example.com.', 'MX', 'A', 'TXT', '10', '192.0.2.1', '2001:db8::1', 'IN'],
  ...[
    ' ',
    '\t',
    '\n',
    '\n\n',
    '|',
    '"',
    '(',
    ')',
    ';',
    '\\',
    '.',
    '@',
    '<tr>',
    '<td>',
    '<',
    '&#64;',
  ],
  ...['{', '}', '[', ']', ':', ',', '"name"', '"type"', '"data"', '> ', 'Name: ', 'Address: '],
  ...['Server:\t', ' mail exchanger = ', ' text =\n', '  priority = ', '->  ', ' : ', 'ü', '\0'],
];

const options = { owner: 'example.org', all: true };

describe('import of any text', () => {
  it('gives only what a zone file may hold, a line each', () => {
    const dice = new Dice(4711);
    let found = 0;
    for (let run = 0; run < 5000; run++) {
      const text = Array.from({ length: 1 + dice.below(40) }, () => dice.pick(pieces)).join('');
      for (const { owner, ttl, type, rdata } of importRecords(text, options).records) {
        found++;
        const line = `${owner} ${ttl ?? ''} IN ${typeMnemonic(type)} ${rdata}`;
        const { records, errors } = zoneOf(line);
        assert.deepEqual(
          [records.types.length, errors.length, line.includes('\n')],
          [1, 0, false],
          text,
        );
      }
    }
    assert.ok(found > 100, `${found} records`);
  });

  it('takes a time that grows with the length', () => {
    const units = [
      ...[
        '( ',
        ')',
        ' ',
        '\t',
        '. ',
        '...',
        '|',
        '||',
        '> ',
        '<',
        '<a',
        '<tr><td>',
        '&',
        '&#',
        '"',
      ],
      ...[
        'a.b\t',
        'a.b text =\n',
        'a.b. IN SOA (\n',
        'Name: a.b\n',
        'a : b\n',
        ' ;',
        '\\',
        'a.b A (',
      ],
    ];
    for (const unit of units) {
      const began = performance.now();
      importLines(unit.repeat(400_000 / unit.length), { owner: 'example.com', all: true });
      importLines(`a.b. IN TXT ${unit.repeat(200_000 / unit.length)}`, { all: true });
      assert.ok(performance.now() - began < 4000, unit);
    }
  });
});
