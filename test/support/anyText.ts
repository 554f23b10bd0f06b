import assert from 'node:assert/strict';
import { findLenses, LensWording } from '../../server/src/core/features/codeLens';
import { collectSafeEdits } from '../../server/src/core/features/fixAll';
import { type FormatOptions, formatChoices } from '../../server/src/core/features/format/options';
import { buildHover } from '../../server/src/core/features/hover/page';
import { findInlayHints } from '../../server/src/core/features/inlayHints';
import { pasteRecords } from '../../server/src/core/features/pasteRecords';
import { refactorings } from '../../server/src/core/features/refactor/refactorings';
import { saySkipped, summarizeRoute } from '../../server/src/core/features/routeWords';
import { findSemanticTokens } from '../../server/src/core/features/semanticTokens';
import { readHistory } from '../../server/src/core/history';
import { importRecords } from '../../server/src/core/import/import';
import { lint } from '../../server/src/core/lint';
import { ZoneFacts } from '../../server/src/core/route/facts';
import { planRoute } from '../../server/src/core/route/route';
import { survey } from '../../server/src/core/route/survey';
import type { Finding } from '../../server/src/core/rules/rule';
import { RRType } from '../../server/src/core/syntax/mnemonics';
import { scan } from '../../server/src/core/syntax/scanner';
import type { Syntax } from '../../server/src/core/syntax/syntax';
import type { Message } from '../../server/src/core/text/message';
import { applyEdits, isOwnSpan, type Span } from '../../server/src/core/text/span';
import { finish } from '../../server/src/core/text/steps';
import { buildZone } from '../../server/src/core/zone/build';
import { CanonicalZone } from '../../server/src/core/zone/canonicalZone';
import { findSerial } from '../../server/src/core/zone/soaSerial';
import type { Zone } from '../../server/src/core/zone/zone';
import { checkFormat, checkGaps } from './formatChecks';
import { hoverOptions, unaskedHover } from './hovering';

const origin = 'example.com.';

/** What holds of every text, whatever is in it: each throws where it does not. */
export const checksOfAnyText: Readonly<Record<string, (text: string) => void>> = {
  entries: checkEntries,
  findings: checkFindings,
  history: checkHistory,
  canonical: checkCanonical,
  features: checkFeatures,
  'between the lines': checkBetweenLines,
  refactorings: checkRefactorings,
  paste: checkPaste,
  routes: checkRoutes,
  format: (text) => {
    const options = optionsFor(text);
    checkFormat(text, options);
    checkGaps(text, options);
  },
};

/** The work that has to take linear time. */
export function checkOnce(text: string): readonly Finding[] {
  return lint(buildZone(scan(text), { fallbackOrigin: origin }));
}

/** Entries and tokens cover the text in order, and nothing but blanks lies between tokens. */
function checkEntries(text: string): void {
  const syntax = scan(text);
  const { entryStarts, entryTokens, entryCount, tokenStarts, tokenEnds } = syntax;
  const parts = Array.from({ length: entryCount }, (_, entry) =>
    text.slice(entryStarts.get(entry), entryStarts.get(entry + 1)),
  );
  assert.equal(parts.join(''), text);
  assert.ok(entryCount === 1 || !parts.includes(''), 'An entry is empty.');
  for (let entry = 0, position = 0; entry < entryCount; entry++) {
    for (let token = entryTokens.get(entry); token < entryTokens.get(entry + 1); token++) {
      assert.ok(tokenStarts.get(token) >= entryStarts.get(entry));
      assert.ok(tokenEnds.get(token) > tokenStarts.get(token));
      assert.ok(tokenEnds.get(token) <= entryStarts.get(entry + 1));
      assert.match(text.slice(position, tokenStarts.get(token)), /^\ufeff?[ \t\f\v\r\n]*$/);
      position = tokenEnds.get(token);
    }
  }
  for (const { span, message } of syntax.errors.errors) {
    checkSpan(text, span);
    checkMessage(message);
  }
}

/** Each finding lies in the text, can be worded, and each of its fixes can be applied. */
function checkFindings(text: string): void {
  const findings = checkOnce(text);
  for (const { span, message, related = [], fixes } of findings) {
    checkSpan(text, span);
    checkMessage(message);
    for (const each of related) {
      assert.ok(isOwnSpan(each.span), 'no other file is known');
      checkSpan(text, each.span);
      checkMessage(each.message);
    }
    for (const { title, edits } of fixes?.() ?? []) {
      checkMessage(title);
      for (const edit of edits) checkSpan(text, edit.span);
      checkOnce(applyEdits(text, edits));
    }
  }
  checkOnce(applyEdits(text, collectSafeEdits(findings)));
}

/** A text has the records that it has, whatever its lines end with; its serial can be shown. */
function checkHistory(text: string): void {
  const zone = buildZone(scan(text), { origin });
  const other = buildZone(scan(text.replaceAll(/\r?\n/g, '\r\n')), { origin });
  assert.notEqual(finish(readHistory(zone, other))?.isChanged, true);
  const serial = findSerial(zone);
  if (serial === undefined) return;
  checkSpan(text, serial.span);
  assert.equal(
    unaskedHover(zone, serial.span.end)?.page.title === String(serial.value),
    serial.isWritten,
  );
}

/** Reading canonical text again changes nothing. */
function checkCanonical(text: string): void {
  const zone = buildZone(scan(text), { origin });
  const lines = [...new CanonicalZone(zone).blocks()].join('');
  // Of two zones in one file, the other one may come first the second time.
  const { types } = zone.records;
  let soaCount = 0;
  for (let record = 0; record < types.length; record++)
    if (types.get(record) === RRType.SOA) soaCount++;
  if (zone.errors.length > 0 || soaCount > 1) return;
  const again = buildZone(scan(lines), { origin: zone.names.text(zone.apex) });
  assert.deepEqual(again.errors, []);
  assert.equal([...new CanonicalZone(again).blocks()].join(''), lines);
}

/** Hovers and semantic tokens can be made everywhere. */
function checkFeatures(text: string): void {
  const syntax = scan(text);
  const zone = buildZone(syntax, { fallbackOrigin: origin });
  for (let entry = 0; entry < Math.min(syntax.entryCount, 50); entry++)
    checkHover(zone, syntax.entryStarts.get(entry + 1) - 2);
  checkTokens(zone, syntax);
}

/** Inlay hints and code lenses lie in the text and can be worded. */
function checkBetweenLines(text: string): void {
  const zone = buildZone(scan(text), { fallbackOrigin: origin });
  const hints = { names: 'all', ttl: 'all', owners: true, serial: true } as const;
  const moment = { unixTime: 1_795_305_600, date: 20261122 };
  const stretch = { start: 0, end: text.length };
  for (const { offset, label, tooltip } of findInlayHints(zone, stretch, hints, moment)) {
    assert.ok(offset >= 0 && offset <= text.length);
    checkMessage(label);
    checkMessage(tooltip);
  }
  const wording = new LensWording(zone);
  for (const { span, kind } of findLenses(zone, { route: true, references: true })) {
    checkSpan(text, span);
    const words = wording.wordsAt(span.start, kind);
    assert.ok(words !== undefined, `the ${kind} of the record at ${span.start}`);
    checkMessage(words.title);
  }
}

/** What is written in another way says the same. */
function checkRefactorings(text: string): void {
  const zone = buildZone(scan(text), { fallbackOrigin: origin });
  const before = canonicalOf(text);
  const { entryStarts, entryCount, tokenStarts, entryTokens } = scan(text);
  for (let entry = 0; entry < Math.min(entryCount, 12); entry++) {
    const rdata = tokenStarts.get(Math.max(entryTokens.get(entry), entryTokens.get(entry + 1) - 1));
    for (const start of new Set([entryStarts.get(entry), rdata])) {
      for (const find of refactorings) {
        for (const { name, title, edits } of find(zone, { start, end: start })) {
          checkMessage(title);
          for (const edit of edits) checkSpan(text, edit.span);
          const after = canonicalOf(applyEdits(text, edits));
          if (name !== 'splitText' && before !== undefined) assert.equal(after, before, name);
        }
      }
    }
  }
}

/** The canonical text of a zone that is in order. */
function canonicalOf(text: string): string | undefined {
  const zone = buildZone(scan(text), { fallbackOrigin: origin });
  if (zone.errors.length > 0) return undefined;
  return [...new CanonicalZone(zone).blocks()].join('');
}

/** Records can be pasted anywhere, and what is copied can be any text. */
function checkPaste(text: string): void {
  const zone = buildZone(scan(text), { fallbackOrigin: origin });
  const copied = 'mail.example.com has address 192.0.2.1';
  for (const start of [0, text.length >> 1, text.length]) {
    const paste = pasteRecords(zone, text, { start, end: start }, copied, optionsFor(text));
    if (paste === undefined) continue;
    for (const { span } of paste.further) checkSpan(text, span);
    assert.ok(paste.text.includes('192.0.2.1'));
  }
  for (const { owner, rdata } of importRecords(text, { owner: origin, all: true }).records)
    assert.doesNotMatch(owner + rdata, /[\r\n]/);
}

/** A route has each exchange once, in a group or left out; groups go up, and their shares make one. */
function checkRoutes(text: string): void {
  const facts = new ZoneFacts(buildZone(scan(text), { fallbackOrigin: origin }));
  for (const owner of facts.owners().slice(0, 50)) {
    const route = planRoute(owner, facts);
    // Whose alias leads out of the zone has a route that is not known.
    if (route === undefined) continue;
    const { groups, skipped, outcome } = route;
    const names = [...skipped, ...groups.flatMap(({ exchanges }) => exchanges)].map(
      ({ name }) => name,
    );
    assert.equal(new Set(names).size, names.length);
    assert.equal(outcome === 'delivered', groups.length > 0);
    for (const [index, { preference, exchanges }] of groups.entries()) {
      assert.ok(preference > (groups[index - 1]?.preference ?? -1));
      const whole = exchanges.reduce((sum, { share }) => sum + share, 0);
      assert.ok(Math.abs(whole - 1) < 1e-6);
    }
    checkMessage(summarizeRoute(route));
    for (const each of skipped) checkMessage(saySkipped(each));
    survey(route);
  }
}

function checkHover(zone: Zone, offset: number): void {
  const hovered = unaskedHover(zone, offset);
  if (hovered === undefined) return;
  assert.doesNotMatch(buildHover(hovered, hoverOptions), /undefined|NaN/);
}

function checkTokens(zone: Zone, syntax: Syntax): void {
  let position = 0;
  for (const { start, end } of findSemanticTokens(zone, { start: 0, end: syntax.text.length })) {
    assert.ok(start >= position && end > start && end <= syntax.text.length);
    assert.doesNotMatch(syntax.text.slice(start, end), /[\r\n]/);
    position = end;
  }
}

/** A message has an argument for each of its places. */
function checkMessage({ template, args }: Message): void {
  for (const [, index] of template.matchAll(/\{(\d+)\}/g)) {
    const argument = args[Number(index)];
    assert.ok(argument !== undefined && !Number.isNaN(argument), template);
    if (typeof argument === 'object') checkMessage(argument);
  }
}

function checkSpan(text: string, { file, start, end }: Span): void {
  assert.ok(file === 0 && start >= 0 && start <= end && end <= text.length, `${start}-${end}`);
}

/** Options that depend on the text alone, so that a text that fails does so again. */
function optionsFor(text: string): FormatOptions {
  let hash = text.length;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0;
  const pick = <Choice>(choices: readonly [Choice, ...Choice[]]): Choice => {
    const choice = choices[hash % choices.length] ?? choices[0];
    hash = Math.floor(hash / choices.length);
    return choice;
  };
  return {
    indentation: pick(formatChoices.indentation),
    fallback: pick(['spaces', 'tabs']),
    tabSize: pick([8, 4, 3, 1]),
    repeatedOwners: pick(formatChoices.repeatedOwners),
    ttl: pick(formatChoices.ttl),
    class: pick(formatChoices.class),
    soa: pick(formatChoices.soa),
    mnemonics: pick(formatChoices.mnemonics),
  };
}
