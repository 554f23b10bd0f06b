import { byteOrderMark } from '../../syntax/syntax';
import { say } from '../../text/message';
import type { Judgement, ZoneRule } from '../rule';

export const rule: ZoneRule = {
  id: 'byte-order-mark',
  family: 'syntax',
  level: 'error',
  scope: 'zone',
  summary: 'The file starts with a byte order mark.',
  why: 'Some editors put three invisible octets before text in UTF-8. Name servers take them for a part of the first word and refuse the file.',
  references: [{ rfc: 3629, section: '6' }],
  examples: [
    {
      title: 'Before a directive',
      zone: '«\ufeff»$ORIGIN example.com.\n$TTL 1h\n@ SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h\n@ NS ns.example.net.\n',
      fixed:
        '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h\n@ NS ns.example.net.\n',
    },
    {
      title: 'Before a comment',
      zone: '«\ufeff»; example.com\n$TTL 1h\nexample.com. SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h\nexample.com. NS ns.example.net.\n',
    },
    {
      title: 'Before a record',
      zone: '«\ufeff»example.com. 1h SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h\nexample.com. NS ns.example.net.\n',
    },
    { title: 'Further on it is an odd character of a text', zone: 'a TXT "\ufeffb"' },
    { title: 'Letters beyond ASCII', zone: 'a TXT "\u00fc\u00f6\u00e4"' },
    { title: 'An empty first line', zone: '\n\nwww A 192.0.2.1' },
  ],
  check: (zone) => {
    const found: Judgement[] = [];
    for (const file of zone.blocks.files()) {
      const first = zone.blocks.at(file, 0);
      const syntax = first === undefined ? undefined : zone.blocks.syntaxOf(first);
      if (syntax?.text.charCodeAt(0) !== byteOrderMark) continue;
      const span = { file, start: 0, end: 1 };
      found.push({
        span,
        message: say(
          'The file starts with an invisible character, a byte order mark. Name servers refuse it.',
        ),
        fixes: () => [
          { title: say('Remove the byte order mark'), grade: 'safe', edits: [{ span, text: '' }] },
        ],
      });
    }
    return found;
  },
};
