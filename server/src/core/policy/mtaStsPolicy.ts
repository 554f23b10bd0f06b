/** What an MTA-STS policy demands of senders (RFC 8461 3.2). */
export interface MtaStsPolicy {
  readonly mode: 'enforce' | 'testing' | 'none';
  /** Names of exchanges in lower case, a first label of `*` for any one label. */
  readonly patterns: readonly string[];
}

/** More lines than these are no policy. */
const mostLines = 1000;

const modes = ['enforce', 'testing', 'none'] as const;

/** Reads a policy; undefined where senders would not take it for one. */
export function parseMtaStsPolicy(text: string): MtaStsPolicy | undefined {
  const lines = text.split(/\r?\n/, mostLines + 1);
  if (lines.length > mostLines) return undefined;
  const fields = lines.flatMap((line) => {
    // All of it fits at the first attempt: a web server may send a long row of blanks.
    const [, key, value = ''] =
      /^([a-z0-9][\w.-]{0,31})[ \t]*:[ \t]*(.*[^ \t])?/is.exec(line) ?? [];
    return key === undefined ? [] : { key, value };
  });
  // Where a field is there twice, the first counts.
  const first = (key: string): string | undefined => fields.find((each) => each.key === key)?.value;
  const mode = modes.find((each) => each === first('mode'));
  if (first('version') !== 'STSv1' || mode === undefined) return undefined;
  if (!/^\d{1,10}$/.test(first('max_age') ?? '')) return undefined;
  const patterns = fields.filter(({ key }) => key === 'mx').map(({ value }) => value.toLowerCase());
  return patterns.length === 0 && mode !== 'none' ? undefined : { mode, patterns };
}

/** Whether a policy covers an exchange, given without its final dot (RFC 8461 4.1). */
export function isCovered({ patterns }: MtaStsPolicy, exchange: string): boolean {
  const name = exchange.toLowerCase();
  const dot = name.indexOf('.');
  // The wildcard stands for exactly one label.
  const wildcard = dot < 0 ? undefined : `*${name.slice(dot)}`;
  return patterns.some((pattern) => pattern === name || pattern === wildcard);
}
