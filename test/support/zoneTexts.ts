import fc from 'fast-check';

/** Text that is rich in what means something in a zone file, and follows none of its rules. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(' ', '\t', '\n', '\r\n', '\r', '(', ')', '"', ';', '\\', '\\"', '\\(', '$'),
      fc.constantFrom('  ', '\n\n', ' ; c ', '\f', '\v', '"x y"', '\n\t', '\n  ', '( ', ' )\n'),
      fc.constantFrom(
        ...['@', 'a', 'mail', 'IN', 'in', 'CH', 'MX', 'A', 'NS', '10', '$ORIGIN', '$TTL', 'SOA'],
        ...['1h', '60', 'TXT', '\u00fc', '\ufeff', '\na A 192.0.2.1', '\n  MX 10 a', '$INCLUDE'],
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 120 },
  )
  .map((parts) => parts.join(''));

const gap = fc.constantFrom(' ', ' ', '  ', '\t', '\t\t', ' \t', '        ');
const optionalGap = fc.constantFrom('', ' ', '\t', '   ');
const owner = fc.constantFrom(
  ...['@', '@', '', '', '', '', 'a', 'mail', 'www', 'mail', '*', '\\@', 'a\\ b', 'WWW'],
  ...['_kerberos._tcp.dc._msdcs', 'example.com.', `${'long.'.repeat(9)}example.com.`],
);
const comment = fc.constantFrom('', '', '', '; a', ';b  ', '; c "(', ';', '; long '.repeat(12));
const ttl = fc.constantFrom('', '', '', '3600', '1h', '1H', '60', '0');
const rrClass = fc.constantFrom('', '', 'IN', 'IN', 'in', 'CLASS1');

const fields = fc.constantFrom<readonly string[]>(
  ['A', '192.0.2.1'],
  ['a', '192.0.2.2'],
  ['MX', '10', 'mail'],
  ['MX', '5', 'mail.example.net.'],
  ['NS', 'a'],
  ['TXT', '"v=spf1 mx  -all"', '"a;("', 'b\\;c'],
  ['TXT', '"\\""'],
  ['SRV', '0', '1', '443', 'www'],
  ['TYPE15', '\\#', '0'],
  ['NSEC3PARAM', '1', '0', '0', '-'],
  ['CNAME', 'mail'],
  ['SOA', 'ns', 'host', '1', '1h', '15m', '30d', '1h'],
  ['SOA', 'ns', 'host', '2024010101', '10800', '900', '2592000', '3600'],
  ['NSEC', 'a', 'A', 'NS'],
);

/** RDATA with parentheses, line ends and comments strewn in. */
const rdata = fc
  .tuple(
    fields,
    fc.array(fc.tuple(gap, comment, fc.nat(9)), { minLength: 9, maxLength: 9 }),
    fc.nat(5),
  )
  .map(([[type = '', ...rest], strewn, style]) => {
    let text = type;
    const isSpread = style < 3;
    const open = isSpread ? rest.length % 3 : -1;
    for (const [index, field] of rest.entries()) {
      const [before = ' ', words = '', chance = 9] = strewn[index] ?? [];
      if (isSpread && index === Math.min(open, rest.length - 1)) text += ' (';
      if (isSpread && index > open && chance > 3)
        text += `${words === '' ? '' : ` ${words}`}\n${chance > 8 ? '\n' : ''}${chance > 7 ? `  ${words}\n` : ''}`;
      text += before + field;
    }
    const [before = ' ', words = '', chance = 9] = strewn.at(-1) ?? [];
    if (!isSpread) return text;
    return `${text}${chance > 5 ? `${before}${words}\n${before}` : ' '})`;
  });

const record = fc
  .tuple(owner, gap, ttl, gap, rrClass, gap, fc.boolean(), rdata, optionalGap, comment)
  .map(([name, a, time, b, word, c, isTurned, data, d, words]) => {
    const pair = isTurned ? [word, time] : [time, word];
    const header = pair.filter((text) => text !== '').join(b);
    return `${name}${a}${header}${header === '' ? '' : c}${data}${d}${words}`;
  });

const other = fc.constantFrom(
  ...['', '', '', '  ', '; a comment', '   ; indented', '\t; tab', '; trailing  '],
  ...['$TTL 1h', '$TTL\t3600 ; an hour', '$TTL 60', '$ORIGIN sub', '$ORIGIN example.com.'],
  ...['$INCLUDE other.zone', '$GENERATE 1-3 host$ A 192.0.2.$', '$ORIGIN ( example.net. )'],
  ...['( a A 192.0.2.9 )', 'b ( A', '  192.0.2.8 ) ; c'],
);
const flawed = fc.constantFrom(
  'a',
  'a  IN',
  'a   TXT "open',
  'a  A 192.0.2.1 )',
  'x  FOO  1',
  ' 60 ',
);

/** A text by the rules of zone files, with their rare forms, and a flaw now and then. */
export const zoneText = fc
  .tuple(
    fc.array(
      fc.oneof(
        { arbitrary: record, weight: 12 },
        { arbitrary: other, weight: 4 },
        { arbitrary: flawed, weight: 1 },
      ),
      { maxLength: 24 },
    ),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.constantFrom('', '\n', '\n\n  \n'),
    fc.constantFrom('', '', '', '\ufeff'),
    fc.constantFrom('', '', '', '', 'open A (', 'open SOA ns host (\n 1 2'),
  )
  .map(([lines, lineEnd, end, mark, unclosed]) => {
    const middle = lines.length >> 1;
    const all = unclosed === '' ? lines : lines.toSpliced(middle, 0, unclosed);
    return mark + (all.join('\n') + end).replaceAll('\n', lineEnd);
  });
