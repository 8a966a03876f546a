import type { Submittable, Connection as Wire } from 'pg';
import type { Row } from '../connection.ts';
import { asDatabaseError } from './lost-connection-error.ts';
import { camelCase, parserOf } from './values.ts';

export interface Column {
  name: string;
  parse: (text: string) => unknown;
}

/** One batch of rows from the server. */
export interface Answer {
  rows: Row[];
  /** `INSERT 0 3`, `COMMIT`, …; null when more rows wait in the portal. */
  tag: string | null;
  columns: Column[];
}

interface RowDescription {
  fields: { name: string; dataTypeID: number }[];
}

/** Methods of the `pg` connection that send messages; its published types require arguments that it ignores. */
export interface Messages {
  parse(message: { name: string; text: string; types: number[] }): void;
  describe(message: { type: 'S'; name: string }): void;
  bind(message: { portal: string; statement: string; values: (string | null)[] }): void;
  execute(message: { portal: string; rows: number }): void;
  flush(): void;
  sync(): void;
}

/** An open portal (cursor) on the server, and how many rows to fetch at a time. */
export interface Portal {
  name: string;
  rows: number;
}

/** The callbacks that `pg` calls for a submitted query, with the result as a promise. */
export abstract class WireQuery implements Submittable {
  readonly answer: Promise<Answer>;
  protected columns: Column[] = [];
  #rows: Row[] = [];
  #tag: string | null = null;
  #settle: { resolve: (answer: Answer) => void; reject: (error: Error) => void };

  constructor() {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.answer = promise;
    this.#settle = { resolve, reject };
  }

  abstract submit(wire: Wire): void;

  handleRowDescription(message: RowDescription): void {
    this.columns = message.fields.map(({ name, dataTypeID }) => ({
      name: camelCase(name),
      parse: parserOf(dataTypeID),
    }));
    // With several statements in one text, the rows of the last one are the result.
    this.#rows = [];
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const row: Row = {};
    this.columns.forEach(({ name, parse }, index) => {
      const text = message.fields[index] ?? null;
      row[name] = text === null ? null : parse(text);
    });
    this.#rows.push(row);
  }

  handleCommandComplete(message: { text: string }): void {
    this.#tag = message.text;
  }

  handlePortalSuspended(): void {
    this.#tag = null;
  }

  handleEmptyQuery(): void {
    this.#tag = '';
  }

  handleError(error: unknown): void {
    this.fail(asDatabaseError(error));
  }

  protected fail(error: Error): void {
    this.#settle.reject(error);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve({ rows: this.#rows, tag: this.#tag, columns: this.columns });
  }
}

/** Text without parameters, sent by the simple query protocol. */
export class TextQuery extends WireQuery {
  readonly #text: string;
  constructor(text: string) {
    super();
    this.#text = text;
  }

  submit(wire: Wire): void {
    wire.query(this.#text);
  }
}

/** The next rows of an open portal. */
export class PortalQuery extends WireQuery {
  readonly #portal: Portal;
  constructor(portal: Portal, columns: Column[]) {
    super();
    this.#portal = portal;
    this.columns = columns;
  }

  submit(wire: Wire): void {
    const messages = wire as unknown as Messages;
    messages.execute({ portal: this.#portal.name, rows: this.#portal.rows });
    messages.sync();
  }
}
