import fc from 'fast-check';

/** Text that is rich in what means something in a zone file. */
export const zoneText = (maxLength = 120): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(' ', '\t', '\n', '\r\n', '\r', '(', ')', '"', ';', '\\', '\\"', '\\(', '$'),
        fc.constantFrom(
          '@',
          'a',
          'mail',
          'IN',
          'MX',
          'A',
          '10',
          '$ORIGIN',
          'SOA',
          '1h',
          '\u00fc',
          '\ufeff',
        ),
        fc.string({ unit: 'binary', maxLength: 4 }),
      ),
      { maxLength },
    )
    .map((parts) => parts.join(''));
