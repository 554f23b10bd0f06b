import type { AbsoluteName } from '../../dns/name';
import { RRType, typeMnemonic } from '../../syntax/mnemonics';
import { tokenSpan, tokenText } from '../../syntax/syntax';
import { say } from '../../text/message';
import type { TextEdit } from '../../text/span';
import type { RecordIndex, Zone } from '../../zone/zone';
import { typeSpan } from '../edits';
import { nothing, ttlToken } from '../records';
import type { Judgement, OwnerRule } from '../rule';
import { findDuplicates } from '../sameRecord';

export const rule: OwnerRule = {
  id: 'rrset-ttl-mismatch',
  family: 'syntax',
  level: 'warning',
  scope: 'owner',
  types: -1,
  concerns: 'several',
  summary: 'The records of one RRset have several TTLs.',
  why: 'The records of one owner and type are one RRset and have one TTL. Name servers take one of them for all, and which one depends on the server.',
  references: [{ rfc: 2181, section: '5.2' }],
  examples: [
    {
      title: 'A TTL that only one record was given',
      zone: `
www   300 A 192.0.2.1
www   «3600» A 192.0.2.2
mail  A 192.0.2.3
`,
      fixed: `
www   300 A 192.0.2.1
www   300 A 192.0.2.2
mail  A 192.0.2.3
`,
    },
    {
      title: 'Some have their own, others that of $TTL',
      zone: `
@     MX 10 mail
      IN «5m» MX 20 mail2
      MX 30 mail3
mail  A 192.0.2.25
mail2 A 192.0.2.26
mail3 A 192.0.2.27
`,
      fixed: `
@     5m MX 10 mail
      IN 5m MX 20 mail2
      5m MX 30 mail3
mail  A 192.0.2.25
mail2 A 192.0.2.26
mail3 A 192.0.2.27
`,
    },
    {
      title: 'A new $TTL between them',
      zone: `
www   A 192.0.2.1
$TTL 5m
www   «A» 192.0.2.2
`,
    },
    {
      title: 'Other notations of the same time',
      zone: `
www   3600 A 192.0.2.1
      1h   A 192.0.2.2
           A 192.0.2.3
      60M  A 192.0.2.4
`,
    },
    {
      title: 'Other types and other owners are other RRsets; so are signatures of other types',
      zone: `
www   300 A    192.0.2.1
      600 AAAA 2001:db8::1
      300 RRSIG A 13 3 300 20300101000000 20260101000000 4711 example.com. AAAA
      600 RRSIG AAAA 13 3 600 20300101000000 20260101000000 4711 example.com. AAAA
mail  900 A    192.0.2.1
`,
    },
    {
      title: 'The same record with another TTL is one record too many, and said once',
      zone: `
www   300 A 192.0.2.1
      600 A 192.0.2.1
`,
      also: ['rr-duplicate'],
    },
  ],
  check: (zone, owner) => {
    const { ttls } = zone.records;
    const first = zone.firstOf(owner);
    if (first < 0) return nothing;
    const ttl = ttls.get(first);
    for (let record = zone.nextOf(first); record >= 0; record = zone.nextOf(record)) {
      if (ttls.get(record) !== ttl) return mayDiffer(zone, first) ? judge(zone, owner) : nothing;
    }
    return nothing;
  },
};

/** Owners with more records take the long look. */
const mostCompared = 32;

/** False where no two of an owner's records have one type and two TTLs; nothing is made to tell. */
function mayDiffer(zone: Zone, first: RecordIndex): boolean {
  const { types, ttls } = zone.records;
  let count = 0;
  for (let a = first; a >= 0; a = zone.nextOf(a)) {
    if (++count > mostCompared) return true;
    for (let b = first; b !== a; b = zone.nextOf(b))
      if (types.get(a) === types.get(b) && ttls.get(a) !== ttls.get(b)) return true;
  }
  return false;
}

/** An owner whose records do not all have the same TTL, as most have. */
function* judge(zone: Zone, owner: AbsoluteName): Generator<Judgement> {
  const { types, ttls } = zone.records;
  const sets = new Map<number, RecordIndex[]>();
  for (let record = zone.firstOf(owner); record >= 0; record = zone.nextOf(record)) {
    const type = types.get(record);
    if (type === RRType.RRSIG || type === RRType.SIG || ttls.get(record) < 0) continue;
    const set = sets.get(type);
    if (set === undefined) sets.set(type, [record]);
    else set.push(record);
  }
  let duplicates: ReadonlyMap<RecordIndex, RecordIndex> | undefined;
  for (const set of sets.values()) {
    const [first = -1] = set;
    if (set.every((record) => ttls.get(record) === ttls.get(first))) continue;
    duplicates ??= findDuplicates(zone, owner) ?? new Map();
    const own = set.filter((record) => duplicates?.has(record) !== true);
    for (const record of own) {
      if (ttls.get(record) !== ttls.get(first)) yield judgeRecord(zone, record, first, own);
    }
  }
}

function judgeRecord(
  zone: Zone,
  record: RecordIndex,
  first: RecordIndex,
  set: readonly RecordIndex[],
): Judgement {
  const { ttls, types } = zone.records;
  const token = ttlToken(zone, record);
  return {
    span: token < 0 ? typeSpan(zone, record) : tokenSpan(zone.syntaxOf(record), token),
    message: say(
      'This record has the TTL {0}, the first {1} record of {2} has {3}. An RRset has one TTL.',
      ttls.get(record),
      typeMnemonic(types.get(record)),
      zone.names.prose(zone.ownerOf(record)),
      ttls.get(first),
    ),
    related: [{ span: typeSpan(zone, first), message: say('This is the first one.') }],
    fixes: () => {
      const smallest = set.reduce((a, b) => (ttls.get(b) < ttls.get(a) ? b : a), first);
      return [
        {
          title: say('Give all of them the smallest TTL: {0}', writtenTtl(zone, smallest)),
          grade: 'unsafe',
          edits: set
            .filter((each) => ttls.get(each) !== ttls.get(smallest))
            .map((each) => setTtl(zone, each, writtenTtl(zone, smallest))),
        },
      ];
    },
  };
}

function writtenTtl(zone: Zone, record: RecordIndex): string {
  const token = ttlToken(zone, record);
  return token < 0 ? `${zone.records.ttls.get(record)}` : tokenText(zone.syntaxOf(record), token);
}

function setTtl(zone: Zone, record: RecordIndex, ttl: string): TextEdit {
  const token = ttlToken(zone, record);
  const { start, file } = typeSpan(zone, record);
  return token < 0
    ? { span: { file, start, end: start }, text: `${ttl} ` }
    : { span: tokenSpan(zone.syntaxOf(record), token), text: ttl };
}
