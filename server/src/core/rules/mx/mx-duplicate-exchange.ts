import type { AbsoluteName } from '../../dns/name';
import { say } from '../../text/message';
import { hasRepeated, type MxRecord, type MxSet } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { removeRecords } from '../edits';
import type { Judgement, MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'mx-duplicate-exchange',
  family: 'mx',
  level: 'warning',
  scope: 'mx-set',
  concerns: 'several',
  summary: 'One exchange is listed twice for one owner, with different preferences.',
  why: 'A sender that could not connect to a host tries the same host again under its other preference. Often another host was meant.',
  references: [{ rfc: 5321, section: '5.1' }],
  examples: [
    {
      title: 'The same host twice',
      zone: `
@     MX 10 mx1
      MX 20 «mx1»
mx1   A  192.0.2.1
`,
      fixed: `
@     MX 10 mx1
mx1   A  192.0.2.1
`,
    },
    {
      title: 'Spelled differently; the worse record goes, wherever it stands',
      zone: `
@     MX 30 MX1.example.com.
      MX 20 «mx1»
mx1   A  192.0.2.1
`,
      fixed: `
@     MX 20 mx1
mx1   A  192.0.2.1
`,
    },
    {
      title: 'The same host for two owners',
      zone: `
@     MX 10 mx1
sub   MX 20 mx1
mx1   A  192.0.2.1
`,
    },
  ],
  check: (zone, set) => (hasRepeated(set, 'exchange') ? findRepeated(zone, set) : []),
};

function* findRepeated(zone: Zone, set: MxSet): Generator<Judgement> {
  const seen = new Map<AbsoluteName, MxRecord>();
  for (const mx of set.records) {
    const first = seen.get(mx.exchange);
    if (first === undefined) {
      seen.set(mx.exchange, mx);
      continue;
    }
    if (first.preference === mx.preference) continue;
    const worse = first.preference > mx.preference ? first : mx;
    if (worse === first) seen.set(mx.exchange, mx);
    const name = zone.names.prose(mx.exchange);
    yield {
      span: mx.exchangeSpan,
      message: say(
        '{0} is listed twice. A sender that can’t reach it under preference {1} tries the same host again under {2}.',
        name,
        Math.min(first.preference, mx.preference),
        Math.max(first.preference, mx.preference),
      ),
      related: [{ span: first.exchangeSpan, message: say('{0} is listed here too.', name) }],
      fixes: () => [
        {
          title: say('Remove the record with preference {0}', worse.preference),
          grade: 'unsafe',
          edits: removeRecords(zone, [worse.record]),
        },
      ],
    };
  }
}
