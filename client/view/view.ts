// The page of the mail-route view: what the extension tells is drawn and listed, what is clicked is
// told. Text comes from zone files and DNS: it only ever becomes text nodes.
import type { PictureHost, RoutePicture } from '../../server/src/core/features/routePicture';
import type { FromView, ToView, ViewLabels, ViewState } from '../src/route/messages';
import { drawing, squeeze } from './drawing';
import { element } from './elements';
import { toPng, toSvg } from './images';

declare function acquireVsCodeApi(): {
  postMessage(message: FromView): void;
  setState(state: ViewState): void;
};

const vscode = acquireVsCodeApi();
const root = document.getElementById('route') ?? document.body;

const down = new Set<string>();
let owner = '';

window.addEventListener('message', ({ data }: MessageEvent<ToView>) => {
  if (data.kind === 'route') {
    vscode.setState({ uri: data.uri });
    show(data.picture, data.labels);
  } else root.replaceChildren(element('p', { role: 'status' }, data.message));
});
vscode.postMessage({ kind: 'ready' });

function show(picture: RoutePicture, labels: ViewLabels): void {
  if (picture.owner !== owner) down.clear();
  owner = picture.owner;
  const focused = document.activeElement?.id;
  root.replaceChildren(
    element('h1', {}, picture.title),
    element('p', { class: 'summary' }, picture.summary),
    tools(picture, labels),
    figure(picture, labels),
    list(picture, labels),
    outcome(picture, labels),
  );
  squeeze(root);
  // All is made anew: whoever uses the keyboard stays where they were.
  if (focused) document.getElementById(focused)?.focus();
}

function tools(picture: RoutePicture, labels: ViewLabels): HTMLElement {
  const button = (id: string, label: string, run: () => void): HTMLElement => {
    const made = element('button', { id, type: 'button' }, label);
    made.addEventListener('click', run);
    return made;
  };
  const save = (format: 'svg' | 'png', data: string): void =>
    vscode.postMessage({ kind: 'save', format, data });
  const drawn = (): SVGSVGElement | null => root.querySelector('svg');
  const buttons = [
    button('copy', labels.copy, () => vscode.postMessage({ kind: 'copy' })),
    button('save-svg', labels.saveSvg, () => {
      const svg = drawn();
      if (svg !== null) save('svg', toSvg(svg));
    }),
    button('save-png', labels.savePng, () => {
      const svg = drawn();
      if (svg !== null) toPng(svg, (data) => save('png', data));
    }),
  ];
  const hasDown = picture.steps.some(({ hosts }) => hosts.some(({ state }) => state === 'down'));
  if (hasDown)
    buttons.unshift(
      button('reset', labels.reset, () => {
        down.clear();
        tellDown();
      }),
    );
  return element('div', { class: 'tools' }, ...buttons);
}

function figure(picture: RoutePicture, labels: ViewLabels): HTMLElement {
  const svg = drawing(picture, labels, toggle);
  return element('div', { class: 'drawing' }, svg);
}

/** The same as the drawing, for the keyboard and to be read aloud. */
function list(picture: RoutePicture, labels: ViewLabels): HTMLElement {
  const steps = picture.steps.map((step, index) =>
    element(
      'li',
      { class: step.state },
      element('h3', {}, step.title),
      element('ul', {}, ...step.hosts.map((host) => hostItem(host, index, labels))),
      ...(step.more === '' ? [] : [element('p', {}, step.more)]),
      element('p', { class: 'next' }, step.next),
    ),
  );
  if (steps.length === 0) return element('div', {});
  return element('section', {}, element('h2', {}, labels.steps), element('ol', {}, ...steps));
}

function hostItem(host: PictureHost, step: number, labels: ViewLabels): HTMLElement {
  const { title, share, addresses, network, remarks, state, place } = host;
  const name = element('strong', {}, title);
  const parts: Node[] = [name];
  if (share !== '') parts.push(document.createTextNode(` · ${share}`));
  if (state !== 'unusable') parts.push(accepts(host, step, labels));
  if (place !== undefined) {
    const id = `go-${step}-${host.name}`;
    const go = element('button', { id, type: 'button', class: 'link' }, labels.goTo);
    go.setAttribute('aria-label', `${labels.goTo}: ${title}`);
    go.addEventListener('click', () => vscode.postMessage({ kind: 'go', ...place }));
    parts.push(go);
  }
  const facts = [
    addresses.join(', '),
    ...(network === undefined ? [] : [`${labels.network} ${network.text}`]),
    ...remarks,
  ].filter((fact) => fact !== '');
  return element(
    'li',
    {},
    ...parts,
    ...facts.map((fact) => element('div', { class: 'fact' }, fact)),
  );
}

function accepts(host: PictureHost, step: number, labels: ViewLabels): HTMLElement {
  const id = `up-${step}-${host.name}`;
  const box = element('input', { id, type: 'checkbox' });
  if (box instanceof HTMLInputElement) box.checked = host.state === 'up';
  box.setAttribute('aria-label', `${host.title} ${labels.accepts}`);
  box.addEventListener('change', () => toggle(host));
  return element('label', {}, box, document.createTextNode(labels.accepts));
}

function outcome({ end }: RoutePicture, labels: ViewLabels): HTMLElement {
  return element(
    'section',
    {},
    element('h2', {}, labels.outcome),
    element('p', { role: 'status', class: `end ${end.outcome}` }, end.text),
  );
}

function toggle({ name, state }: PictureHost): void {
  if (state === 'unusable') return;
  if (state === 'up') down.add(name);
  else down.delete(name);
  tellDown();
}

function tellDown(): void {
  vscode.postMessage({ kind: 'down', hosts: [...down] });
}
