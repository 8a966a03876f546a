import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
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

/** The file of privileges that the reading child wrote: its head, then a line for each row. */
export class RowFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async head(): Promise<PrivilegeHead> {
    for await (const line of this.#lines()) return JSON.parse(line) as PrivilegeHead;
    throw new Error('the file of privileges is empty');
  }

  /** The rows of one kind. */
  async *rows(kind: RowKind): AsyncGenerator<RowLine> {
    const letter = kind.charAt(0);
    for await (const line of this.#lines()) {
      if (line.startsWith(letter)) yield lineOf(line);
    }
  }

  async *#lines(): AsyncGenerator<string> {
    const input = createReadStream(this.#path, { encoding: 'utf8', highWaterMark: 256 * 1024 });
    try {
      yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    } finally {
      input.destroy();
    }
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
