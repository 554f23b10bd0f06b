import assert from 'node:assert/strict';
import { importRecords } from '../../../server/src/core/import/import';
import { checkImport } from './check';

const text = (value: unknown): string => JSON.stringify(value, undefined, 2);

describe('import of what APIs answer', () => {
  it('reads Cloudflare', () => {
    const record = { zone_name: 'example.com', name: 'example.com', ttl: 1, proxied: false };
    const result = [
      { ...record, type: 'MX', content: 'mail.example.com', priority: 10 },
      { ...record, type: 'TXT', content: 'v=spf1 -all', ttl: 300 },
      {
        ...record,
        name: '_sip._tcp.example.com',
        type: 'SRV',
        content: '60\t5060\tsip.example.com',
        priority: 10,
        data: { priority: 10, weight: 60, port: 5060, target: 'sip.example.com' },
      },
    ];
    checkImport(
      { all: true },
      text({ result, success: true, errors: [], messages: [] }),
      ['example.com. MX 10 mail.example.com.', 'example.com. 300 TXT "v=spf1 -all"'],
      ['_sip._tcp.example.com. SRV 10 60 5060 sip.example.com.'],
    );
  });

  it('reads Route 53, its octal escapes too', () => {
    const set = (Name: string, Type: string, ...values: readonly string[]) => ({
      Name,
      Type,
      TTL: 300,
      ResourceRecords: values.map((Value) => ({ Value })),
    });
    checkImport(
      text({
        ResourceRecordSets: [
          set('example.com.', 'MX', '10 mail.example.com.', '20 mx.example.net'),
          set('\\052.example.com.', 'A', '192.0.2.1'),
          { Name: 'www.example.com.', Type: 'A', AliasTarget: { DNSName: 'x.example.net.' } },
        ],
      }),
      ['example.com. 300 MX 10 mail.example.com.', 'example.com. 300 MX 20 mx.example.net.'],
      ['*.example.com. 300 A 192.0.2.1'],
    );
    const change = {
      Action: 'UPSERT',
      ResourceRecordSet: set('mail.example.com', 'A', '192.0.2.9'),
    };
    checkImport(text({ Comment: 'x', Changes: [change] }), ['mail.example.com. 300 A 192.0.2.9']);
  });

  it('reads Google Cloud DNS', () => {
    const set = { kind: 'dns#resourceRecordSet', name: 'example.com.', type: 'MX', ttl: 300 };
    checkImport(text([{ ...set, rrdatas: ['10 mail.example.com.', '20 mx.example.net.'] }]), [
      'example.com. 300 MX 10 mail.example.com.',
      'example.com. 300 MX 20 mx.example.net.',
    ]);
  });

  it('reads Azure, from its API and from its command', () => {
    const mx = [{ exchange: 'mail.example.com', preference: 10 }];
    const base = { fqdn: 'example.com.', name: '@' };
    checkImport(
      { all: true },
      text({
        value: [
          {
            name: '@',
            type: 'Microsoft.Network/dnsZones/MX',
            properties: { TTL: 3600, fqdn: 'example.com.', MXRecords: mx },
          },
        ],
      }),
      ['example.com. 3600 MX 10 mail.example.com.'],
    );
    checkImport(
      { all: true },
      text([
        { ...base, TTL: 60, type: 'Microsoft.Network/dnszones/MX', MXRecords: mx },
        {
          ...base,
          TTL: 60,
          type: 'Microsoft.Network/dnszones/A',
          ARecords: [{ ipv4Address: '192.0.2.1' }],
        },
        {
          ...base,
          TTL: 60,
          type: 'Microsoft.Network/dnszones/TXT',
          TXTRecords: [{ value: ['v=spf1', '-all'] }],
        },
        {
          ...base,
          TTL: 60,
          type: 'Microsoft.Network/dnszones/CAA',
          caaRecords: [{ flags: 0, tag: 'issue', value: 'ca.example.net' }],
        },
      ]),
      ['example.com. 60 MX 10 mail.example.com.', 'example.com. 60 A 192.0.2.1'],
      ['example.com. 60 TXT "v=spf1" "-all"', 'example.com. 60 CAA 0 issue "ca.example.net"'],
    );
  });

  it('reads Hetzner and DigitalOcean, whose names are relative', () => {
    const hetzner = text({
      records: [
        { type: 'MX', id: 'x', zone_id: 'y', name: '@', value: '10 mail', ttl: 86400 },
        { type: 'A', id: 'x', zone_id: 'y', name: 'mail', value: '192.0.2.25' },
      ],
    });
    checkImport({ owner: 'example.com' }, hetzner, [
      'example.com. 86400 MX 10 mail.example.com.',
      'mail.example.com. A 192.0.2.25',
    ]);
    checkImport({ needsOwner: true }, hetzner);
    const cloud = {
      rrsets: [{ name: '@', type: 'MX', ttl: null, records: [{ value: '10 mail.example.net.' }] }],
    };
    checkImport({ owner: 'example.com' }, text(cloud), ['example.com. MX 10 mail.example.net.']);
    const ocean = {
      id: 1,
      type: 'MX',
      name: '@',
      data: 'mail.example.com',
      priority: 10,
      port: null,
      ttl: 1800,
    };
    checkImport({ owner: 'example.com' }, text({ domain_records: [ocean] }), [
      'example.com. 1800 MX 10 mail.example.com.',
    ]);
  });

  it('reads PowerDNS and DNS over HTTPS', () => {
    const records = [
      { content: '10 mail.example.com.', disabled: false },
      { content: '20 old.example.com.', disabled: true },
    ];
    checkImport(text({ rrsets: [{ name: 'example.com.', type: 'MX', ttl: 300, records }] }), [
      'example.com. 300 MX 10 mail.example.com.',
    ]);
    const Answer = [{ name: 'example.com.', type: 15, TTL: 300, data: '10 mail.example.com.' }];
    checkImport(text({ Status: 0, Question: [{ name: 'example.com.', type: 15 }], Answer }), [
      'example.com. 300 MX 10 mail.example.com.',
    ]);
  });

  it('lets nothing out of its field', () => {
    const name = 'example.com.';
    const hostile = [
      { name: 'a.example.com.\nb.example.com. A 192.0.2.1', type: 'A', data: '192.0.2.1' },
      { name, type: 'A', data: '192.0.2.1\nb.example.com. A 192.0.2.2' },
      { name, type: 'MX', data: '10 mail.example.com. ; ( "' },
      { name, type: 'TXT', data: '"a" ) (\n"b"\nc' },
      { name: '$INCLUDE', type: 'A', data: '192.0.2.1' },
      { name, type: '__proto__', data: '192.0.2.1' },
      { name, type: 'AXFR', data: 'x' },
      { name, type: 'MX', data: { toString: 'x' } },
      JSON.parse('{"__proto__": {"name": "example.com.", "type": "A", "data": "x"}}') as unknown,
    ];
    assert.deepEqual(importRecords(text(hostile), { all: true }).records, []);
  });

  it('ends on nested and on broken JSON', () => {
    for (const broken of ['['.repeat(200_000), '{"a":'.repeat(100_000), '{"name": 1'])
      assert.deepEqual(importRecords(broken).records, []);
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    assert.deepEqual(importRecords(deep).records, []);
  });
});
