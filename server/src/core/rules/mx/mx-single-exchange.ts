import { Hostings } from '../../providers/hosting';
import { say } from '../../text/message';
import { isNullMx, type MxRecord, type MxSet } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { isVerification, providerOf } from '../hostedExchanges';
import type { MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'mx-single-exchange',
  family: 'mx',
  level: 'off',
  scope: 'mx-set',
  summary: 'An owner has one exchange only.',
  why: 'While that host can’t be reached, mail waits at the senders, most of which keep trying for some days. For many that is enough; this rule is for those who want a second host always.',
  ignore: 'The senders’ queues are backup enough, or the one name stands for several machines.',
  references: [{ rfc: 5321, section: '4.5.4.1' }],
  examples: [
    {
      title: 'One host',
      zone: `
@     MX 10 «mail»
mail  A  192.0.2.1
`,
    },
    { title: 'One host elsewhere', zone: '@ MX 10 «mx.example.net.»' },
    {
      title: 'The same host twice is still one',
      zone: `
@     MX 10 «mail»
      MX 10 mail.example.com.
mail  A  192.0.2.1
`,
      also: ['rr-duplicate'],
    },
    {
      title: 'Two hosts',
      zone: `
@     MX 10 mx1
      MX 20 mx2
mx1   A  192.0.2.1
mx2   A  198.51.100.2
`,
    },
    {
      title: 'A name behind which a provider keeps many machines',
      zone: `
@     MX 1 smtp.google.com.
sub   MX 0 example-com.mail.protection.outlook.com.
`,
    },
    { title: 'No mail at all', zone: '@ MX 0 .' },
  ],
  check: (zone, set) => {
    const only = onlyExchange(zone, set);
    if (only === undefined || isNullMx(zone, only)) return [];
    const provider = providerOf(zone, only);
    const isSufficient =
      provider !== undefined && Hostings.of(zone.names).isComplete(provider, [only.exchange]);
    if (isSufficient) return [];
    return [
      {
        span: only.exchangeSpan,
        message: say(
          '{0} is the only exchange of {1}: while it can’t be reached, mail waits at the senders.',
          zone.names.prose(only.exchange),
          zone.names.prose(set.owner),
        ),
      },
    ];
  },
};

/** The first record of the one exchange there is; undefined where there are several. */
function onlyExchange(zone: Zone, { records }: MxSet): MxRecord | undefined {
  let only: MxRecord | undefined;
  for (const mx of records) {
    if (mx.exchange === only?.exchange || isVerification(zone, mx)) continue;
    if (only !== undefined) return undefined;
    only = mx;
  }
  return only;
}
