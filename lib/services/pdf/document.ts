import { join, resolve } from 'node:path';
import PDFDocument from 'pdfkit';
import { shownText } from './shown-text.ts';

/** Bundled code of the web process has no `import.meta.dirname`; that process runs in the repository's folder. */
const ROOT = import.meta.dirname === undefined ? process.cwd() : resolve(import.meta.dirname, '../../..');
const FONTS = join(ROOT, 'node_modules/geist/dist/fonts');

const INK = { text: '#18181b', quiet: '#62626b', line: '#d4d4d8', warn: '#9a3412', mark: '#1d4ed8' } as const;
export type Ink = keyof typeof INK;

const FACES = {
  regular: join(FONTS, 'geist-sans/Geist-Regular.ttf'),
  bold: join(FONTS, 'geist-sans/Geist-SemiBold.ttf'),
  mono: join(FONTS, 'geist-mono/GeistMono-Regular.ttf'),
} as const;

export interface Written {
  face?: keyof typeof FACES;
  size?: number;
  ink?: Ink;
  /** Points below it. */
  after?: number;
}

export interface Titled {
  title: string;
  author: string;
  /** When what it says was so. The clock is in no byte of the file. */
  at: Date;
}

const MARGIN = 54;
const FOOT = 40;

/** Draws in a figure, with the inks and faces of the document. */
export class Pen {
  readonly #doc: PDFKit.PDFDocument;

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc;
  }

  line(points: readonly (readonly [x: number, y: number])[], ink: Ink = 'mark', width = 1.2): void {
    const [first, ...rest] = points;
    if (first === undefined) return;
    this.#doc.moveTo(...first);
    for (const point of rest) this.#doc.lineTo(...point);
    this.#doc.lineWidth(width).strokeColor(INK[ink]).stroke();
  }

  dot([x, y]: readonly [number, number], ink: Ink = 'mark'): void {
    this.#doc.circle(x, y, 1.6).fillColor(INK[ink]).fill();
  }

  box(x: number, y: number, width: number, height: number, ink: Ink = 'mark'): void {
    if (width > 0) this.#doc.rect(x, y, width, height).fillColor(INK[ink]).fill();
  }

  /** One line of small text; what does not fit is cut. */
  label(text: string, x: number, y: number, width: number, { ink = 'quiet', align = 'left' }: Labelled = {}): void {
    this.#doc.font('regular').fontSize(8.5).fillColor(INK[ink]);
    this.#doc.text(shownText(text), x, y, { width, height: 11, ellipsis: true, lineBreak: false, align });
  }
}

interface Labelled {
  ink?: Ink;
  align?: 'left' | 'right';
}

/** A document of flowing text, rules and columns, on A4. The same calls make the same bytes. */
export class Paper {
  readonly #doc: PDFKit.PDFDocument;
  readonly #title: string;

  constructor({ title, author, at }: Titled) {
    this.#title = shownText(title);
    this.#doc = new PDFDocument({
      size: 'A4',
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT / 2 },
      bufferPages: true,
      font: FACES.regular,
      lang: 'en',
      displayTitle: true,
      info: { Title: this.#title, Author: shownText(author), Creator: 'Plumbline', CreationDate: at },
    });
    for (const [name, path] of Object.entries(FACES)) this.#doc.registerFont(name, path);
  }

  get #width(): number {
    return this.#doc.page.width - 2 * MARGIN;
  }

  get #bottom(): number {
    return this.#doc.page.height - MARGIN - FOOT / 2;
  }

  write(text: string, { face = 'regular', size = 10, ink = 'text', after = 4 }: Written = {}): void {
    this.#doc
      .font(face)
      .fontSize(size)
      .fillColor(INK[ink])
      .text(shownText(text), MARGIN, this.#doc.y, { width: this.#width });
    this.#doc.y += after;
  }

  /** Begins a new page unless so many points are left, so that what belongs together stays together. */
  keep(points: number): void {
    if (this.#doc.y + points > this.#bottom) this.newPage();
  }

  newPage(): void {
    this.#doc.addPage();
  }

  rule(): void {
    const { y } = this.#doc;
    this.#doc
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + this.#width, y)
      .lineWidth(0.5)
      .strokeColor(INK.line)
      .stroke();
    this.#doc.y = y + 8;
  }

  /** Names and values beside one another. */
  pairs(rows: readonly (readonly [name: string, value: string, face?: keyof typeof FACES])[], left = 150): void {
    for (const [name, value, face = 'regular'] of rows) {
      const text = shownText(value);
      const width = this.#width - left;
      const height = this.#doc.font(face).fontSize(9.5).heightOfString(text, { width });
      this.keep(Math.min(height, 200) + 3);
      const { y } = this.#doc;
      this.#doc
        .font('regular')
        .fontSize(9.5)
        .fillColor(INK.quiet)
        .text(shownText(name), MARGIN, y, { width: left - 10 });
      this.#doc
        .font(face)
        .fillColor(INK.text)
        .text(text, MARGIN + left, y, { width });
      this.#doc.y = Math.max(this.#doc.y, y + height) + 3;
    }
    this.#doc.x = MARGIN;
  }

  /** A drawing of this height across the page; `draw` gets the left upper corner and the width. */
  figure(height: number, draw: (pen: Pen, place: { x: number; y: number; width: number }) => void): void {
    this.keep(height);
    const { y } = this.#doc;
    draw(new Pen(this.#doc), { x: MARGIN, y, width: this.#width });
    this.#doc.x = MARGIN;
    this.#doc.y = y + height;
  }

  space(points: number): void {
    this.#doc.y += points;
  }

  /** The file, with a number on each page. */
  async end(): Promise<Buffer> {
    const { start, count } = this.#doc.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.#doc.switchToPage(page);
      // Below the margin a text would begin a page of its own.
      this.#doc.page.margins.bottom = 0;
      const y = this.#doc.page.height - FOOT;
      this.#doc.font('regular').fontSize(8).fillColor(INK.quiet);
      this.#doc.text(this.#title, MARGIN, y, { width: this.#width - 80, height: 10, ellipsis: true });
      this.#doc.text(`${page - start + 1} of ${count}`, MARGIN, y, { width: this.#width, align: 'right' });
    }
    const chunks: Buffer[] = [];
    this.#doc.on('data', (chunk: Buffer) => void chunks.push(chunk));
    const ended = new Promise<void>((done, fail) => {
      this.#doc.on('end', done);
      this.#doc.on('error', fail);
    });
    this.#doc.end();
    await ended;
    return Buffer.concat(chunks);
  }
}
