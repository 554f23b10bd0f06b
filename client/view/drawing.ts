import type {
  PictureHost,
  PictureStep,
  RoutePicture,
} from '../../server/src/core/features/routePicture';
import type { ViewLabels } from '../src/route/messages';
import { shape } from './elements';

/** Sizes in the drawing's own units, which are pixels where there is room. */
const box = { width: 190, gap: 14, perRow: 3, line: 16, padding: 10 } as const;
const left = 16;
const inner = box.perRow * box.width + (box.perRow - 1) * box.gap;
const frameWidth = inner + 2 * box.padding;
const side = 150;
const width = left + frameWidth + side + left;
const middle = left + frameWidth / 2;
const arrow = 44;

/** Characters that fit on a line of a box; those of names are bold. */
const longestLine = { name: 24, fact: 28 } as const;
const mostLines = 10;

/** Shared networks have frames of their own pattern, as colour alone tells nothing to some. */
const dashes = ['6 3', '2 3', '10 3 2 3', '14 4'];

/** The route as a ladder: time goes down, what is turned away goes out to the side. */
export function drawing(
  picture: RoutePicture,
  labels: ViewLabels,
  toggle: (host: PictureHost) => void,
): SVGSVGElement {
  const parts: SVGElement[] = [];
  let y = 12;
  parts.push(...label(middle, y, 34, labels.sender, 'sender'));
  y += 34;
  picture.steps.forEach((step, index) => {
    const isReached = step.state !== 'beyond';
    const says = index === 0 ? '' : labels.noConnection;
    parts.push(...downArrow(y, says, isReached));
    y += arrow;
    const drawn = drawStep(step, y, labels, toggle);
    parts.push(...drawn.parts);
    if (step.state === 'tried') parts.push(...rejection(y + drawn.height / 2, labels));
    y += drawn.height;
  });
  parts.push(...drawEnd(picture, y, labels));
  const height = y + arrow + 34 + 12;
  const title = shape('title', { id: 'drawing-title' }, `${picture.title}: ${picture.summary}`);
  const svg = shape(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      // The list below says the same, and takes the keyboard.
      role: 'img',
      'aria-labelledby': 'drawing-title',
    },
    title,
    arrowHead(),
    ...parts,
  );
  if (!(svg instanceof SVGSVGElement)) throw new TypeError('No drawing.');
  return svg;
}

/** Narrows the lines of boxes that are too wide in the font that is drawn with; only what is shown has a width. */
export function squeeze(drawn: ParentNode): void {
  const longest = box.width - 12;
  for (const text of drawn.querySelectorAll<SVGTextElement>('.host text'))
    if (text.getComputedTextLength() > longest) {
      text.setAttribute('textLength', String(longest));
      text.setAttribute('lengthAdjust', 'spacingAndGlyphs');
    }
}

function drawStep(
  step: PictureStep,
  top: number,
  labels: ViewLabels,
  toggle: (host: PictureHost) => void,
): { readonly parts: readonly SVGElement[]; readonly height: number } {
  const parts: SVGElement[] = [];
  let y = top + 24;
  for (let from = 0; from < step.hosts.length; from += box.perRow) {
    const row = step.hosts.slice(from, from + box.perRow);
    const lines = row.map((host) => linesOf(host, labels));
    const height = Math.max(...lines.map((each) => each.length)) * box.line + 2 * box.padding;
    const rowWidth = row.length * box.width + (row.length - 1) * box.gap;
    row.forEach((host, index) => {
      const x = middle - rowWidth / 2 + index * (box.width + box.gap);
      parts.push(drawHost(host, lines[index] ?? [], { x, y, height }, toggle));
    });
    y += height + box.gap;
  }
  if (step.more !== '') {
    parts.push(shape('text', { x: middle, y: y + 4, class: 'faint' }, step.more));
    y += box.line;
  }
  const height = y - top;
  const frame = shape('rect', {
    ...{ x: left, y: top, width: frameWidth, height, rx: 8 },
    class: `frame ${step.state}`,
  });
  const title = shape('text', { x: left + box.padding, y: top + 17, class: 'step' }, step.title);
  const mark =
    step.state === 'tried'
      ? [
          shape(
            'text',
            { x: left + frameWidth - box.padding, y: top + 17, class: 'mark' },
            `✓ ${labels.delivered}`,
          ),
        ]
      : [];
  return { parts: [frame, title, ...mark, ...parts], height };
}

/** A line of a host's box. */
interface BoxLine {
  readonly text: string;
  readonly kind: keyof typeof longestLine;
}

/** The lines of a host's box; its name comes first. */
function linesOf(host: PictureHost, labels: ViewLabels): readonly BoxLine[] {
  const { title, share, addresses, network, remarks, state } = host;
  const facts = [
    ...(state === 'down' ? [`✕ ${labels.noConnection}`] : []),
    ...(state === 'unusable' ? ['✕'] : []),
    ...(share === '' ? [] : [share]),
    ...addresses,
    ...(network === undefined ? [] : [`${labels.network} ${network.text}`]),
    ...remarks,
  ].filter((fact) => fact !== '');
  const lines = [...wrap(title, 'name'), ...facts.flatMap((fact) => wrap(fact, 'fact'))];
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), { text: '…', kind: 'fact' }];
}

function cut(text: string, longest: number): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}

/** Lines that fit into a box: parted at spaces, names and addresses that are longer also in themselves. */
function wrap(text: string, kind: BoxLine['kind']): readonly BoxLine[] {
  const longest = longestLine[kind];
  const lines: string[] = [];
  let line = '';
  for (const part of text.split(' ').flatMap((word) => partsOf(word, longest))) {
    const joined = line + part;
    if (line !== '' && [...joined.trimEnd()].length > longest) {
      lines.push(line);
      line = part;
    } else line = joined;
  }
  return [...lines, line].map((each) => ({ text: cut(each.trimEnd(), longest), kind }));
}

/** A word with the space behind it, or the parts of one that is too long for a line. */
function partsOf(word: string, longest: number): readonly string[] {
  const spaced = `${word} `;
  return word.length > longest ? (spaced.match(/[^.:]*[.:]+|[^.:]+/gu) ?? []) : [spaced];
}

function drawHost(
  host: PictureHost,
  lines: readonly BoxLine[],
  { x, y, height }: { readonly x: number; readonly y: number; readonly height: number },
  toggle: (host: PictureHost) => void,
): SVGElement {
  const texts = lines.map(({ text, kind }, index) =>
    shape(
      'text',
      {
        x: x + box.width / 2,
        y: y + box.padding + 12 + index * box.line,
        class: kind,
        // Names of one script must not turn the line of another around.
        direction: 'ltr',
        'unicode-bidi': 'isolate',
      },
      text,
    ),
  );
  const network =
    host.network === undefined
      ? {}
      : { 'stroke-dasharray': dashes[(host.network.number - 1) % dashes.length] ?? '' };
  const frame = shape('rect', { x, y, width: box.width, height, rx: 4, ...network });
  const cross =
    host.state === 'up'
      ? []
      : [shape('line', { x1: x, y1: y + height, x2: x + box.width, y2: y, class: 'cross' })];
  const whole = shape('title', {}, [host.title, ...host.addresses, ...host.remarks].join('\n'));
  const group = shape('g', { class: `host ${host.state}` }, whole, frame, ...cross, ...texts);
  group.addEventListener('click', () => toggle(host));
  return group;
}

function drawEnd(
  { steps, end }: RoutePicture,
  y: number,
  labels: ViewLabels,
): readonly SVGElement[] {
  // Where somebody takes the message, the queue is what is left if nobody did.
  const isEnd = end.outcome !== 'delivered';
  const says = steps.length === 0 ? '' : labels.noConnection;
  const text = isEnd ? end.text : labels.queued;
  return [
    ...downArrow(y, says, isEnd),
    ...label(middle, y + arrow, 34, cut(text, 80), isEnd ? 'end' : 'end beyond'),
  ];
}

function label(
  x: number,
  y: number,
  height: number,
  text: string,
  kind: string,
): readonly SVGElement[] {
  const wide = Math.min(frameWidth, Math.max(140, text.length * 7.5 + 24));
  return [
    shape('rect', { x: x - wide / 2, y, width: wide, height, rx: height / 2, class: kind }),
    shape('text', { x, y: y + height / 2 + 5, class: `${kind} words` }, text),
  ];
}

function downArrow(y: number, says: string, isReached: boolean): readonly SVGElement[] {
  const kind = isReached ? 'arrow' : 'arrow beyond';
  const line = shape('line', {
    ...{ x1: middle, y1: y, x2: middle, y2: y + arrow - 8 },
    class: kind,
    'marker-end': 'url(#head)',
  });
  const words =
    says === ''
      ? []
      : [shape('text', { x: middle + 10, y: y + arrow / 2, class: 'faint start' }, says)];
  return [line, ...words];
}

function rejection(y: number, { rejected, returned }: ViewLabels): readonly SVGElement[] {
  const from = left + frameWidth;
  return [
    shape('line', {
      ...{ x1: from, y1: y, x2: from + 26, y2: y },
      class: 'arrow',
      'marker-end': 'url(#head)',
    }),
    shape('text', { x: from + 38, y: y - 3, class: 'faint start' }, cut(rejected, 18)),
    shape('text', { x: from + 38, y: y + 13, class: 'faint start' }, cut(returned, 18)),
  ];
}

function arrowHead(): SVGElement {
  const tip = shape('path', { d: 'M0,0 L8,4 L0,8 z', class: 'tip' });
  const size = { markerWidth: 8, markerHeight: 8, refX: 1, refY: 4, orient: 'auto' };
  return shape('defs', {}, shape('marker', { id: 'head', ...size }, tip));
}
