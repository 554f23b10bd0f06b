import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findSemanticTokens } from '../../../server/src/core/features/semanticTokens';
import type { Zone } from '../../../server/src/core/zone/zone';
import { withHead, zoneOf } from '../../support/marked';

/** The tokens of a stretch, the whole text if not named, as `word: type.modifier`. */
function tokensOf(zone: Zone, start = 0, end?: number): readonly string[] {
  const syntax = zone.blocks.syntaxOf(0);
  assert.ok(syntax);
  return findSemanticTokens(zone, { start, end: end ?? syntax.text.length }).map(
    (token) => `${syntax.text.slice(token.start, token.end)}: ${token.type}.${token.modifier}`,
  );
}

/** The tokens of names that records point to, of a whole zone. */
function targetsOf(text: string): readonly string[] {
  return tokensOf(zoneOf(withHead(text))).filter((token) => /: variable/.test(token));
}

describe('semantic tokens', () => {
  it('tell whether the zone has the name that a record points to', () => {
    assert.deepEqual(
      targetsOf(`@ MX 10 mail
@ MX 20 nowhere
@ MX 30 mail.example.net.
mail A 192.0.2.1
www CNAME mail
_sip._tcp SRV 0 0 5060 nobody.example.com.
`),
      [
        'ns.example.net.: variable.outOfZone',
        'mail: variable.inZone',
        'nowhere: variable.missing',
        'mail.example.net.: variable.outOfZone',
        'mail: variable.inZone',
        'nobody.example.com.: variable.missing',
      ],
    );
  });

  it('count empty non-terminals and what a wildcard answers for as names of the zone', () => {
    assert.deepEqual(
      targetsOf(`a MX 10 b
a MX 20 x.wild
c.b A 192.0.2.1
*.wild A 192.0.2.2
`).slice(1),
      ['b: variable.inZone', 'x.wild: variable.inZone'],
    );
  });

  it('say nothing where the zone alone can not know', () => {
    for (const text of [
      '@ MX 0 .\n',
      'sub NS ns.sub\n@ MX 10 mail.sub\n',
      '@ MX \\# 5 000a016100\n',
      '$INCLUDE more\n@ MX 10 mail\n',
    ])
      assert.deepEqual(targetsOf(text).slice(1), [], text);
  });

  it('say nothing of names in a file without an origin', () => {
    assert.deepEqual(tokensOf(zoneOf('a MX 10 b\nb SPF "x"\n')), ['SPF: keyword.deprecated']);
  });

  it('mark owners, and those that lie outside of the zone', () => {
    const zone = zoneOf(withHead('a A 192.0.2.1\n A 192.0.2.2\nb.example.net. A 192.0.2.3\n'));
    assert.deepEqual(tokensOf(zone).slice(-2), [
      'a: type.declaration',
      'b.example.net.: type.outOfZone',
    ]);
  });

  it('mark types that are no longer used, however they are written', () => {
    const zone = zoneOf(withHead('@ spf "v=spf1 -all"\n TYPE99 \\# 2 0161\n TXT "SPF"\n'));
    assert.deepEqual(
      tokensOf(zone).filter((token) => /keyword/.test(token)),
      ['spf: keyword.deprecated', 'TYPE99: keyword.deprecated'],
    );
  });

  it('are those of the entries that a stretch touches', () => {
    const text = withHead('a MX 10 b\nc MX ( 10\n  d )\ne MX 10 f\n');
    const start = text.indexOf('  d');
    assert.deepEqual(tokensOf(zoneOf(text), start, start + 1), [
      'c: type.declaration',
      'd: variable.missing',
    ]);
  });

  it('cost what their stretch costs, and no more than a client can take', () => {
    const zone = zoneOf(withHead('a MX 10 a\n'.repeat(30_000)));
    assert.equal(tokensOf(zone, 100_000, 100_100).length, 22);
    assert.ok(tokensOf(zone).length <= 20_001);
  });

  it('have colours for all that they say', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
    const [{ scopes }] = contributes.semanticTokenScopes;
    const text = '@ MX 10 a\n@ MX 20 b\nb A 192.0.2.1\nc.example.net. SPF "x"\n';
    const said = tokensOf(zoneOf(withHead(text))).map((token) => token.replace(/^.*: /, ''));
    assert.deepEqual([...new Set(said)].sort(), Object.keys(scopes).sort());
  });
});
