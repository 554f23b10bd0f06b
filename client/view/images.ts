/** What of the styles a drawing needs where the page's style sheet is not. */
const properties = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'text-decoration',
  'opacity',
];

/** The drawing as a file that needs nothing else. */
export function toSvg(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return '';
  const originals = [svg, ...svg.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    for (const property of properties)
      copies[index]?.setAttribute(property, style.getPropertyValue(property));
    for (const name of ['class', 'tabindex', 'role']) copies[index]?.removeAttribute(name);
  });
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

/** The drawing in twice its size, as base64. */
export function toPng(svg: SVGSVGElement, done: (data: string) => void): void {
  const { width, height } = svg.viewBox.baseVal;
  const url = URL.createObjectURL(new Blob([toSvg(svg)], { type: 'image/svg+xml' }));
  const image = new Image();
  image.addEventListener('load', () => {
    const canvas = document.createElement('canvas');
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    done(canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, ''));
  });
  image.addEventListener('error', () => URL.revokeObjectURL(url));
  image.src = url;
}
