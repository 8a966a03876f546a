export interface CsvRow {
  cells: string[];
  /** From 1; rows without any text are not counted in. */
  number: number;
  /** The line at which it begins, from 1. */
  line: number;
}

const LIMITS = { cell: 64 * 1024, cells: 500, rows: 2_000_000 };

/** What is wrong with a table, and where. */
export class CsvError extends Error {
  readonly position: string;

  constructor(message: string, position: string) {
    super(message);
    this.position = position;
  }
}

type State = 'start' | 'plain' | 'quoted' | 'closed';

/** Rows of a text with separated values that comes in pieces, as RFC 4180 says. What separates them is seen in the first line: a comma, a semicolon or a tab. */
export class CsvParser {
  #separator: string | null = null;
  /** The beginning, until its first line is whole. */
  #head = '';
  #state: State = 'start';
  #cell = '';
  #cells: string[] = [];
  #line = 1;
  #rowLine = 1;
  #number = 0;
  #isAfterReturn = false;

  *push(text: string): Generator<CsvRow> {
    if (this.#separator !== null) return yield* this.#read(text, this.#separator);
    this.#head += text;
    if (/[\r\n]/.test(outsideQuotes(this.#head)) || this.#head.length > LIMITS.cell) yield* this.#begin();
  }

  *end(): Generator<CsvRow> {
    if (this.#separator === null) yield* this.#begin();
    if (this.#state === 'quoted') throw new CsvError('a quote is never closed', `line ${this.#rowLine}`);
    yield* this.#endRow();
  }

  *#begin(): Generator<CsvRow> {
    const head = this.#head;
    this.#head = '';
    this.#separator = separatorOf(head);
    yield* this.#read(head, this.#separator);
  }

  *#read(text: string, separator: string): Generator<CsvRow> {
    for (const letter of text) {
      const isReturn = letter === '\r';
      const isEnd = isReturn || (letter === '\n' && !this.#isAfterReturn);
      if (letter === '\n' && this.#isAfterReturn && this.#state !== 'quoted') {
        this.#isAfterReturn = false;
        continue;
      }
      if (isEnd) this.#line += 1;
      this.#isAfterReturn = isReturn;
      if (this.#state === 'quoted') this.#inQuotes(letter);
      else if (letter === separator) this.#endCell();
      else if (isEnd) yield* this.#endRow();
      else this.#outside(letter);
    }
  }

  #inQuotes(letter: string): void {
    if (letter === '"') this.#state = 'closed';
    else this.#add(letter);
  }

  #outside(letter: string): void {
    if (letter === '"' && this.#state === 'closed') {
      this.#add('"');
      this.#state = 'quoted';
    } else if (letter === '"' && this.#state === 'start') this.#state = 'quoted';
    else if (this.#state === 'closed') {
      if (letter !== ' ') throw new CsvError('a text goes on behind its closing quote', `line ${this.#line}`);
    } else {
      this.#state = 'plain';
      this.#add(letter);
    }
  }

  #add(letter: string): void {
    this.#cell += letter;
    if (this.#cell.length > LIMITS.cell) {
      throw new CsvError(`a value is longer than the limit of ${LIMITS.cell} characters`, `line ${this.#rowLine}`);
    }
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = '';
    this.#state = 'start';
    if (this.#cells.length > LIMITS.cells) {
      throw new CsvError(`more than the limit of ${LIMITS.cells} values in a row`, `line ${this.#rowLine}`);
    }
  }

  *#endRow(): Generator<CsvRow> {
    this.#endCell();
    const cells = this.#cells;
    const line = this.#rowLine;
    this.#cells = [];
    this.#rowLine = this.#line;
    if (cells.every((cell) => cell.trim() === '')) return;
    this.#number += 1;
    if (this.#number > LIMITS.rows) throw new CsvError(`more than the limit of ${LIMITS.rows} rows`, `line ${line}`);
    yield { cells, number: this.#number, line };
  }
}

/** Without what stands in quotes, one that is not closed yet among it. */
const outsideQuotes = (text: string): string => text.replace(/"[^"]*(?:"|$)/g, '');

/** Of the three that are in use the one that the first line has most of. */
function separatorOf(head: string): string {
  const first = outsideQuotes(head).split(/[\r\n]/, 1)[0] ?? '';
  const counts = [',', ';', '\t'].map((letter) => ({ letter, count: first.split(letter).length }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).letter;
}
