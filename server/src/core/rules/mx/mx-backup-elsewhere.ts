import type { Provider } from '../../providers/provider';
import { say } from '../../text/message';
import { isNullMx, type MxRecord, type MxSet } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { removeRecords } from '../edits';
import { hostedExchanges, isVerification } from '../hostedExchanges';
import { PublicNames } from '../publicNames';
import type { Fix, Judgement, MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'mx-backup-elsewhere',
  family: 'mx',
  level: 'information',
  scope: 'mx-set',
  concerns: 'several',
  summary: 'The least preferred exchanges are somebody else’s than the most preferred.',
  why: `Preferences are public, and senders of spam often try the least preferred exchange first: they hope that it filters less. So every exchange needs the same filtering, and the same list of recipients, as the first.

A backup without that list accepts mail for addresses that do not exist. When the first exchange rejects it later, the backup has to return it, to a sender that is mostly forged: strangers get mail that they never caused, and the backup ends up on block lists.

Mail that waits at a backup is out of sight: nobody at the first exchange sees how much there is, or when it will come. Without a backup nothing is lost sooner: the sender’s own queue keeps mail for days and tells the sender when it gives up. A backup is of use where it knows all recipients and filters alike, or is a second place of the same service.`,
  ignore: 'Both are run by one hand, with the same filtering and the same list of recipients.',
  references: [
    { rfc: 5321, section: '4.5.4.1' },
    { rfc: 5321, section: '5.1' },
  ],
  examples: [
    {
      title: 'A friend’s host steps in',
      zone: `
@     MX 10 mail
      MX 20 «mx.friend.net.»
mail  A  192.0.2.1
`,
      fixed: `
@     MX 10 mail
mail  A  192.0.2.1
`,
    },
    {
      title: 'Two domains below one public suffix, wherever the records stand',
      zone: `
@     MX 20 «mx.backup.co.uk.»
      MX 10 mx.primary.co.uk.
`,
      fixed: '@     MX 10 mx.primary.co.uk.',
    },
    {
      title: 'The first of several backups is marked',
      zone: `
@     MX 10 mail
      MX 20 mail2
      MX 30 «mx1.backup.net.»
      MX 30 mx2.backup.net.
mail  A  192.0.2.1
mail2 A  198.51.100.2
`,
    },
    {
      title: 'A filter in front, and the mailboxes behind it named as a backup',
      zone: `
@     MX 10 mx.filter.net.
      MX 50 «mail»
mail  A  192.0.2.1
`,
    },
    {
      title: 'A filter in front, and the provider of the mailboxes behind it as a backup',
      zone: `
@     MX 10 mxa-0012ab34.gslb.pphosted.com.
      MX 10 mxb-0012ab34.gslb.pphosted.com.
      MX 90 «example-com.mail.protection.outlook.com.»
`,
    },
    {
      title: 'One registered domain',
      zone: `
@     MX 10 mx1.north.mailhost.co.uk.
      MX 20 mx2.south.mailhost.co.uk.
`,
    },
    {
      title: 'One of the last group is at home with the first',
      zone: `
@     MX 10 mx1
      MX 20 mx2
      MX 20 mx.friend.net.
mx1   A  192.0.2.1
mx2   A  198.51.100.2
`,
    },
    {
      title: 'A provider with several domains is one',
      zone: `
@     MX 10 mx01.kundenserver.de.
      MX 20 mx00.ionos.de.
`,
      also: ['mx-mixed-providers'],
    },
    {
      title: 'Equal preferences make no backup',
      zone: `
@     MX 10 mail
      MX 10 mx.friend.net.
mail  A  192.0.2.1
`,
    },
    {
      title: 'What Google asks for to see who owns the domain is no backup',
      zone: `
@     MX 10 mail
      MX 15 abc123.mx-verification.google.com.
mail  A  192.0.2.1
`,
    },
  ],
  check: (zone, set) => {
    const groups = findGroups(zone, set);
    if (groups === undefined || !areStrangers(zone, set, ...groups)) return [];
    return judge(zone, ...groups);
  },
};

function judge(
  zone: Zone,
  best: readonly MxRecord[],
  worst: readonly MxRecord[],
): readonly Judgement[] {
  const [backup] = worst;
  const [first] = best;
  if (backup === undefined || first === undefined) return [];
  const name = zone.names.prose(first.exchange);
  return [
    {
      span: backup.exchangeSpan,
      message: say(
        'Senders of spam often try {0} first, as the least preferred. It needs the same filtering and list of recipients as {1}: what only {1} rejects, it returns to strangers.',
        zone.names.prose(backup.exchange),
        name,
      ),
      related: [{ span: first.exchangeSpan, message: say('{0} is the most preferred.', name) }],
      fixes: () => [removeBackup(zone, worst)],
    },
  ];
}

type Groups = readonly [best: readonly MxRecord[], worst: readonly MxRecord[]];

/** The most and the least preferred exchanges; undefined where all are equal, or take no mail. */
function findGroups(zone: Zone, set: MxSet): Groups | undefined {
  // Nearly every zone’s exchanges are at home in it, or all with one provider.
  if (set.records.every((mx) => mx.isInZone)) return undefined;
  let best: MxRecord[] = [];
  let worst: MxRecord[] = [];
  for (const mx of set.records) {
    if (isNullMx(zone, mx)) return undefined;
    if (isVerification(zone, mx)) continue;
    const lowest = best[0]?.preference ?? mx.preference;
    const highest = worst[0]?.preference ?? mx.preference;
    if (mx.preference < lowest) best = [mx];
    else if (mx.preference === lowest) best.push(mx);
    if (mx.preference > highest) worst = [mx];
    else if (mx.preference === highest) worst.push(mx);
  }
  return best[0]?.preference === worst[0]?.preference ? undefined : [best, worst];
}

function areStrangers(
  zone: Zone,
  set: MxSet,
  best: readonly MxRecord[],
  worst: readonly MxRecord[],
): boolean {
  const publicNames = PublicNames.of(zone.names);
  for (const left of best) {
    for (const right of worst) {
      if (left.isInZone && right.isInZone) return false;
      // A file that does not say its origin may be the zone of the other name.
      const isKnown = zone.names.isKnown(left.exchange) && zone.names.isKnown(right.exchange);
      if (!isKnown || publicNames.shareDomain(left.exchange, right.exchange)) return false;
    }
  }
  // A name that nobody outside can have is a mistake of its own.
  if (worst.some((mx) => !mx.isInZone && publicNames.standingOf(mx.exchange) !== 'public'))
    return false;
  return !areKnownProviders(zone, set, best, worst);
}

/** True where a provider has some of both; where two hosters do, mx-mixed-providers speaks. */
function areKnownProviders(
  zone: Zone,
  set: MxSet,
  best: readonly MxRecord[],
  worst: readonly MxRecord[],
): boolean {
  const hosted = hostedExchanges(zone, set) ?? [];
  const providersOf = (records: readonly MxRecord[]): readonly Provider[] =>
    hosted.flatMap(({ mx, provider }) =>
      provider !== undefined && records.includes(mx) ? [provider] : [],
    );
  const last = providersOf(worst);
  return providersOf(best).some((first) =>
    last.some((other) => first === other || !(first.isFilter || other.isFilter)),
  );
}

function removeBackup(zone: Zone, worst: readonly MxRecord[]): Fix {
  const [backup] = worst;
  const records = worst.map(({ record }) => record);
  return {
    title:
      worst.length === 1 && backup !== undefined
        ? say('Remove the backup {0}', zone.names.prose(backup.exchange))
        : say('Remove the {0} backups', worst.length),
    grade: 'unsafe',
    edits: removeRecords(zone, records),
  };
}
