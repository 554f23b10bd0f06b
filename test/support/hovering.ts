import { findHoverTarget } from '../../server/src/core/features/hover/find';
import {
  buildHover,
  type Hovered,
  type HoverOptions,
  type HoverTarget,
} from '../../server/src/core/features/hover/page';
import { neverCancelled } from '../../server/src/core/resolve/cancel';
import type { Inquiry } from '../../server/src/core/resolve/ledger';
import type { PolicyAnswer } from '../../server/src/core/resolve/policyFetcher';
import type { Answer, AnswerRecord, FailureReason } from '../../server/src/core/resolve/resolver';
import type { Zone } from '../../server/src/core/zone/zone';
import { withHead, zoneOf } from './marked';

export const moment = { unixTime: 1_795_305_600, date: 20261122 };

export const hoverOptions: HoverOptions = {
  translate: (template) => template,
  formatTime: () => '14:02:11',
  hasCommands: true,
};

/**
 * DNS as a table: `name type` to data, or what is answered instead; `server name type` where a server
 * is asked directly, `policy name` for the text of a policy. What is not listed is NODATA.
 */
export type DnsTable = Readonly<Record<string, readonly string[] | Answer['kind'] | FailureReason>>;

const asked = { server: '127.0.0.1', elapsed: 12, at: 0 };
const answered = { ...asked, authenticated: false, aliases: [], ttl: 3600 };

function answerFrom(table: DnsTable, { name, type, server }: Inquiry): Answer {
  const entry = table[server === undefined ? `${name} ${type}` : `${server} ${name} ${type}`];
  if (entry === undefined || entry === 'nodata') return { ...answered, kind: 'nodata' };
  if (entry === 'nxdomain') return { ...answered, kind: 'nxdomain' };
  if (typeof entry === 'string')
    return { ...asked, kind: 'failure', reason: entry as FailureReason };
  const records = entry.map((data): AnswerRecord => ({ name, type, ttl: 3600, data }));
  return { ...answered, kind: 'rrset', records };
}

/** What a hover shows once all is answered. */
async function askAll(target: HoverTarget, table: DnsTable): Promise<Hovered> {
  const policies = async (policyOf: string): Promise<PolicyAnswer> => {
    const text = table[`policy ${policyOf}`];
    return typeof text === 'object'
      ? { kind: 'policy', text: text.join('\n'), ttl: 60, server: '', at: 0 }
      : { kind: 'failure', reason: 'unreachable', server: '', at: 0 };
  };
  const sources = {
    dns: { resolve: async (inquiry: Inquiry) => answerFrom(table, inquiry) },
    policies: { fetch: ({ policyOf }: { policyOf: string }) => policies(policyOf) },
    nameServers: typeof table['nameServers'] === 'object' ? table['nameServers'] : [],
    timeout: 2000,
  };
  const lookup = target.ask?.(sources, neverCancelled);
  await lookup?.done;
  return lookup === undefined
    ? { page: target.page(), live: { kind: 'nothing' } }
    : { page: lookup.snapshot(), live: { kind: 'asked', timeout: 2000 } };
}

/** The hover at an offset of the first file; undefined where there is none. */
export function unaskedHover(zone: Zone, offset: number): Hovered | undefined {
  const target = findHoverTarget(zone, 0, offset, moment);
  return target && { page: target.page(), live: { kind: target.ask ? 'off' : 'nothing' } };
}

/** The hover where `|` stands in the zone, read as text: escapes taken away; '' for none. */
export async function hover(
  marked: string,
  dns: DnsTable | 'off' | 'untrusted' = 'off',
  hasCommands = false,
): Promise<string> {
  const text = withHead(marked);
  const offset = text.indexOf('|');
  const target = findHoverTarget(zoneOf(text.replace('|', '')), 0, offset, moment);
  if (target === undefined) return '';
  const kind = target.ask === undefined ? 'nothing' : typeof dns === 'string' ? dns : 'off';
  const hovered: Hovered =
    typeof dns === 'string' ? { page: target.page(), live: { kind } } : await askAll(target, dns);
  return unescaped(buildHover(hovered, { ...hoverOptions, hasCommands }));
}

/** Markdown as it is read. */
export function unescaped(markdown: string): string {
  return markdown.replaceAll('\u00a0', ' ').replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
