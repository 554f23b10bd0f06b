import assert from 'node:assert/strict';
import { formatEdits, formatText } from '../../../server/src/core/features/format/format';
import {
  defaultFormat,
  type FormatOptions,
} from '../../../server/src/core/features/format/options';
import { scan } from '../../../server/src/core/syntax/scanner';
import { note } from '../../support/note';

type Options = Partial<FormatOptions>;

/** Compares the lines of a text that is formatted with those that are wanted. */
function formats(before: readonly string[], after: readonly string[], options: Options = {}): void {
  const text = `${before.join('\n')}\n`;
  const formatted = formatText(text, { ...defaultFormat, ...options });
  assert.deepEqual(formatted.split('\n'), [...after, '']);
}

function keeps(lines: readonly string[], options: Options = {}): void {
  formats(lines, lines, options);
}

describe('the columns of a formatted zone', () => {
  it('line up owner, TTL, class, type and RDATA', () => {
    formats(
      [
        '@ 3600 IN MX 10 mail.example.net.',
        '  IN AAAA   2001:db8::1',
        'www    60  IN   A 192.0.2.1',
        'ftp  CNAME  www',
      ],
      [
        '@   3600 IN MX    10 mail.example.net.',
        '         IN AAAA  2001:db8::1',
        'www 60   IN A     192.0.2.1',
        'ftp         CNAME www',
      ],
    );
  });

  it('are as wide as each block needs, which empty lines and directives end', () => {
    formats(
      ['a  A 1.2.3.4', '', 'mail A 1.2.3.4', 'b A 1.2.3.4', '$TTL 1h', 'autoconfig A 1.2.3.4'],
      ['a A 1.2.3.4', '', 'mail A 1.2.3.4', 'b    A 1.2.3.4', '$TTL 1h', 'autoconfig A 1.2.3.4'],
    );
  });

  it('stay where most of the file has them', () => {
    keeps(['@          NS   a', '', 'a          A    192.0.2.1', 'b          AAAA 2001:db8::1']);
  });

  it('are not pushed away by one long owner: its line overflows alone', () => {
    formats(
      ['a A 192.0.2.1', '_443._tcp.a-host-with-a-long-name.sub TLSA 3 1 1 00', 'b TLSA  3 1 1 00'],
      [
        'a A    192.0.2.1',
        '_443._tcp.a-host-with-a-long-name.sub TLSA 3 1 1 00',
        'b TLSA 3 1 1 00',
      ],
    );
    const owners = ['1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0', '2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0', '0'];
    formats(
      owners.map((owner) => `${owner} PTR a`),
      owners.map((owner) => `${owner.padEnd(31)} PTR a`),
    );
  });

  it('are filled with what fills most gaps, or with what is asked for', () => {
    formats(
      ['@\tNS\ta', 'mail   A 192.0.2.1', '\tA\t192.0.2.2'],
      ['@\tNS\ta', 'mail\tA\t192.0.2.1', '\tA\t192.0.2.2'],
    );
    formats(
      ['a\tA\t192.0.2.1', 'b\tA\t192.0.2.2', 'c\tA\t192.0.2.3'],
      ['a       A       192.0.2.1', 'b       A       192.0.2.2', 'c       A       192.0.2.3'],
      { indentation: 'spaces' },
    );
    formats(['mail A 192.0.2.1', 'a A 192.0.2.2'], ['mail\tA\t192.0.2.1', 'a\tA\t192.0.2.2'], {
      indentation: 'tabs',
    });
  });

  it('keep a class that stands before the TTL', () => {
    formats(
      ['a IN 60 A 192.0.2.1', 'mail IN 3600 A 192.0.2.2', 'b 60 A 192.0.2.3'],
      ['a    IN 60   A 192.0.2.1', 'mail IN 3600 A 192.0.2.2', 'b       60   A 192.0.2.3'],
    );
  });
});

describe('RDATA of a formatted zone', () => {
  it('has single blanks between fields, and none where there was none', () => {
    formats(['a  TXT   "x"   "y""z"  w'], ['a TXT "x" "y""z" w']);
  });

  it('keeps the columns that neighbours of one type have', () => {
    keeps(['@ MX 5    mail', '  MX 10   mail2', '  MX 1000 mail3']);
    formats(['@ MX 5   mail', '  MX 10 mail2'], ['@ MX 5 mail', '  MX 10 mail2']);
  });

  it('keeps quoted strings, escapes and letters as they are', () => {
    formats(
      ['a\\ b   TXT  "v=spf1   -all ; no comment" \\;x\\ ', '  mx 010  Mail'],
      ['a\\ b TXT "v=spf1   -all ; no comment" \\;x\\ ', '     mx  010 Mail'],
    );
  });

  it('keeps its lines in parentheses, which start where RDATA starts', () => {
    formats(
      [
        '@ IN SOA ns host (',
        '  1 ; serial',
        '    3h ; refresh',
        '1h 2w',
        '',
        '\t5m ) ; minimum',
        'mail TXT ( "a"  ',
        ' "b"',
        '  )',
      ],
      [
        '@    IN SOA ns host (',
        '            1  ; serial',
        '            3h ; refresh',
        '            1h 2w',
        '',
        '            5m ) ; minimum',
        'mail    TXT ( "a"',
        '            "b"',
        '            )',
      ],
    );
  });
});

describe('comments of a formatted zone', () => {
  it('stand in one column where their lines are neighbours', () => {
    formats(
      ['a A 192.0.2.1 ; a', 'mail A 192.0.2.20   ;b  ', 'c A 192.0.2.3', 'd A 192.0.2.4     ; d'],
      [
        'a    A 192.0.2.1  ; a',
        'mail A 192.0.2.20 ;b',
        'c    A 192.0.2.3',
        'd    A 192.0.2.4     ; d',
      ],
    );
  });

  it('keep the distance that they have in common', () => {
    formats(
      ['a A 192.0.2.1     ; a', 'b A 192.0.2.20    ; b', 'mail A 192.0.2.3'],
      ['a    A 192.0.2.1     ; a', 'b    A 192.0.2.20    ; b', 'mail A 192.0.2.3'],
    );
  });

  it('of one long line do not push away the others', () => {
    const long = `a TXT "${'x'.repeat(90)}"`;
    keeps(
      ['b A   192.0.2.1 ; b', `${long} ; a`, 'c A   192.0.2.30 ; c']
        .map((line) => line)
        .map((line, index) => (index === 0 ? 'b A   192.0.2.1  ; b' : line)),
    );
  });

  it('on lines of their own stay, or go with the one above', () => {
    formats(
      ['; a', '  ; b', 'a A 192.0.2.1   ; c', '                ; d', '   ; e', 'mail A 192.0.2.1'],
      [
        '; a',
        '  ; b',
        'a    A 192.0.2.1   ; c',
        '                   ; d',
        '   ; e',
        'mail A 192.0.2.1',
      ],
    );
  });
});

describe('the layout of an SOA record', () => {
  const one = ['@ IN SOA ns host 1 3h 1h 2w 5m ; end'];
  const many = [
    '@ IN SOA ns host (',
    '         1',
    '         3h',
    '         1h',
    '         2w',
    '         5m ) ; end',
  ];
  const commented = [
    '@ SOA ns host ( ; start',
    '      1  ; serial',
    '      3h 1h',
    '      2w',
    '      5m )',
  ];

  it('is kept where nothing else is asked for', () => {
    keeps(one);
    keeps(many);
  });

  it('can be one line, unless comments stand between the fields', () => {
    formats(many, one, { soa: 'one-line' });
    keeps(one, { soa: 'one-line' });
    keeps(commented, { soa: 'one-line' });
  });

  it('can be a line for each number, with the comments where they stand', () => {
    formats(one, many, { soa: 'multi-line' });
    keeps(many, { soa: 'multi-line' });
    formats(
      commented,
      [
        ...commented.slice(0, 2),
        '      3h',
        ...'1h 2w'.split(' ').map((t) => `      ${t}`),
        '      5m )',
      ],
      { soa: 'multi-line' },
    );
  });

  it('is kept where the fields are not seven', () => {
    keeps(['@ SOA ns host 1 3h 1h 2w'], { soa: 'multi-line' });
  });
});

describe('repeated owners', () => {
  const written = [
    '@    NS a',
    '@    NS b',
    '; c',
    '@    MX 10 a',
    'mail A  192.0.2.1',
    'mail A  192.0.2.2',
  ];
  const omitted = [
    '@    NS a',
    '     NS b',
    '; c',
    '     MX 10 a',
    'mail A  192.0.2.1',
    '     A  192.0.2.2',
  ];

  it('are left out or written on demand', () => {
    keeps(written);
    keeps(omitted);
    formats(written, omitted, { repeatedOwners: 'omit' });
    formats(omitted, written, { repeatedOwners: 'write' });
  });

  it('stay after an empty line, a directive, or what is not understood', () => {
    for (const between of ['', '$ORIGIN sub', '$INCLUDE other', '$TTL 1h', 'a IN', '( @ NS b )'])
      keeps(['@ NS a', between, '@ NS b'], { repeatedOwners: 'omit' });
  });

  it('are not written where they would mean another name', () => {
    keeps(['a A 192.0.2.1', '$ORIGIN sub', '  A 192.0.2.2'], { repeatedOwners: 'write' });
    keeps(['a A 192.0.2.1', '$INCLUDE other', '  A 192.0.2.2'], { repeatedOwners: 'write' });
    keeps(['a A 192.0.2.1', '$TTL 1h', '', 'a A 192.0.2.2'], { repeatedOwners: 'write' });
  });
});

describe('TTLs and classes', () => {
  it('of the $TTL in force can be left out or written', () => {
    const written = ['$TTL 1h', 'a 1h A 192.0.2.1', 'b 60 A 192.0.2.2'];
    const omitted = ['$TTL 1h', 'a    A 192.0.2.1', 'b 60 A 192.0.2.2'];
    formats(['$TTL 1h', 'a 3600 A 192.0.2.1', 'b 60 A 192.0.2.2'], omitted, { ttl: 'omit' });
    formats(omitted, written, { ttl: 'write' });
  });

  it('stay where no $TTL is known', () => {
    keeps(['a 60 A 192.0.2.1', 'a 60 A 192.0.2.2'], { ttl: 'omit' });
    keeps(['$TTL 60', '$INCLUDE other', 'a 60 A 192.0.2.2'], { ttl: 'omit' });
    keeps(['a 60 A 192.0.2.1', 'a    A 192.0.2.2'], { ttl: 'write' });
  });

  it('leave out or write the only class there is', () => {
    formats(['a IN A 192.0.2.1', 'b IN A 192.0.2.2'], ['a IN A 192.0.2.1', 'b    A 192.0.2.2'], {
      class: 'omit',
    });
    formats(['a IN A 192.0.2.1', 'b A 192.0.2.2'], ['a IN A 192.0.2.1', 'b IN A 192.0.2.2'], {
      class: 'write',
    });
    keeps(['a IN A 192.0.2.1', 'b CH A 192.0.2.2', 'c    A 192.0.2.3'], { class: 'write' });
    keeps(['a A 192.0.2.1', 'b A 192.0.2.2'], { class: 'write' });
  });

  it('and types can be in upper case, but nothing else', () => {
    formats(
      ['$ttl 1h', 'a 1h in mx 10 b', 'a in nsec b a mx'],
      ['$ttl 1h', 'a 1h IN MX   10 b', 'a    IN NSEC b a mx'],
      { mnemonics: 'upper' },
    );
  });
});

describe('formatting at the edges', () => {
  it('leaves what is not sound exactly as it is', () => {
    const flawed = [
      'a   IN',
      'b  TXT  "open  ',
      'c A  192.0.2.1 )  ',
      '1h  2h  ',
      'd  FOO  x',
      '( e  A 192.0.2.1 )  ',
    ];
    for (const line of flawed) keeps(['mail A 192.0.2.1', line, '     A 192.0.2.2']);
  });

  it('keeps all but records on one line where parentheses do not balance', () => {
    formats(
      ['a   A 192.0.2.1  ', '@  SOA  ns host (', '  1', 'mail A 192.0.2.2', 'b TXT ( "x"', '"y" )'],
      ['a    A 192.0.2.1', '@  SOA  ns host (', '  1', 'mail A 192.0.2.2', 'b TXT ( "x"', '"y" )'],
      { repeatedOwners: 'omit' },
    );
  });

  it('ends the file with one line end of its own kind, and keeps empty lines', () => {
    assert.equal(formatText('a A 192.0.2.1'), 'a A 192.0.2.1\n');
    assert.equal(
      formatText('a A 192.0.2.1  \r\n\r\n \t\r\nb A 192.0.2.2\r\n  \r\n\r\n'),
      'a A 192.0.2.1\r\n\r\n\r\nb A 192.0.2.2\r\n',
    );
    assert.equal(formatText('\ufeffa  A 192.0.2.1'), '\ufeffa A 192.0.2.1\n');
    assert.equal(formatText(''), '');
    assert.equal(formatText(' \n\n'), '');
  });

  it('edits only gaps that change', () => {
    const edits = formatEdits(scan('a  A 192.0.2.1\nmail A  192.0.2.2 ; c\n'));
    assert.deepEqual(edits, [
      { span: { file: 0, start: 1, end: 3 }, text: '    ' },
      { span: { file: 0, start: 21, end: 23 }, text: ' ' },
    ]);
  });

  // What takes more than linear time would not end within the time that mocha allows.
  it('takes linear time, whatever the text', () => {
    const parts = [
      'host IN A 192.0.2.1 ; c\n\tMX 10  mail\n',
      '\n',
      'a A ( 1\n) ; x\n',
      '\tA 1\n\n',
      'a A 1 ;\n',
      '( ',
      ' ;\n',
    ];
    for (const part of parts) {
      const text = part.repeat(Math.ceil(1_000_000 / part.length));
      const start = performance.now();
      formatText(text);
      const elapsed = performance.now() - start;
      note(`formatting 1 MB of ${JSON.stringify(part)}: ${elapsed.toFixed(0)} ms`);
    }
    // What is wide in one place must not make all others wide.
    const wide = `${'x'.repeat(100_000)} A 1\n A 1\n${' '.repeat(50_000)}A 1 ${' '.repeat(50_000)};\n`;
    const options = { ...defaultFormat, repeatedOwners: 'write' } as const;
    assert.ok(formatText(wide + ' A 1\n\n A 1 ;\n'.repeat(20_000), options).length < 4_000_000);
  }).timeout(60_000);
});
