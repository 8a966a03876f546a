/** What stands around a chart when it leaves its screen: without these a picture says less than it shows. */
export interface PictureWords {
  title: string;
  /** What it means, exactly. */
  definition: string;
  legend: readonly { label: string; color: string }[];
}

export const PICTURE_KINDS = ['svg', 'png'] as const;
export type PictureKind = (typeof PICTURE_KINDS)[number];

const SVG = 'http://www.w3.org/2000/svg';
const PAINTS = ['fill', 'stroke'] as const;
const MARGIN = 16;
const LINE = 16;
/** Pictures are looked at on paper too. */
const DENSITY = 2;

/** A colour as every program knows it: what browsers compute may be in words of their own. */
function plain(color: string): string {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) return color;
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
  return `rgb(${red},${green},${blue})`;
}

/** Variables of the theme are not known outside of it. */
function paintOf(element: Element, name: (typeof PAINTS)[number]): string | null {
  const own = element.getAttribute(name);
  if (own === null || own === 'none' || own.startsWith('url(')) return null;
  return plain(getComputedStyle(element).getPropertyValue(name));
}

function settle(original: Element, copy: Element): void {
  for (const name of PAINTS) {
    const paint = paintOf(original, name);
    if (paint !== null) copy.setAttribute(name, paint);
  }
  [...original.children].forEach((child, index) => {
    const same = copy.children[index];
    if (same !== undefined) settle(child, same);
  });
}

/** Breaks a text into lines of about so many characters. */
function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function textAt(x: number, y: number, text: string, more: Record<string, string>): SVGTextElement {
  const element = document.createElementNS(SVG, 'text');
  for (const [name, value] of Object.entries({ x: String(x), y: String(y), 'font-size': '12', ...more }))
    element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

function rectAt(x: number, y: number, width: number, height: number, fill: string): SVGRectElement {
  const element = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({ x, y, width, height, fill })) element.setAttribute(name, String(value));
  return element;
}

/** Rough width of a text of 12 px. */
const widthOf = (text: string): number => text.length * 6.4;

/** Names of the series in rows; answers where the next row would be. */
function legendInto(
  picture: SVGElement,
  legend: PictureWords['legend'],
  width: number,
  top: number,
  ink: string,
): number {
  let [x, y] = [MARGIN, top];
  for (const { label, color } of legend) {
    const needed = 18 + widthOf(label) + 14;
    if (x + needed > width && x > MARGIN) [x, y] = [MARGIN, y + LINE];
    picture.append(rectAt(x, y - 9, 10, 10, plain(color)), textAt(x + 16, y, label, { fill: ink }));
    x += needed;
  }
  return legend.length === 0 ? top : y + LINE;
}

/** The chart as a picture of its own, with its title, its definition and its legend. */
function pictureOf(chart: SVGSVGElement, words: PictureWords): string {
  const [ground = '', ink = '', soft = ''] = ['--n-1', '--n-12', '--n-11'].map((name) =>
    plain(resolved(`var(${name})`)),
  );
  const [width, height] = [chart.width.baseVal.value + 2 * MARGIN, chart.height.baseVal.value];
  const picture = document.createElementNS(SVG, 'svg');
  const lines = wrapped(words.definition, Math.floor((width - 2 * MARGIN) / 6));
  picture.append(textAt(MARGIN, 28, words.title, { fill: ink, 'font-size': '14', 'font-weight': '600' }));
  lines.forEach((line, index) => {
    picture.append(textAt(MARGIN, 48 + index * LINE, line, { fill: soft }));
  });
  const top = 48 + lines.length * LINE;
  const copy = chart.cloneNode(true) as SVGSVGElement;
  settle(chart, copy);
  copy.querySelector('[data-reading]')?.remove();
  copy.removeAttribute('class');
  copy.setAttribute('x', String(MARGIN));
  copy.setAttribute('y', String(top));
  picture.append(copy);
  const colors = words.legend.map(({ label, color }) => ({ label, color: resolved(color) }));
  const end = legendInto(picture, colors, width, top + height + LINE, soft) + 4;
  picture.prepend(rectAt(0, 0, width, end, ground));
  const around = {
    width,
    height: end,
    viewBox: `0 0 ${width} ${end}`,
    'font-family': 'Geist, Inter, Helvetica, Arial, sans-serif',
  };
  for (const [name, value] of Object.entries(around)) picture.setAttribute(name, String(value));
  return new XMLSerializer().serializeToString(picture);
}

/** What a colour, or a variable that names one, is in the theme of now. */
function resolved(color: string): string {
  const probe = document.createElement('span');
  probe.style.color = color;
  document.body.append(probe);
  const { color: found } = getComputedStyle(probe);
  probe.remove();
  return found;
}

/** The same as pixels. */
async function pixelsOf(svg: string): Promise<Blob | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * DENSITY;
  canvas.height = image.naturalHeight * DENSITY;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

/** Gives the person a file. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Keeps the chart of this figure as a picture. */
export async function keepPicture(
  figure: HTMLElement | null,
  fileName: string,
  words: PictureWords,
  as: PictureKind,
): Promise<void> {
  const chart = figure?.querySelector<SVGSVGElement>('svg[role="img"]') ?? null;
  if (chart === null) return;
  const svg = pictureOf(chart, words);
  const file = as === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pixelsOf(svg);
  if (file !== null) saveFile(`${fileName}.${as}`, file);
}
