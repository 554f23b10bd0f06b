/**
 * The library holds every public suffix and takes tens of milliseconds to load, so that it is loaded
 * when the first name needs it: most zones name no top-level domain but those below.
 */
declare const require: (id: 'tldts') => Pick<typeof import('tldts'), 'parse'>;

/** Top-level domains that are public suffixes and have no other public suffix below them. */
const plainTopLevels: ReadonlySet<string> = new Set([
  'biz',
  'ch',
  'com',
  'de',
  'eu',
  'info',
  'net',
  'nl',
  'org',
]);

const options = { extractHostname: false, validateHostname: false, allowPrivateDomains: false };

/** True for a top-level domain below which anyone registers domains, and no other suffix lies. */
export function isPlainTopLevel(label: string): boolean {
  return plainTopLevels.has(label);
}

/** True for a top-level domain that ICANN’s root zone has, without a dot. */
export function isTopLevelDomain(label: string): boolean {
  return plainTopLevels.has(label) || parse(`a.${label}`).isIcann === true;
}

/** True for a name below which anyone may register a domain, such as `co.uk`. */
export function isPublicSuffix(name: string): boolean {
  if (!name.includes('.')) return isTopLevelDomain(name);
  if (plainTopLevels.has(topLevelOf(name))) return false;
  return parse(`a.${name}`).publicSuffix === name;
}

/** True for a name below a public suffix, such as `mx.example.co.uk`. */
export function isBelowPublicSuffix(name: string): boolean {
  if (!name.includes('.')) return false;
  if (plainTopLevels.has(topLevelOf(name))) return true;
  const { isIcann, publicSuffix } = parse(name);
  return isIcann === true && publicSuffix !== name;
}

/** True for a name directly below a public suffix: what is registered. */
export function isRegistrable(name: string): boolean {
  const above = name.slice(name.indexOf('.') + 1);
  return above !== name && isPublicSuffix(above) && !isPublicSuffix(name);
}

/** The part of a name that is registered, such as `example.co.uk`; undefined where there is none. */
export function registrableDomain(name: string): string | undefined {
  const { domain, isIcann } = parse(name);
  return isIcann === true && domain !== null ? domain : undefined;
}

function topLevelOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function parse(name: string) {
  return require('tldts').parse(name, options);
}
