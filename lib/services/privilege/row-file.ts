import { createReadStream } from 'node:fs';
import { ROW_KINDS, type RowKind, type RowRecord } from '#lib/domain/privilege/history/row.ts';
import type { PrivilegeHead } from '../upload/read/protocol.ts';

/** A line of the file of privileges: what it says is read only where it is new or different. */
export interface RowLine {
  kind: RowKind;
  key: string;
  content: string;
  refs: readonly string[];
  sections: readonly string[] | null;
  read(): RowRecord;
}

const KINDS: ReadonlyMap<string, RowKind> = new Map(ROW_KINDS.map((kind) => [kind.charAt(0), kind]));
const KEY = 32;

/**
 * The file of privileges that the reading child wrote: its head, then a line for each row, a kind after the other. It is read once, so
 * that its parts are asked for in the order in which they stand.
 */
export class RowFile {
  readonly #lines: AsyncGenerator<string>;
  /** The line that is next; null: it is not read yet. */
  #next: IteratorResult<string, unknown> | null = null;

  constructor(path: string) {
    this.#lines = linesOf(path);
  }

  async head(): Promise<PrivilegeHead> {
    const { done, value } = await this.#lines.next();
    if (done) throw new Error('the file of privileges is empty');
    return JSON.parse(value) as PrivilegeHead;
  }

  /** The rows of one kind. @throws Error where there are rows of another one before them: they would be lost */
  async *rows(kind: RowKind): AsyncGenerator<RowLine> {
    const letter = kind.charAt(0);
    this.#next ??= await this.#lines.next();
    while (!this.#next.done && this.#next.value.startsWith(letter)) {
      const line = lineOf(this.#next.value);
      this.#next = await this.#lines.next();
      yield line;
    }
    if (this.#next.done) return;
    const following = KINDS.get(this.#next.value.charAt(0));
    if (following === undefined || ROW_KINDS.indexOf(following) < ROW_KINDS.indexOf(kind))
      throw new Error(`the file of privileges has ${following ?? 'no row'} where ${kind} ends`);
  }

  async close(): Promise<void> {
    await this.#lines.return(undefined);
  }
}

/** Lines of a file that ends in one, by large pieces: a file of an organization has hundreds of thousands. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const input = createReadStream(path, { encoding: 'utf8', highWaterMark: 1024 * 1024 });
  try {
    let rest = '';
    for await (const piece of input as AsyncIterable<string>) {
      const lines = `${rest}${piece}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') throw new Error('the file of privileges is cut off');
  } finally {
    input.destroy();
  }
}

function lineOf(line: string): RowLine {
  const kind = KINDS.get(line.charAt(0));
  const tab = line.indexOf('\t');
  if (kind === undefined || tab < 0) throw new Error('a line of the file of privileges is no row');
  const [refs, sections] = JSON.parse(line.slice(1 + 2 * KEY, tab)) as [string[], string[] | null];
  return {
    kind,
    key: line.slice(1, 1 + KEY),
    content: line.slice(1 + KEY, 1 + 2 * KEY),
    refs,
    sections,
    read: () => JSON.parse(line.slice(tab + 1)) as RowRecord,
  };
}
