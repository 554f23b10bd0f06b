import { RRType } from '../../syntax/mnemonics';
import { nextField, type Syntax, tokenSpan, tokenText } from '../../syntax/syntax';
import { type Message, say } from '../../text/message';
import type { FileIndex } from '../../text/span';
import { firstOfType } from '../../zone/ofType';
import type { Zone } from '../../zone/zone';
import { ownerToken } from '../records';
import type { Judgement, ZoneRule } from '../rule';

/** Directives further down are not looked for: the rule runs after every change. */
const maximumEntries = 5_000;

export const rule: ZoneRule = {
  id: 'portability',
  family: 'syntax',
  level: 'off',
  scope: 'zone',
  summary: 'What BIND reads and other name servers refuse.',
  why: 'Knot DNS and NSD want an absolute name after $ORIGIN, NSD knows no $GENERATE, and Knot DNS knows neither lines that end in CR LF nor the class as a number. Directives are looked for in the first 5,000 entries.',
  ignore: 'The zone is loaded by BIND alone.',
  references: [{ rfc: 1035, section: '5.1' }],
  examples: [
    {
      title: 'A relative origin',
      zone: `
$ORIGIN «sub»
www   A 192.0.2.1
$origin «a.b»
www   A 192.0.2.1
`,
    },
    {
      title: 'Generated records',
      zone: '«$GENERATE» 1-9 host-$ A 192.0.2.$',
    },
    {
      title: 'The class as a number',
      zone: `
$TTL 1h
example.com. «CLASS1» SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h
example.com. CLASS1 NS ns.example.net.
`,
    },
    {
      title: 'Line ends of another system; the first one is underlined',
      zone: '$TTL 1h«\r\n»example.com. SOA ns.example.net. hostmaster.example.net. 1 1h 15m 30d 1h\r\nexample.com. NS ns.example.net.\r\n',
    },
    {
      title: 'An absolute origin, and the one that is in force',
      zone: `
$ORIGIN sub.example.com.
www   A 192.0.2.1
$ORIGIN @
`,
    },
    { title: 'Texts about it', zone: 'a TXT "$GENERATE" CLASS1 "$ORIGIN sub"' },
    { title: 'What all of them read', zone: 'www 1h IN A 192.0.2.1' },
  ],
  check: function* (zone) {
    for (const file of zone.blocks.files()) yield* judgeFile(zone, file);
    yield* judgeClass(zone);
  },
};

function* judgeFile(zone: Zone, file: FileIndex): Generator<Judgement> {
  let entries = 0;
  let sawLineFeed = false;
  for (const block of zone.blocks.ofFile(file)) {
    const syntax = zone.blocks.syntaxOf(block);
    if (syntax === undefined || entries > maximumEntries) return;
    const lineFeed = sawLineFeed ? -1 : syntax.text.indexOf('\n');
    if (lineFeed >= 0) {
      sawLineFeed = true;
      yield* judgeLineEnd(syntax, lineFeed);
    }
    yield* judgeDirectives(syntax);
    entries += syntax.entryCount;
  }
}

function* judgeLineEnd({ text, file, base }: Syntax, lineFeed: number): Generator<Judgement> {
  if (lineFeed < 1 || text.charCodeAt(lineFeed - 1) !== 0x0d) return;
  yield {
    span: { file, start: base + lineFeed - 1, end: base + lineFeed + 1 },
    message: say('Lines end in CR LF. Knot DNS refuses the file.'),
  };
}

function* judgeDirectives(syntax: Syntax): Generator<Judgement> {
  for (let entry = 0; entry < syntax.entryCount; entry++) {
    const end = syntax.entryTokens.get(entry + 1);
    const first = nextField(syntax, syntax.entryTokens.get(entry), end);
    if (first >= end || syntax.text.charCodeAt(syntax.tokenStarts.get(first)) !== 0x24) continue;
    const word = tokenText(syntax, first).toUpperCase();
    if (word === '$GENERATE')
      yield at(syntax, first, say('NSD does not know $GENERATE and refuses the file.'));
    const argument = nextField(syntax, first + 1, end);
    if (word !== '$ORIGIN' || argument >= end) continue;
    if (!/(?:^@|\.)$/.test(tokenText(syntax, argument)))
      yield at(
        syntax,
        argument,
        say('This origin is relative. Knot DNS and NSD want an absolute one.'),
      );
  }
}

/** A file that writes the class as a number does so in its SOA record. */
function* judgeClass(zone: Zone): Generator<Judgement> {
  const soa = firstOfType(zone, zone.apex, RRType.SOA);
  if (soa < 0) return;
  const syntax = zone.syntaxOf(soa);
  const end = zone.records.typeTokens.get(soa);
  const from = ownerToken(zone, soa) + 1 || syntax.entryTokens.get(zone.records.entries.get(soa));
  for (
    let token = nextField(syntax, from, end);
    token < end;
    token = nextField(syntax, token + 1, end)
  ) {
    if (/^class1$/i.test(tokenText(syntax, token)))
      yield at(syntax, token, say('Knot DNS does not know a class as a number: write IN.'));
  }
}

function at(syntax: Syntax, token: number, message: Message): Judgement {
  return { span: tokenSpan(syntax, token), message };
}
