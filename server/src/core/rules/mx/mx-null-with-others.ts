import { type Message, say } from '../../text/message';
import { isNullMx, type MxRecord } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { removeRecords } from '../edits';
import type { Fix, MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'mx-null-with-others',
  family: 'mx',
  level: 'error',
  scope: 'mx-set',
  concerns: 'null',
  summary: 'A null MX stands beside other MX records.',
  why: 'A null MX (`0 .`) says that the domain takes no mail. Beside other MX records the two contradict each other: some senders refuse to send, others go on.',
  references: [{ rfc: 7505, section: '3' }],
  examples: [
    {
      title: 'No mail, or mail to mx1?',
      zone: `
@     MX 0 «.»
      MX 10 mx1
mx1   A  192.0.2.1
`,
      fixed: `
@     MX 10 mx1
mx1   A  192.0.2.1
`,
    },
    { title: 'A null MX alone', zone: '@ MX 0 .' },
    {
      title: 'A null MX of another owner',
      zone: `
@     MX 10 mx1
mx1   A  192.0.2.1
      MX 0 .
`,
    },
  ],
  check: function* (zone, set) {
    if (!set.records.some((mx) => isNullMx(zone, mx))) return;
    const others = set.records.filter((mx) => !isNullMx(zone, mx));
    const nulls = set.records.filter((mx) => isNullMx(zone, mx));
    const [other] = others;
    if (other === undefined) return;
    for (const mx of nulls) {
      yield {
        span: mx.exchangeSpan,
        message: say(
          'This null MX says that {0} takes no mail, but other MX records name hosts that do. Senders may refuse to send.',
          zone.names.prose(set.owner),
        ),
        related: [
          {
            span: other.exchangeSpan,
            message: say('{0} is to take mail.', zone.names.prose(other.exchange)),
          },
        ],
        fixes: () => [
          remove(zone, say('Remove the null MX'), nulls),
          remove(zone, say('Remove the other MX records: take no mail'), others),
        ],
      };
    }
  },
};

function remove(zone: Zone, title: Message, records: readonly MxRecord[]): Fix {
  return {
    title,
    grade: 'unsafe',
    edits: removeRecords(
      zone,
      records.map(({ record }) => record),
    ),
  };
}
