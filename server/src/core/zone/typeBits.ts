import { RRType } from '../syntax/mnemonics';

/** What a name owns, as bits; types that no check asks for share one. */
export const TypeBit = {
  a: 1,
  aaaa: 2,
  cname: 4,
  mx: 8,
  ns: 16,
  dname: 32,
  soa: 64,
  txt: 128,
  srv: 256,
  ptr: 512,
  tlsa: 1024,
  spf: 2048,
  ds: 4096,
  /** RRSIG, NSEC, NSEC3 and their forerunners: they may stand beside every other type. */
  dnssec: 8192,
  other: 16384,
} as const;

/** The bits of types whose number is below 64, by number: most records are asked for theirs. */
const bitsByType = new Int32Array(64).fill(TypeBit.other as number);
for (const [type, bit] of [
  [RRType.A, TypeBit.a],
  [RRType.NS, TypeBit.ns],
  [RRType.CNAME, TypeBit.cname],
  [RRType.SOA, TypeBit.soa],
  [RRType.PTR, TypeBit.ptr],
  [RRType.MX, TypeBit.mx],
  [RRType.TXT, TypeBit.txt],
  [RRType.SIG, TypeBit.dnssec],
  [RRType.KEY, TypeBit.dnssec],
  [RRType.AAAA, TypeBit.aaaa],
  [RRType.NXT, TypeBit.dnssec],
  [RRType.SRV, TypeBit.srv],
  [RRType.DNAME, TypeBit.dname],
  [RRType.DS, TypeBit.ds],
  [RRType.RRSIG, TypeBit.dnssec],
  [RRType.NSEC, TypeBit.dnssec],
  [RRType.NSEC3, TypeBit.dnssec],
  [RRType.TLSA, TypeBit.tlsa],
] as const)
  bitsByType[type] = bit;

/** What ends a zone's say: below NS records others answer, below a DNAME everything is elsewhere. */
export const cutBits = TypeBit.ns | TypeBit.dname;

export const addressBits = TypeBit.a | TypeBit.aaaa;

/** The TypeBit of a type. */
export function typeBit(type: number): number {
  if (type === RRType.SPF) return TypeBit.spf;
  return bitsByType[type] ?? TypeBit.other;
}
