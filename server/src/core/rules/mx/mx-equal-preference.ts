import type { AbsoluteName } from '../../dns/name';
import { Hostings, type ProviderSet, setsWithEqual } from '../../providers/hosting';
import { say } from '../../text/message';
import { hasRepeated, type MxRecord, type MxSet } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import type { Fix, Judgement, MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'mx-equal-preference',
  family: 'mx',
  level: 'information',
  scope: 'mx-set',
  concerns: 'several',
  summary: 'Several exchanges of one owner share a preference.',
  why: 'Senders choose at random among exchanges of the same preference. That shares the load; it is no order in which one host stands in for another.',
  ignore: 'The load is meant to be shared, and every host of the group takes all mail.',
  references: [{ rfc: 5321, section: '5.1' }],
  examples: [
    {
      title: 'Two hosts share the load; a third is a backup',
      zone: `
@     MX 10 mx1
      MX «10» mx2
      MX 20 mx3
mx1   A  192.0.2.1
mx2   A  192.0.2.2
mx3   A  192.0.2.3
`,
      fixed: `
@     MX 10 mx1
      MX 20 mx2
      MX 30 mx3
mx1   A  192.0.2.1
mx2   A  192.0.2.2
mx3   A  192.0.2.3
`,
    },
    {
      title: 'The second and later records are marked, whatever stands between them',
      zone: `
@     MX 50 mx1.example.net.
      MX 20 mx3.example.net.
      MX «50» mx2.example.net.
      MX «050» mx4.example.net.
`,
    },
    {
      title: 'Hosts of a provider that documents an order of them',
      zone: `
@     MX 10 in1-smtp.messagingengine.com.
      MX «10» in2-smtp.messagingengine.com.
`,
      fixed: `
@     MX 10 in1-smtp.messagingengine.com.
      MX 20 in2-smtp.messagingengine.com.
`,
    },
    {
      title: 'An order of one host after the other',
      zone: `
@     MX 10 mx1.example.net.
      MX 20 mx2.example.net.
`,
    },
    {
      title: 'A provider documents that its hosts share a preference',
      zone: `
@     MX 10 mx00.kundenserver.de.
      MX 10 mx01.kundenserver.de.
`,
    },
    {
      title: 'The same exchange twice is another mistake',
      zone: `
@     MX 10 mx1.example.net.
      MX 10 MX1.example.net.
`,
      also: ['rr-duplicate'],
    },
  ],
  check: (zone, set) => (hasRepeated(set, 'preference') ? findShared(zone, set) : []),
};

/** Exchanges that share a preference; there may be thousands. */
interface Group {
  readonly first: MxRecord;
  readonly exchanges: Set<AbsoluteName>;
  /** In which their provider documents that they do. */
  sets: readonly ProviderSet[];
}

function* findShared(zone: Zone, set: MxSet): Generator<Judgement> {
  const hostings = Hostings.of(zone.names);
  const groups = new Map<number, Group>();
  for (const mx of set.records) {
    const group = groups.get(mx.preference);
    if (group === undefined) {
      const sets = hostings.setsAround(mx.exchange);
      groups.set(mx.preference, { first: mx, exchanges: new Set([mx.exchange]), sets });
      continue;
    }
    // The same exchange twice is another mistake.
    if (group.exchanges.has(mx.exchange)) continue;
    const { first } = group;
    group.exchanges.add(mx.exchange);
    group.sets = setsWithEqual(group.sets, first.exchange, mx.exchange);
    if (group.sets.length > 0) continue;
    const name = (exchange: AbsoluteName): string => zone.names.prose(exchange);
    yield {
      span: mx.preferenceSpan,
      message: say(
        '{0} has the same preference as {1}: senders take one of them at random. This shares the load; it is no order in which one stands in for the other.',
        name(mx.exchange),
        name(first.exchange),
      ),
      related: [
        {
          span: first.preferenceSpan,
          message: say('{0} has this preference too.', name(first.exchange)),
        },
      ],
      fixes: () => [renumber(set)],
    };
  }
}

function renumber(set: MxSet): Fix {
  return {
    title: say('Renumber these records 10, 20, 30 … in file order'),
    grade: 'unsafe',
    edits: set.records.map(({ preferenceSpan }, index) => ({
      span: preferenceSpan,
      text: String((index + 1) * 10),
    })),
  };
}
