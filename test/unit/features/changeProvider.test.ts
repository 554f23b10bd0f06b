import assert from 'node:assert/strict';
import {
  canChangeProvider,
  changeProvider,
  findProvider,
  otherProviders,
} from '../../../server/src/core/features/changeProvider';
import { wordMessage } from '../../../server/src/core/text/message';
import { applyEdits } from '../../../server/src/core/text/span';
import type { Zone } from '../../../server/src/core/zone/zone';
import { zoneOf } from '../../support/marked';
import { checkFindings } from '../../support/refactoring';

const head = `$ORIGIN example.com.
$TTL 1h
@	SOA ns1.example.net. host 1 1h 1h 1d 1h
	NS ns1.example.net.
`;
const dmarc = '_dmarc TXT "v=DMARC1; p=none"\n';

function change(rest: string, to: string, owner = 'example.com.') {
  const text = head + rest;
  const zone = zoneOf(text);
  const name = zone.names.parse(owner);
  const provider = findProvider(to);
  assert.ok(name !== undefined && provider !== undefined, to);
  const found = changeProvider(zone, name, provider);
  if (found === undefined) return undefined;
  const after = applyEdits(text, found.edits);
  checkFindings(zone, zoneOf(after), `${to}:\n${after}`);
  return { text: after.slice(head.length), todo: found.todo.map((each) => wordMessage(each)) };
}

const apexOf = (zone: Zone) => zone.apex;

describe('changing the mail provider', () => {
  const google = `	MX 1 smtp.google.com. ; mail
	TXT "v=spf1 include:_spf.google.com ip4:192.0.2.1 ~all"
www	A 192.0.2.80
${dmarc}`;

  it('exchanges the MX records and the include of the SPF record, and keeps the rest', () => {
    const changed = change(google, 'mailbox.org');
    assert.equal(
      changed?.text,
      `	MX 10 mxext1.mailbox.org.
	MX 10 mxext2.mailbox.org.
	MX 10 mxext3.mailbox.org.
	MX 10 mxext4.mailbox.org. ; mail
	TXT "v=spf1 include:mailbox.org ip4:192.0.2.1 ~all"
www	A 192.0.2.80
${dmarc}`,
    );
    assert.deepEqual(changed.todo, [
      'DKIM: publish the keys of mailbox.org; remove former ones when their mail has arrived.',
      'DMARC: look at the reports before its policy is made stricter again.',
    ]);
    assert.equal(change(changed.text, 'Google')?.text, google.replace(' ; mail', '\n; mail'));
  });

  it('keeps comments behind former records, in their places where there are new ones', () => {
    const four = `@	MX 10 a.example.net. ; first
	MX 20 b.example.net. ; second
www	A 192.0.2.80
@	MX 30 c.example.net. ; zone-mx-ignore mx-backup-elsewhere
@	MX ( 40 ; fourth
	d.example.net. ) ; Bob's
	TXT "v=spf1 mx -all"
${dmarc}`;
    assert.equal(
      change(four, 'StartMail')?.text,
      `@	MX 10 mx1.startmail.com. ; first
	MX 10 mx2.startmail.com. ; second
www	A 192.0.2.80
; fourth
; Bob's
@ TXT "v=spf1 mx -all"
${dmarc}`,
    );
    const two = `@	MX 10 a.example.net. ; first
	MX 20 b.example.net. ; second
`;
    assert.match(
      change(two, 'mailbox.org')?.text ?? '',
      /^@\tMX 10 mxext1.* ; first\n\tMX 10 mxext2\S+\n\tMX 10 mxext3\S+\n\tMX 10 mxext4\S+ ; second\n$/,
    );
  });

  it('names the TLSA records of exchanges that are given up', () => {
    const pin = `TLSA 3 1 1 ${'0a'.repeat(32)}\n`;
    const own = `@ MX 10 mail
@ MX 20 backup
mail A 192.0.2.25
backup A 198.51.100.25
other A 203.0.113.25
_25._tcp.mail ${pin}_25._tcp.backup ${pin}_25._tcp.other ${pin}`;
    const zone = zoneOf(head + own);
    const provider = findProvider('Google') ?? assert.fail();
    const todo = changeProvider(zone, zone.apex, provider)?.todo.map((each) => wordMessage(each));
    assert.deepEqual(
      todo?.filter((each) => each.startsWith('TLSA')),
      [
        'TLSA: _25._tcp.mail.example.com, _25._tcp.backup.example.com can go when no domain has the former exchanges any more.',
      ],
    );
  });

  for (const spf of ['v=spf1', 'v=spf1\\032~all', '"v=spf1" " ~all"'])
    it(`leaves a term out of its SPF record as a string of its own: ${spf}`, () => {
      const changed = change(`\tMX 1 mx.example.net.\n\tTXT ${spf}\n${dmarc}`, 'mailbox.org');
      const isChanged = spf.startsWith('"');
      const written = isChanged ? spf.replace('1', '1 include:mailbox.org') : spf;
      assert.match(changed?.text ?? '', new RegExp(`TXT ${written.replaceAll('\\', '\\\\')}\\n`));
      assert.equal(
        changed?.todo.some((each) => each.startsWith('SPF:')),
        !isChanged,
      );
    });

  it('adds the include where there is none, and takes former ones away where it is there', () => {
    const own = `@ MX 10 mail\nmail A 192.0.2.25\n@ TXT "v=spf1 mx -all"\n${dmarc}`;
    assert.match(change(own, 'Google')?.text ?? '', /"v=spf1 include:_spf\.google\.com mx -all"/);
    const both = google.replace('ip4', '?include:mailbox.org ip4');
    assert.match(change(both, 'mailbox.org')?.text ?? '', /"v=spf1 \?include:mailbox\.org ip4/);
    assert.match(
      change(google, 'StartMail')?.text ?? '',
      /MX 10 mx2\.startmail\.com\. ; mail\n\tTXT "v=spf1 mx ip4/,
    );
  });

  it('says what is left to do', () => {
    const all = `${google.replace(/^.*spf1.*\n/m, '')}_mta-sts TXT "v=STSv1; id=1"
autodiscover CNAME autodiscover.outlook.com.
_imaps._tcp SRV 0 1 993 imap.example.net.
`.replace(dmarc, '');
    assert.deepEqual(change(all, 'Microsoft 365')?.todo, [
      'Each customer of Microsoft 365 has other exchanges: compare them with yours.',
      'SPF: the record must have include:spf.protection.outlook.com, and no longer the include of a former provider.',
      'DKIM: publish the keys of Microsoft 365; remove former ones when their mail has arrived.',
      'DMARC: there is no record yet; begin with p=none and an address for reports.',
      'MTA-STS: list the new exchanges in the policy, and give its record another id.',
      'Programs for mail find their servers by autodiscover, _imaps._tcp: have them lead to Microsoft 365.',
    ]);
  });

  it('finds nothing new, whichever provider it is', () => {
    const zone = zoneOf(head + google);
    const names = otherProviders(zone, apexOf(zone)).map(({ name }) => name);
    assert.ok(names.length > 20 && !names.includes('Google'));
    for (const name of names) {
      const changed = change(google, name);
      assert.match(changed?.text ?? '', /^\tMX \d+ \S+\.( ; mail)?\n/, name);
      assert.doesNotMatch(changed?.text ?? '', /google/, name);
    }
  });

  it('leaves what it can’t exchange', () => {
    for (const rest of ['@ A 192.0.2.1\n', '@ MX (\n10 a.example.net. )\n', '@ MX 10\n'])
      assert.equal(change(rest, 'Google'), undefined, rest);
    const zone = zoneOf(`${head}$GENERATE 1-2 h$ MX "10 mail"\n`);
    const made = zone.names.parse('h1.example.com.');
    assert.ok(made !== undefined && !canChangeProvider(zone, made));
    const long = google.replace(
      'ip4:192.0.2.1',
      `ip4:192.0.2.1 ${'exists:example.net '.repeat(11)}`.trim(),
    );
    assert.match(change(long, 'Microsoft 365')?.text ?? '', /include:_spf\.google\.com/);
  });
});
