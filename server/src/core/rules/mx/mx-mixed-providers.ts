import type { AbsoluteName } from '../../dns/name';
import { Hostings, type ProviderSet } from '../../providers/hosting';
import type { Provider } from '../../providers/provider';
import { RRType } from '../../syntax/mnemonics';
import { type Message, say } from '../../text/message';
import type { MxRecord } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import { removeRecords, replaceRdata } from '../edits';
import { type HostedExchange, hostedExchanges } from '../hostedExchanges';
import type { Fix, Judgement, MxSetRule } from '../rule';

export const rule: MxSetRule = {
  id: 'mx-mixed-providers',
  family: 'mx',
  level: 'warning',
  scope: 'mx-set',
  summary:
    'Exchanges of two mail hosters stand side by side, or an outdated or incomplete set of one.',
  why: 'Each hoster handles the mail that it gets by itself: with two of them, part of the mail lies where nobody looks. A set that a hoster no longer documents may stop to work; from one that is incomplete, the hosts that step in are missing. Only what hosters document publicly is known here.',
  ignore: 'The one passes mail on to the other on purpose, whichever of them gets it.',
  references: [{ rfc: 5321, section: '5.1' }],
  examples: [
    {
      title: 'The former hoster was forgotten',
      zone: `
@     MX 0 example-com.mail.protection.outlook.com.
      MX 10 «mx01.kundenserver.de.»
`,
      fixed: '@     MX 0 example-com.mail.protection.outlook.com.',
    },
    {
      title: 'Two of five: what is missing is filled in',
      zone: `
@     MX 1 «aspmx.l.google.com.»
      MX 5 alt1.aspmx.l.google.com.
`,
      fixed: `
@     MX 1 aspmx.l.google.com.
      MX 5 alt1.aspmx.l.google.com.
      MX 5 alt2.aspmx.l.google.com.
      MX 10 alt3.aspmx.l.google.com.
      MX 10 alt4.aspmx.l.google.com.
`,
    },
    {
      title: 'An exchange of a set that is no longer documented',
      zone: `
@     MX 1 aspmx.l.google.com.
      MX 5 alt1.aspmx.l.google.com.
      MX 5 alt2.aspmx.l.google.com.
      MX 10 «aspmx2.googlemail.com.»
      MX 10 aspmx3.googlemail.com.
`,
    },
    {
      title: 'Half of one set, half of another',
      zone: `
@     MX 10 mx00.ionos.de.
      MX 10 «mx01.kundenserver.de.»
`,
      fixed: `
@     MX 10 mx00.ionos.de.
      MX 10 mx01.ionos.de.
`,
    },
    {
      title: 'A provider’s current set, and a former one that still works',
      zone: `
@     MX 1 smtp.google.com.
sub   MX 1 ASPMX.L.GOOGLE.COM.
      MX 5 ALT1.ASPMX.L.GOOGLE.COM.
      MX 5 ALT2.ASPMX.L.GOOGLE.COM.
      MX 10 ALT3.ASPMX.L.GOOGLE.COM.
      MX 10 ALT4.ASPMX.L.GOOGLE.COM.
      MX 15 abc123.mx-verification.google.com.
`,
    },
    {
      title: 'Two hosts that a provider names after its customer, on the way from one to the other',
      zone: `
@     MX 0 example-com.mail.protection.outlook.com.
      MX 20 example-com.j-v1.mx.microsoft.
`,
    },
    {
      title: 'A filter, which passes mail on to the mailboxes behind it',
      zone: `
@     MX 10 mxa-0012ab34.gslb.pphosted.com.
      MX 10 mxb-0012ab34.gslb.pphosted.com.
      MX 90 example-com.mail.protection.outlook.com.
`,
    },
    {
      title: 'Other preferences than the documented ones',
      zone: `
@     MX 0 in1-smtp.messagingengine.com.
      MX 5 in2-smtp.messagingengine.com.
`,
    },
    {
      title: 'Hosts of nobody whose sets are known',
      zone: `
@     MX 10 mx1.mailhost.net.
      MX 20 mx2.mailhost.net.
`,
    },
  ],
  check: (zone, set) => {
    const hosted = hostedExchanges(zone, set);
    const main = hosted && mainProvider(hosted);
    if (hosted === undefined || main === undefined) return [];
    const stranger = hosted.find((each) => isStranger(each, main));
    if (stranger?.provider !== undefined)
      return [twoProviders(zone, hosted, main, stranger, stranger.provider)];
    if (hosted.some(({ provider }) => provider !== main)) return [];
    const judgement = oneProvider(zone, hosted, main);
    return judgement === undefined ? [] : [judgement];
  },
};

/** True for an exchange of another hoster. A filter passes mail on: mx-backup-elsewhere speaks there. */
function isStranger({ provider }: HostedExchange, main: Provider): boolean {
  if (provider === undefined || provider === main) return false;
  return provider.isFilter !== true && main.isFilter !== true;
}

/** The provider of the most preferred exchange that is a known one’s. */
function mainProvider(hosted: readonly HostedExchange[]): Provider | undefined {
  let best: HostedExchange | undefined;
  for (const each of hosted) {
    if (each.provider === undefined) continue;
    if (best === undefined || each.mx.preference < best.mx.preference) best = each;
  }
  return best?.provider;
}

function twoProviders(
  zone: Zone,
  hosted: readonly HostedExchange[],
  main: Provider,
  stranger: HostedExchange,
  other: Provider,
): Judgement {
  const own = hosted.find(({ provider }) => provider === main) ?? stranger;
  return {
    span: stranger.mx.exchangeSpan,
    message: say(
      '{0} belongs to {1}, and {2} to {3}. Each handles the mail that it gets by itself, so that part of it never arrives at the other.',
      zone.names.prose(stranger.exchange),
      other.name,
      zone.names.prose(own.exchange),
      main.name,
    ),
    related: [
      { span: own.mx.exchangeSpan, message: say('This exchange belongs to {0}.', main.name) },
    ],
    fixes: () => [
      ...keepProvider(zone, hosted, main),
      ...(hosted.every(({ provider }) => provider === main || provider === other)
        ? keepProvider(zone, hosted, other)
        : []),
    ],
  };
}

/** The records of one provider are kept, where they suffice; else its set takes their place. */
function keepProvider(
  zone: Zone,
  hosted: readonly HostedExchange[],
  provider: Provider,
): readonly Fix[] {
  const kept = hosted.filter((each) => each.provider === provider);
  const exchanges = kept.map(({ exchange }) => exchange);
  const isSufficient =
    isIndividual(provider) || Hostings.of(zone.names).isComplete(provider, exchanges);
  if (!isSufficient)
    return replaceAll(zone, hosted, provider, closestSet(zone, provider, exchanges));
  const removed = hosted.filter((each) => each.provider !== provider);
  return [
    {
      title: say('Keep the exchanges of {0} only', provider.name),
      grade: 'unsafe',
      edits: removeRecords(
        zone,
        removed.map(({ mx }) => mx.record),
      ),
    },
  ];
}

function oneProvider(
  zone: Zone,
  hosted: readonly HostedExchange[],
  provider: Provider,
): Judgement | undefined {
  const hostings = Hostings.of(zone.names);
  const exchanges = hosted.map(({ exchange }) => exchange);
  if (isIndividual(provider) || hostings.isComplete(provider, exchanges)) return undefined;
  // A host that is in no documented set may serve a purpose that is not known here.
  if (!exchanges.every((exchange) => isDocumented(zone, provider, exchange))) return undefined;
  const set = closestSet(zone, provider, exchanges);
  const misfit = hosted.find(({ exchange }) => !set.some(({ matches }) => matches(exchange)));
  const marked = misfit ?? hosted[0];
  if (marked === undefined) return undefined;
  return {
    span: marked.mx.exchangeSpan,
    message:
      misfit === undefined
        ? sayIncomplete(provider, set, exchanges)
        : sayMisfit(zone, provider, misfit.exchange),
    fixes: () => replaceAll(zone, hosted, provider, set),
  };
}

function sayIncomplete(
  provider: Provider,
  set: ProviderSet,
  exchanges: readonly AbsoluteName[],
): Message {
  const missing = set.filter(({ matches }) => !exchanges.some(matches)).map(({ host }) => host);
  return say(
    '{0} documents a set of {1} exchanges. Missing here: {2}.',
    provider.name,
    set.length,
    missing.join(', '),
  );
}

function sayMisfit(zone: Zone, provider: Provider, misfit: AbsoluteName): Message {
  const isCurrent = Hostings.of(zone.names)
    .setsOf(provider)
    .some((set) => set.some(({ matches }) => matches(misfit)));
  const name = zone.names.prose(misfit);
  return isCurrent
    ? say('{0} belongs to another set of {1} than the other exchanges.', name, provider.name)
    : say(
        '{0} is of a set that {1} no longer documents; it may stop to work.',
        name,
        provider.name,
      );
}

/** True for a provider with hosts of its customers’ own: how many of them belong together, it knows. */
function isIndividual({ sets }: Provider): boolean {
  return sets.length === 0 || sets.some((set) => set.some((line) => line.includes('*')));
}

function isDocumented(zone: Zone, provider: Provider, exchange: AbsoluteName): boolean {
  const name = zone.names.prose(exchange);
  return [...provider.sets, ...(provider.outdated ?? [])].some((set) =>
    set.some((line) => line.endsWith(` ${name}`)),
  );
}

/** The set that has the most of the exchanges; of several the first. */
function closestSet(
  zone: Zone,
  provider: Provider,
  exchanges: readonly AbsoluteName[],
): ProviderSet {
  let closest: ProviderSet = [];
  let most = -1;
  for (const set of Hostings.of(zone.names).setsOf(provider)) {
    const count = exchanges.filter((each) => set.some(({ matches }) => matches(each))).length;
    if (count <= most) continue;
    closest = set;
    most = count;
  }
  return closest;
}

/** The set takes the place of the first record; the others go. */
function replaceAll(
  zone: Zone,
  hosted: readonly HostedExchange[],
  provider: Provider,
  set: ProviderSet,
): readonly Fix[] {
  const [first, ...others] = hosted.map(({ mx }: { mx: MxRecord }) => mx.record);
  const isWhole = set.length > 0 && set.every(({ preference }) => !Number.isNaN(preference));
  if (first === undefined || !isWhole) return [];
  const { file } = zone.syntaxOf(first);
  if (others.some((record) => zone.syntaxOf(record).file !== file)) return [];
  const records = set.map(({ preference, host }) => ({
    type: RRType.MX,
    rdata: `${preference} ${host}.`,
  }));
  const edit = replaceRdata(zone, first, records);
  if (edit === undefined) return [];
  return [
    {
      title: say(
        'Replace by the set of {0}: {1}',
        provider.name,
        set.map(({ host }) => host).join(', '),
      ),
      grade: 'unsafe',
      edits: [edit, ...removeRecords(zone, others)],
    },
  ];
}
