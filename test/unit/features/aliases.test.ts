import assert from 'node:assert/strict';
import { readMarks } from '../../support/marked';
import { refusedAt, rewrittenAt } from '../../support/refactoring';

const head =
  '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns host 1 1h 1h 1d 1h\n@ NS ns.example.net.\n@ MX 10 mail\n';
const made = (rest: string, name: string): string | undefined =>
  rewrittenAt(head + rest, name, false)?.slice(head.length);

describe('hosts and aliases', () => {
  const twins = `mail A 192.0.2.25
     AAAA 2001:db8::25
«»www  A 192.0.2.25 ; the same machine
     AAAA 2001:DB8:0::25
     ; and so on
next A 192.0.2.1
`;
  const alias = `mail A 192.0.2.25
     AAAA 2001:db8::25
www  CNAME mail ; the same machine
     ; and so on
next A 192.0.2.1
`;

  it('become each other where the addresses are equal', () => {
    assert.equal(made(twins, 'makeAlias'), alias);
    assert.equal(
      made(alias.replace('www', '«»www'), 'resolveAlias'),
      readMarks(twins).text.replace(
        '192.0.2.25 ; the same machine\n     AAAA 2001:DB8:0::25',
        '192.0.2.25\n     AAAA 2001:db8::25 ; the same machine',
      ),
    );
  });

  it('keep their owner where the records of a host stand apart', () => {
    assert.equal(
      made(
        'mail A 192.0.2.1\n     A 192.0.2.2\nb «»A 192.0.2.1\nc A 192.0.2.9\nb A 192.0.2.2\n',
        'makeAlias',
      ),
      'mail A 192.0.2.1\n     A 192.0.2.2\nb CNAME mail\nc A 192.0.2.9\n',
    );
  });

  it('are no aliases where a record names them', () => {
    const reason = 'Other records name it: what they name must not be an alias.';
    for (const namer of ['@ MX 20 www', '@ NS www', '_a._tcp SRV 0 0 80 www', 'x CNAME www'])
      assert.equal(refusedAt(`${head}${twins}${namer}\n`, 'makeAlias'), reason, namer);
    assert.equal(
      made(`${twins}@ TXT "v=spf1 a:www.example.com -all"\n`, 'makeAlias'),
      `${alias}@ TXT "v=spf1 a:www.example.com -all"\n`,
    );
  });

  it('are no aliases beside other records, at the apex, below a cut, and of other addresses', () => {
    for (const rest of [
      'mail A 192.0.2.25\nwww «»A 192.0.2.25\nwww TXT x\n',
      'mail A 192.0.2.25\n@ «»A 192.0.2.25\n',
      'mail A 192.0.2.25\nsub NS ns.sub\nns.sub «»A 192.0.2.25\n',
      'mail A 192.0.2.25\n     A 192.0.2.26\nwww «»A 192.0.2.25\n',
      'mail A 192.0.2.25\n     AAAA ::1\nwww «»A 192.0.2.25\n',
      '*.x A 192.0.2.25\nwww «»A 192.0.2.25\n',
    ])
      assert.equal(made(rest, 'makeAlias'), undefined, rest);
  });

  it('stay aliases where the addresses are not the zone’s to say', () => {
    for (const rest of [
      'www «»CNAME www.example.net.\n',
      'sub NS ns.sub\nns.sub A 192.0.2.25\nwww «»CNAME ns.sub\n',
      'www «»CNAME www\n',
      'www «»CNAME none\n',
    ])
      assert.equal(made(rest, 'resolveAlias'), undefined, rest);
  });
});
