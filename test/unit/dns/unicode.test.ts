import assert from 'node:assert/strict';
import { encode } from 'punycode/';
import { unicodeName } from '../../../server/src/core/dns/unicode';

describe('the Unicode form of a name', () => {
  for (const [name, unicode] of [
    ['xn--bcher-kva.example', 'bücher.example'],
    ['XN--BCHER-KVA.example.', 'bücher.example.'],
    ['mail.xn--mller-kva.xn--fiqs8s', 'mail.müller.中国'],
    ['_25._tcp.xn--strae-oqa.de', '_25._tcp.straße.de'],
    [`xn--${encode('مثال')}.xn--${encode('हिन्दी')}`, 'مثال.हिन्दी'],
    // Letters of two scripts that look like one word: both forms are shown, so it may be read.
    [`xn--${encode('pаypal')}.example`, 'pаypal.example'],
    // One label that can be read beside one that can't.
    ['xn--bcher-kva.xn--a', 'bücher.xn--a'],
  ] as const) {
    it(`is ${unicode} for ${name}`, () => assert.equal(unicodeName(name), unicode));
  }

  for (const [why, name] of [
    ['no label is an A-label', 'mail.example.com.'],
    ['it is no Punycode', 'xn--99999999.example'],
    ['nothing is encoded', 'xn--.example'],
    ['only ASCII is encoded', 'xn--mail-.example'],
    ['the prefix is not at the start of a label', 'a-xn--bcher-kva.example'],
    ['the prefix follows an escaped dot', 'a\\.xn--bcher-kva.example'],
    ['a character shows nothing', `xn--${encode('bücher\u200b')}.example`],
    ['text would change its direction', `xn--${encode('\u202ebücher')}.example`],
    ['it would look like punctuation', `xn--${encode('a\u2044b')}.example`],
    ['it is an emoji', `xn--${encode('\u2709')}.example`],
    ['it has another spelling', `xn--${encode('bu\u0308cher')}.example`],
    ['it has capital letters', `xn--${encode('BÜCHER')}.example`],
    ['it begins with a mark', `xn--${encode('\u0308a')}.example`],
  ] as const) {
    it(`is not there where ${why}`, () => assert.equal(unicodeName(name), undefined));
  }
});
