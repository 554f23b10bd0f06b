import { say } from '../../text/message';
import { type AddressSource, addressKeys, sumOfIPv4 } from '../../zone/hostAddresses';
import { type ExchangeHost, filesOf } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { namingFiles } from '../elsewhere';
import { nothing } from '../records';
import type { Judgement, MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'mx-same-addresses',
  family: 'mx',
  level: 'warning',
  scope: 'mx-set',
  concerns: 'several',
  summary: 'Several exchanges of one owner have the very same addresses.',
  why: 'Two names with the same addresses are one host: when it can’t be reached under one name, it can’t be under the other. A sender only tries it twice.',
  references: [{ rfc: 5321, section: '5.1' }],
  examples: [
    {
      title: 'Two names of one host',
      zone: `
@     MX 10 mx1
      MX 20 «mx2»
mx1   A  192.0.2.1
mx2   A  192.0.2.1
`,
    },
    {
      title: 'The order and the notation of addresses make no difference',
      zone: `
@     MX 10 mx1
      MX 20 «mx2»
mx1   A  192.0.2.1
      AAAA 2001:db8::25
mx2   AAAA 2001:DB8:0::25
      TYPE1 \\# 4 C0000201
`,
    },
    {
      title: 'Names that a wildcard answers for',
      zone: `
@     MX 10 mx1.pool
      MX 20 «mx2.pool»
*.pool A 192.0.2.1
`,
    },
    {
      title: 'An address in common is no sameness',
      zone: `
@     MX 10 mx1
      MX 20 mx2
mx1   A  192.0.2.1
mx2   A  192.0.2.1
      A  198.51.100.2
`,
    },
    {
      title: 'One host for several owners',
      zone: `
@     MX 10 mx1
sub   MX 10 mx2
mx1   A  192.0.2.1
mx2   A  192.0.2.1
`,
    },
    {
      title: 'Hosts elsewhere, whose addresses are not here',
      zone: `
@     MX 10 mx1.example.net.
      MX 20 mx2.example.net.
`,
    },
  ],
  check: (zone, { hosts }) => (hosts.length === 0 ? nothing : findSame(zone, hosts)),
};

function findSame(zone: Zone, hosts: readonly ExchangeHost[]): readonly Judgement[] {
  const sums = hosts.map(({ source }) => sumOfIPv4(zone, source));
  // Nearly all hosts have addresses of their own.
  if (new Set(sums).size === sums.length) return nothing;
  return hosts.flatMap((own, index) => {
    const { mx, source } = own;
    // Only hosts with one sum are worth a look at the addresses themselves.
    const first = hosts.find(
      (host, before) =>
        before < index && sums[before] === sums[index] && areEqual(zone, source, host.source),
    );
    if (first === undefined) return [];
    const name = zone.names.prose(first.mx.exchange);
    return [
      {
        span: mx.exchangeSpan,
        message: namingFiles(
          say(
            '{0} has the same addresses as {1}: when one can’t be reached, neither can the other.',
            zone.names.prose(mx.exchange),
            name,
          ),
          filesOf([first, own]),
        ),
        related: [
          { span: first.mx.exchangeSpan, message: say('{0} has the same addresses.', name) },
        ],
      },
    ];
  });
}

function areEqual(zone: Zone, a: AddressSource, b: AddressSource): boolean {
  const left = addressKeys(zone, a);
  const right = addressKeys(zone, b);
  if (left === undefined || right === undefined) return false;
  return left.toSorted().join('/') === right.toSorted().join('/');
}
