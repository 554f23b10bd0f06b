import assert from 'node:assert/strict';
import { offers, ReplyReader, type SmtpReply } from '../../../server/src/core/probe/replies';

/** All that a reader makes of a text, given in one piece or octet by octet. */
function read(text: string, piece = text.length): readonly (SmtpReply | string)[] {
  const reader = new ReplyReader();
  const all: (SmtpReply | string)[] = [];
  for (let start = 0; start < text.length; start += piece)
    reader.add(text.slice(start, start + piece));
  for (let reply = reader.take(); reply !== undefined; reply = reader.take()) all.push(reply);
  if (reader.flaw !== undefined) all.push(reader.flaw);
  return all;
}

describe('replies of a mail server', () => {
  for (const [what, text, wanted] of [
    ['one line', '220 hi there\r\n', [{ code: 220, lines: ['hi there'] }]],
    ['a bare code', '250\r\n', [{ code: 250, lines: [''] }]],
    ['line feeds alone', '250-a\n250 b\n', [{ code: 250, lines: ['a', 'b'] }]],
    ['what is not whole yet', '250-a\r\n250', []],
    [
      'two of them',
      '250-a\r\n250 b\r\n221 bye\r\n',
      [
        { code: 250, lines: ['a', 'b'] },
        { code: 221, lines: ['bye'] },
      ],
    ],
    ['another code within one', '250-a\r\n251 b\r\n', ['malformed']],
    ['no code', 'hello\r\n', ['malformed']],
    ['a code out of range', '199 hi\r\n', ['malformed']],
    ['four digits', '2200 hi\r\n', ['malformed']],
    ['an empty line', '\r\n', ['malformed']],
    ['a reply and then nonsense', '220 a\r\nb\r\n', [{ code: 220, lines: ['a'] }, 'malformed']],
    ['a line without an end', `220 ${'x'.repeat(3000)}`, ['too-long']],
    ['lines without an end', '220-x\r\n'.repeat(101), ['too-long']],
  ] as const)
    it(`are read the same in one piece and in many: ${what}`, () => {
      assert.deepEqual(read(text), wanted);
      assert.deepEqual(read(text, 1), wanted);
    });

  it('offer what stands after the first line, in any letters', () => {
    const [reply] = read('250-STARTTLS\r\n250-starttls \r\n250 SIZE 1000\r\n');
    assert.ok(typeof reply === 'object');
    assert.ok(offers(reply, 'STARTTLS') && offers(reply, 'SIZE'));
    assert.ok(!offers({ code: 250, lines: ['STARTTLS', 'XSTARTTLS'] }, 'STARTTLS'));
  });
});
