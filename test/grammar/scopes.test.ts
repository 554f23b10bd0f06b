import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IGrammar, INITIAL } from 'vscode-textmate';
import { findClass, findType, typeMnemonic } from '../../server/src/core/syntax/mnemonics';
import { readManifest } from './manifest';
import { loadGrammar, tokenize } from './tokenize';

describe('grammar', () => {
  let grammar: IGrammar;

  before(async () => {
    grammar = await loadGrammar();
  });

  /** The innermost scope of each token that has one, without the suffix that all share. */
  function findRoles(text: string): readonly string[] {
    return tokenize(grammar, text).flatMap((line) =>
      line.tokens.flatMap((token) => {
        const scope = token.scopes.at(-1);
        return scope === undefined ? [] : [`${token.text}: ${scope.replace(/\.dns-zone$/, '')}`];
      }),
    );
  }

  it('is the one that package.json names', () => {
    const grammars = readManifest().contributes.grammars;
    assert.deepEqual(
      grammars.map(({ language, scopeName }) => [language, scopeName]),
      [
        ['dns-zone', 'source.dns-zone'],
        [undefined, 'markdown.dns-zone.codeblock'],
      ],
    );
    assert.ok(grammars.every(({ path }) => existsSync(path)));
  });

  it('knows the types and classes that the parser knows, and no others', () => {
    const source = readFileSync('syntaxes/dns-zone.tmLanguage.json', 'utf8');
    const words = new Set(source.match(/\b[A-Z][A-Z0-9]*(?:-[A-Z]+)?\b/g));
    for (let number = 0; number <= 0xffff; number++) {
      const mnemonic = typeMnemonic(number);
      if (!mnemonic.startsWith('TYPE')) words.add(mnemonic);
    }
    for (const word of words) {
      const isType = findType(word, 0, word.length) >= 0;
      const isClass = findClass(word, 0, word.length) >= 0;
      const [role = ''] = findRoles(` ${word} x`);
      assert.equal(role === `${word}: keyword.other.type`, isType, role);
      assert.equal(role === `${word}: storage.modifier.class`, isClass, role);
    }
  });

  it('gives names and numbers of RDATA their role', () => {
    assert.deepEqual(findRoles('@ HTTPS 1 svc alpn="h2" port=443').slice(2), [
      '1: constant.numeric.priority',
      'svc: variable.other.target',
      'alpn: variable.parameter.key',
      '=: keyword.operator.assignment',
      '": punctuation.definition.string.begin',
      'h2: string.quoted.double',
      '": punctuation.definition.string.end',
      'port: variable.parameter.key',
      '=: keyword.operator.assignment',
      '443: string.unquoted',
    ]);
    assert.deepEqual(findRoles('@ CAA 0 issue "ca.example"').slice(2, 4), [
      '0: constant.numeric.flags',
      'issue: variable.parameter.tag',
    ]);
    assert.deepEqual(findRoles('@ RP admin info').slice(2), [
      'admin: variable.other.name',
      'info: variable.other.name',
    ]);
  });

  it('takes the digits of generic RDATA for such, over lines too', () => {
    for (const text of [
      '@ MX \\# 5 ( 000a\n 016100 )',
      '@ MX ( \\# 5 000a\n 016100 )',
      '@ SOA \\# 5 ( 000a\n 016100 )',
      '@ SOA ( \\# 5 000a\n 016100 )',
    ]) {
      const roles = findRoles(text).filter((role) => !/^[()]/.test(role));
      assert.deepEqual(
        roles.slice(2),
        [
          '\\#: keyword.operator.generic',
          '5: constant.numeric.length',
          '000a: constant.numeric.hexadecimal',
          '016100: constant.numeric.hexadecimal',
        ],
        text,
      );
    }
  });

  it('takes $ for a number in $GENERATE alone', () => {
    assert.deepEqual(findRoles('$GENERATE 1-9/2 h$'.concat('{-1,3,x} 1h IN CNAME a$.b')).slice(2), [
      'h: entity.name.type.owner',
      '$: punctuation.definition.placeholder',
      '{: punctuation.section.braces.begin',
      '-1: constant.numeric.offset',
      ',: punctuation.separator.comma',
      '3: constant.numeric.width',
      ',: punctuation.separator.comma',
      'x: constant.language.base',
      '}: punctuation.section.braces.end',
      '1: constant.numeric.ttl',
      'h: keyword.other.unit',
      'IN: storage.modifier.class',
      'CNAME: keyword.other.type',
      'a: variable.other.name',
      '$: punctuation.definition.placeholder',
      '.b: variable.other.name',
    ]);
    assert.deepEqual(findRoles('a$b CNAME c$d'), [
      'a$b: entity.name.type.owner',
      'CNAME: keyword.other.type',
      'c$d: variable.other.name',
    ]);
  });

  it('takes the first word of a line for the owner name, whatever it spells', () => {
    for (const owner of ['mx', 'in', 'a', 'SOA', '3600', '1h', 'TYPE15', 'CLASS1']) {
      assert.deepEqual(findRoles(`${owner} IN A 192.0.2.1`), [
        `${owner}: entity.name.type.owner`,
        'IN: storage.modifier.class',
        'A: keyword.other.type',
        '192.0.2.1: constant.numeric.address.ipv4',
      ]);
    }
  });

  it('takes TTL and class in either order', () => {
    const record = [
      'MX: keyword.other.type',
      '10: constant.numeric.preference',
      'm: variable.other.exchange',
    ];
    const ttl = '60: constant.numeric.ttl';
    const recordClass = 'IN: storage.modifier.class';
    assert.deepEqual(findRoles(' 60 IN MX 10 m'), [ttl, recordClass, ...record]);
    assert.deepEqual(findRoles(' IN 60 MX 10 m'), [recordClass, ttl, ...record]);
  });

  it('is the same in upper and in lower case', () => {
    const scopes = (text: string) => findRoles(text).map((role) => role.replace(/^.*: /, ''));
    const text =
      '$ORIGIN X.\n@ 1H IN SOA N H 1 2H 3M 4W 5\n MX 10 M\n AAAA 2001:DB8::A\n TYPE1 \\# 0';
    assert.deepEqual(scopes(text.toLowerCase()), scopes(text));
  });

  it('keeps to one line where a quote is not closed', () => {
    assert.deepEqual(findRoles('@ TXT "open\na A 192.0.2.1').slice(-3), [
      'a: entity.name.type.owner',
      'A: keyword.other.type',
      '192.0.2.1: constant.numeric.address.ipv4',
    ]);
  });

  it('recovers from an open parenthesis at the next line that can only be a record or a directive', () => {
    for (const open of [
      '@ SOA n h ( 1 2',
      '@ SOA (',
      '@ SOA ( n',
      '@ MX ( 10',
      '(',
      '@ (',
      '@ TXT ( (',
      '@ X (',
    ]) {
      assert.deepEqual(findRoles(`${open}\n$TTL 60`).slice(-2), [
        '$TTL: keyword.control.directive.ttl',
        '60: constant.numeric.ttl',
      ]);
      assert.deepEqual(
        findRoles(`${open}\nmail 60 IN MX 10 m`).slice(-5),
        [
          'mail: entity.name.type.owner',
          '60: constant.numeric.ttl',
          'IN: storage.modifier.class',
          'MX: keyword.other.type',
          '10: constant.numeric.preference',
          'm: variable.other.exchange',
        ].slice(-5),
      );
    }
  });

  it('knows every type and every parenthesis in the quiet zones', () => {
    const folder = 'test/fixtures/quiet';
    const zones = readdirSync(folder).filter((name) => name.endsWith('.zone'));
    assert.notEqual(zones.length, 0);
    for (const zone of zones) {
      const lines = tokenize(grammar, readFileSync(join(folder, zone), 'utf8'));
      const unknown = lines.filter(({ tokens }) =>
        tokens.some(({ scopes }) => scopes.some((scope) => /^(?:invalid|.*unknown)/.test(scope))),
      );
      assert.deepEqual(
        unknown.map(({ text }) => text),
        [],
        zone,
      );
    }
  });

  it('is quick on long words', () => {
    for (const part of ['1', '1h', '\\', '\\1', '\\123', 'a.', ':', '1.', '1.1.1.1.', '*.', '$']) {
      // A word for which every pattern is tried; VS Code tokenizes 20,000 characters of a line.
      const word = `${part.repeat(2000)}x`;
      for (const prefix of ['', ' ', '@ IN ', '@ MX ', '@ SOA ', '@ SRV ', '@ CAA ', '@ AAAA ']) {
        const start = performance.now();
        grammar.tokenizeLine2(`${prefix}${word}`, INITIAL);
        assert.ok(performance.now() - start < 500, `${prefix}${part}`);
      }
    }
  }).timeout(20_000);
});
