import { a, aaaa } from './address';
import { apl } from './apl';
import { denials } from './denial';
import { digests } from './digest';
import type { RdataFormat } from './field';
import { dependents } from './gateway';
import { keys } from './key';
import { loc } from './loc';
import { locators } from './locator';
import { mx } from './mx';
import { naptr } from './naptr';
import { opaques } from './opaque';
import { preferredNames } from './preferredName';
import { services } from './service';
import { serviceBindings } from './serviceBinding';
import { signatures } from './signature';
import { singleNames } from './singleName';
import { soa } from './soa';
import { srv } from './srv';
import { texts } from './text';
import { twoNames } from './twoNames';
import { wks } from './wks';

/** Every type that has text of its own; all others are written as RFC 3597 5 has it. */
const formats: readonly RdataFormat[] = [
  a,
  aaaa,
  apl,
  loc,
  mx,
  naptr,
  soa,
  srv,
  wks,
  ...singleNames,
  ...twoNames,
  ...preferredNames,
  ...texts,
  ...digests,
  ...keys,
  ...signatures,
  ...denials,
  ...locators,
  ...services,
  ...serviceBindings,
  ...dependents,
  ...opaques,
];

// An array without holes up to the types that are everywhere; the few large numbers have a map.
const byType: (RdataFormat | undefined)[] = new Array(512).fill(undefined);
const rare = new Map<number, RdataFormat>();
for (const format of formats) {
  if (format.type < byType.length) byType[format.type] = format;
  else rare.set(format.type, format);
}

/** The RDATA format of a type, if it is known. */
export function findRdataFormat(type: number): RdataFormat | undefined {
  return type < byType.length ? byType[type] : rare.get(type);
}

/** The numbers of all types whose format is known. */
export function knownTypes(): readonly number[] {
  return formats.map(({ type }) => type);
}

/** True for types that exist in questions and messages only (RFC 6895 3.1), and for OPT. */
export function isMetaType(type: number): boolean {
  return type === 0 || type === 41 || (type >= 128 && type <= 255);
}
