import type { AbsoluteName } from '../../dns/name';
import { isCovered, parseMtaStsPolicy } from '../../policy/mtaStsPolicy';
import type { PolicyFailureReason } from '../../resolve/policyFetcher';
import { isPublicText, proseOf } from '../../rules/published';
import { type Message, say } from '../../text/message';
import { isNullMx, mxSetOf } from '../../zone/mxSet';
import type { Zone } from '../../zone/zone';
import type { World, WrittenPage } from './inquiries';
import { sayFirst, sayNone } from './published';
import { publishedFacts } from './worldFacts';

/** Names that are listed; the others are counted. */
const mostListed = 8;

/** The policy that a mail domain serves, and whether it covers the exchanges of the file. */
export function mtaStsRows(zone: Zone, owner: AbsoluteName, world: World): WrittenPage['rows'] {
  const domain = zone.names.text(owner);
  const exchanges = mxSetOf(zone, owner)
    .records.filter((mx) => !isNullMx(zone, mx))
    .map(({ exchange }) => proseOf(zone.names.text(exchange)));
  const inFile = exchanges.length === 0 ? undefined : sayFirst(exchanges, mostListed);
  const host = `mta-sts.${domain}`;
  const found = publishedFacts(world.dns).addresses(host);
  const address = found?.kind === 'known' ? found.items.find(isPublicText) : undefined;
  const row = (said: Message): WrittenPage['rows'] => [[say('Policy'), inFile, said]];
  if (address === undefined) return row(sayUnreachable(host, world));
  const fetched = world.dns.fetchPolicy(domain, address);
  if (fetched === undefined) return row(say('asking…'));
  if (fetched.kind === 'failure') return row(sayFetchFailure(fetched.reason));
  const policy = parseMtaStsPolicy(fetched.text);
  if (policy === undefined) return row(say('the policy is none that senders understand'));
  const { mode, patterns } = policy;
  const missing = exchanges.filter((exchange) => !isCovered(policy, exchange));
  const rows = row(say('{0}: {1}', mode, sayFirst(patterns, mostListed)));
  return mode === 'none' || missing.length === 0
    ? rows
    : [...rows, [say('Not covered'), sayFirst(missing, mostListed), undefined]];
}

/** Why there is no address to fetch a policy from. */
function sayUnreachable(host: string, { dns, timeout }: World): Message {
  const answers = [dns.ask(host, 'A'), dns.ask(host, 'AAAA')];
  if (answers.some((answer) => answer === undefined)) return say('asking…');
  if (answers.some((answer) => answer?.kind === 'rrset'))
    return say('not fetched: {0} has no public address', proseOf(host));
  const failure = answers.find((answer) => answer?.kind === 'failure') ?? answers[0];
  return say('{0}: {1}', proseOf(host), sayNone(failure, timeout));
}

function sayFetchFailure(reason: PolicyFailureReason): Message {
  switch (reason) {
    case 'timeout':
      return say('the policy did not come in time');
    case 'unreachable':
      return say('the web server can’t be reached');
    case 'certificate':
      return say('the certificate of the web server can’t be verified');
    case 'status':
      return say('the web server does not give the policy (another status than 200)');
    case 'media-type':
      return say('what the web server gives is no text/plain');
    case 'too-long':
      return say('the policy is too long');
    case 'unsupported':
      return say('a browser can’t fetch policies');
    case 'over-budget':
    case 'cancelled':
      return say('not asked to the end');
  }
}
