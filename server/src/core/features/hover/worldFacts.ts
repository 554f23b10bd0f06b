import { isSpf } from '../../policy/spf';
import type { Answer } from '../../resolve/resolver';
import { dnsFacts, type RouteFacts, ZoneFacts } from '../../route/facts';
import { nameToAsk } from '../../rules/names';
import { RRType } from '../../syntax/mnemonics';
import { scan } from '../../syntax/scanner';
import { isMissing, lookUpCanonical } from '../../zone/lookup';
import { decodeStrings, recordText } from '../../zone/recordText';
import type { RecordIndex, Zone } from '../../zone/zone';
import type { HoverDns } from './inquiries';

/** What a receiver of mail finds out, as far as it is known; names absolute with their final dot. */
export interface WorldFacts extends RouteFacts {
  /** The texts of a name's TXT records; empty where there are none. */
  readonly texts: (name: string) => readonly string[] | undefined;
}

/** What DNS says. */
export function publishedFacts(dns: HoverDns): WorldFacts {
  const route = dnsFacts((name, type) => {
    const answer = dns.ask(name, type);
    if (answer?.kind !== 'failure') return answer;
    return answer.reason === 'alias-loop' ? 'alias-loop' : undefined;
  });
  return { ...route, texts: (name) => publishedTexts(dns, name) };
}

/** What the file says, and beyond it DNS where that is asked. */
export function fileFacts(zone: Zone, beyond: WorldFacts | undefined): WorldFacts {
  const facts = new ZoneFacts(zone, beyond);
  return {
    mx: (name) => facts.mx(name),
    addresses: (name) => facts.addresses(name),
    texts: (domain) => {
      const name = nameToAsk(zone, domain.replace(/\.$/, ''));
      const answer = name === undefined ? undefined : lookUpCanonical(zone, name)?.answer;
      if (answer === undefined) return beyond?.texts(domain);
      if (isMissing(answer)) return [];
      if (answer.kind === 'elsewhere') return answer.said.spf.filter(isSpf);
      if (answer.kind !== 'node') return beyond?.texts(domain);
      return zone
        .recordsOf(answer.owner, RRType.TXT)
        .slice(0, mostTexts)
        .map((record) => textOf(zone, record));
    },
  };
}

/** More TXT records of a name are not looked at. */
const mostTexts = 100;

function textOf(zone: Zone, record: RecordIndex): string {
  return recordText(zone, record).text.slice(0, longestText);
}

/**
 * Characters of a policy that are looked at; a longer one has no hover. Nobody's is as long, and
 * whoever sends us one that takes time to read does not get it.
 */
export const longestText = 8192;

const nowhere = scan('');

/** Pages are written several times: each answer is decoded once. */
const decoded = new WeakMap<Answer, readonly string[]>();

/** The texts of the TXT records that DNS gives for a name; undefined where that is not known. */
export function publishedTexts(dns: HoverDns, name: string): readonly string[] | undefined {
  const answer = dns.ask(name, 'TXT');
  if (answer === undefined || answer.kind === 'failure') return undefined;
  if (answer.kind !== 'rrset') return [];
  const known = decoded.get(answer);
  if (known !== undefined) return known;
  const texts = answer.records
    .slice(0, mostTexts)
    .map(({ data }) => decodeStrings(nowhere, data).slice(0, longestText));
  decoded.set(answer, texts);
  return texts;
}
