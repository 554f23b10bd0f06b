import { Hostings } from '../../providers/hosting';
import { startHostLookup, startMxLookup } from '../../resolve/lookup';
import { RRType } from '../../syntax/mnemonics';
import { say } from '../../text/message';
import { isNullMx, type MxRecord, type MxSet, mxSetOf } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { describeMx } from '../mxWords';
import { buildRows, type LiveFacts } from './hostRows';
import type { HoverPage, HoverPlace, HoverTarget, PageLookup } from './page';

/** An MX record: when senders use it, and its exchange in the file and in the world. */
export function findMx({ zone, record }: HoverPlace): HoverTarget | undefined {
  if (zone.records.types.get(record) !== RRType.MX) return undefined;
  const set = mxSetOf(zone, zone.ownerOf(record));
  const mx = set.records.find((each) => each.record === record);
  if (mx === undefined) return undefined;
  const { names } = zone;
  return {
    span: zone.recordSpan(record),
    hasName: names.isKnown(set.owner) && names.isKnown(mx.exchange),
    isExchange: !isNullMx(zone, mx),
    page: () => writePage(zone, set, mx, undefined),
    ask: ({ dns, timeout }, signal): PageLookup => {
      const ofOwner = startMxLookup(dns, names.text(set.owner), signal);
      const ofHost = isNullMx(zone, mx)
        ? undefined
        : startHostLookup(dns, names.text(mx.exchange), signal);
      return {
        snapshot: () =>
          writePage(zone, set, mx, { mx: ofOwner.snapshot(), host: ofHost?.snapshot(), timeout }),
        done: Promise.all([ofOwner.done, ofHost?.done]),
      };
    },
  };
}

function writePage(zone: Zone, set: MxSet, mx: MxRecord, live: LiveFacts | undefined): HoverPage {
  const { place, sentences } = describeMx(zone, set, mx);
  const isNull = isNullMx(zone, mx);
  const hosting = isNull ? undefined : Hostings.of(zone.names).find(mx.exchange);
  return {
    title: zone.names.prose(isNull ? set.owner : mx.exchange),
    remarks: [
      say('preference **{0}**', mx.preference),
      place,
      ...(hosting === undefined || hosting.isVerification
        ? []
        : [say('hosted by {0}', hosting.provider.name)]),
    ],
    sentences,
    rows: (word) => buildRows(zone, { set, mx }, live, word),
    answers: [live?.host?.ipv4, live?.host?.ipv6, live?.mx.answer].filter(
      (answer) => answer !== undefined,
    ),
  };
}
