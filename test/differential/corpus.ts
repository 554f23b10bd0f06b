import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from '../../server/src/core/lint';
import { scan } from '../../server/src/core/syntax/scanner';
import { buildZone } from '../../server/src/core/zone/build';
import { CanonicalZone } from '../../server/src/core/zone/canonicalZone';
import type { ZoneFile } from '../support/zoneGenerator';

/** As many as there are cores to speak of; each takes some ten milliseconds. */
const parallel = 4;

/** What another program makes of a zone: its records, or nothing, and what it says. */
export interface Reading {
  readonly output: string | undefined;
  readonly messages: string;
  /** All that it prints, whether it ends well or not. */
  readonly said: string;
}

/** Has a program read zones, each from a file of its own. */
export async function readAll(
  zones: readonly ZoneFile[],
  program: string,
  argumentsFor: (zone: ZoneFile, file: string) => readonly string[],
): Promise<readonly Reading[]> {
  const folder = await mkdtemp(join(tmpdir(), 'zone-mx-'));
  try {
    const readings: Reading[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < zones.length; index = next++) {
        const zone = zones[index];
        if (zone === undefined) continue;
        const file = join(folder, `${index}.zone`);
        await writeFile(file, zone.text);
        readings[index] = await run(program, argumentsFor(zone, file));
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
    return readings;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(program: string, options: readonly string[]): Promise<Reading> {
  return new Promise((resolve, reject) => {
    execFile(program, options, { maxBuffer: 1e8 }, (error, output, messages) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else
        resolve({
          output: error === null ? output : undefined,
          messages,
          said: `${output}\n${messages}`,
        });
    });
  });
}

/** What we make of it. */
interface OwnReading {
  readonly lines: readonly string[];
  /** What name servers refuse a zone for. */
  readonly errors: readonly string[];
  /** What some zones are refused for. */
  readonly doubts: readonly string[];
}

/** Rules that find what `named` refuses, whatever else the zone has. */
const refusing: ReadonlySet<string> = new Set([
  ...['syntax', 'soa-multiple', 'soa-missing', 'ns-missing', 'cname-and-other-data'],
  ...['cname-multiple', 'byte-order-mark', 'generate-too-large', 'owner-missing', 'class-mismatch'],
]);

/** It takes a delegation to a server without an address, and an SOA record without a TTL. */
const doubting: ReadonlySet<string> = new Set(['ns-has-no-address', 'ttl-missing']);

/** What we make of a zone. */
export function read({ origin, text }: ZoneFile): OwnReading {
  const zone = buildZone(scan(text), { origin: `${origin}.` });
  const findings = lint(zone);
  const templates = (ids: ReadonlySet<string>): readonly string[] =>
    findings.flatMap(({ rule, message }) => (ids.has(rule) ? message.template : []));
  const lines = [...new CanonicalZone(zone).blocks()].join('').split('\n').filter(Boolean);
  return { lines, errors: templates(refusing), doubts: templates(doubting) };
}

/** The zones of test/fixtures and the samples. */
export function fixtures(): readonly ZoneFile[] {
  return ['test/fixtures/quiet', 'test/fixtures/broken', 'samples'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.zone'))
      .map((name) => {
        const text = readFileSync(join(folder, name), 'utf8');
        const origin =
          /^; origin: (\S+)$/m.exec(text)?.[1] ??
          /^\$ORIGIN\s+(\S+)\.\s/m.exec(text)?.[1] ??
          (folder === 'samples' ? name.replace('.zone', '') : 'example.com');
        // The root has nothing before its final dot.
        return { name: `${folder}/${name}`, origin: origin === '.' ? '' : origin, text };
      })
      // Included files have a test of their own.
      .filter(({ text }) => !/^\$INCLUDE/im.test(text)),
  );
}
