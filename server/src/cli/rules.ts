import { rules } from '../core/rules/registry';
import type { Example, Rule } from '../core/rules/rule';
import { pageOf } from '../core/rules/rulePages';
import { withClosest } from '../core/text/closest';
import { say } from '../core/text/message';
import { type Arguments, colorOption, UsageError } from './arguments';
import { type Command, ExitStatus, type Host } from './command';
import { sayReference } from './formats/pretty';
import { createPaint, type Paint } from './paint';
import type { Terminal } from './terminal';
import { wrap } from './wrap';

export const rulesCommand: Command = {
  name: 'rules',
  usage: 'rules [ID]',
  summary: say('list the rules, or show one with its examples'),
  notes: [],
  options: [colorOption],
  run: showRules,
};

async function showRules(args: Arguments, { terminal }: Host): Promise<number> {
  const paint = createPaint(terminal.wantsColor(args.value('color')));
  const [id, unexpected] = args.positionals;
  if (unexpected !== undefined)
    throw new UsageError(say('“{0}” is one argument too many.', unexpected));
  await terminal.write(id === undefined ? catalogue(terminal, paint) : page(id, terminal, paint));
  return ExitStatus.clean;
}

function catalogue(terminal: Terminal, paint: Paint): string {
  const rows = rules.map((rule) => ({
    rule,
    level: rule.level,
    summary: terminal.language.summaryOf(rule),
  }));
  const idWidth = Math.max(...rows.map(({ rule }) => rule.id.length));
  const levelWidth = Math.max(...rows.map(({ level }) => level.length));
  return rows
    .flatMap(({ rule, level, summary }) => {
      const indent = idWidth + levelWidth + 4;
      const [first = '', ...rest] = wrap(summary, Math.max(30, terminal.columns - indent));
      const painted = paintLevel(rule, level.padEnd(levelWidth), paint);
      return [
        `${paint.strong(rule.id.padEnd(idWidth))}  ${painted}  ${first}\n`,
        ...rest.map((line) => `${' '.repeat(indent)}${line}\n`),
      ];
    })
    .join('');
}

function page(id: string, terminal: Terminal, paint: Paint): string {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) {
    const ids = rules.map((each) => each.id);
    throw new UsageError(withClosest(say('There is no rule “{0}”.', id), id, ids));
  }
  const width = Math.min(terminal.columns, 90);
  const text = (words: string): string => `${wrap(words, width).join('\n')}\n`;
  const title = (words: string): string => paint.strong(words);
  const found = rule.examples.filter(({ zone }) => zone.includes('«'));
  const silent = rule.examples.filter(({ zone }) => !zone.includes('«'));
  const level = paintLevel(rule, rule.level, paint);
  const parts = [
    `${title(rule.id)} (${level})\n`,
    text(terminal.language.summaryOf(rule)),
    title(terminal.word(say('Why it matters'))),
    text(rule.why),
    ...section(say('What is found'), found),
    ...section(say('What is not'), silent),
  ];
  if (rule.ignore !== undefined)
    parts.push(title(terminal.word(say('When to leave it'))), text(rule.ignore));
  parts.push(`${rule.references.map(sayReference).join(', ')}\n${pageOf(rule.id)}\n`);
  return parts.join('\n');

  function section(
    heading: ReturnType<typeof say>,
    examples: readonly Example[],
  ): readonly string[] {
    if (examples.length === 0) return [];
    return [
      title(terminal.word(heading)),
      ...examples.map((example) => showExample(example, terminal, paint)),
    ];
  }
}

function showExample(
  { title, zone, fixed, dns }: Example,
  terminal: Terminal,
  paint: Paint,
): string {
  const lines = [`${title}:`, '', ...markedLines(zone, paint)];
  if (dns !== undefined)
    lines.push('', terminal.word(say('What DNS says:')), '', ...markedLines(dns, paint));
  if (fixed !== undefined)
    lines.push('', terminal.word(say('After the first fix:')), '', ...markedLines(fixed, paint));
  return `${lines.join('\n')}\n`;
}

/** The zone text, with carets under what stands between the marks. */
function markedLines(zone: string, paint: Paint): readonly string[] {
  return zone
    .replace(/^\n|\n$/g, '')
    .split('\n')
    .flatMap((marked) => {
      const line = `    ${marked.replace(/[«»]/g, '')}`;
      if (!marked.includes('«')) return [line.trimEnd()];
      return [line, paint.strong(caretsOf(`    ${marked}`))];
    });
}

function caretsOf(marked: string): string {
  let isMarked = false;
  let carets = '';
  for (const character of marked) {
    if (character === '«') isMarked = true;
    else if (character === '»') isMarked = false;
    else carets += isMarked ? '^' : ' ';
  }
  return carets.trimEnd();
}

/** A level is a word that is typed, so it is the same in every language. */
function paintLevel({ level }: Rule, text: string, paint: Paint): string {
  return level === 'off' ? paint.faint(text) : paint.severity(level, text);
}
