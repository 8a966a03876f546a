declare const helper: unique symbol;

/** A parameter of a statement: it is sent beside the text, never inside it. */
export type Parameter = string | number | bigint | boolean | null | Date | Uint8Array | readonly Parameter[];

/** An identifier, the columns of an insert or update, or JSON, for use inside statements of the connection that made it. */
export interface Helper {
  readonly [helper]: true;
}

/** Runs when it is awaited; inside another statement it is a part of that one's text. */
export interface Statement<T> extends Promise<T> {
  /** The rows in batches, for results too large for memory. Only within a transaction. */
  cursor(rows: number): AsyncIterable<T>;
}

export type Value = Parameter | Helper | Statement<unknown> | readonly Statement<unknown>[];
export type Row = Record<string, unknown>;

/** What a query function takes: the pool of reads or an open transaction. Columns arrive in camelCase. */
export interface Connection {
  <T extends readonly object[] = Row[]>(text: TemplateStringsArray, ...values: readonly Value[]): Statement<T>;
  /** After `insert into t`: its columns and values; after `set`: its assignments. */
  (record: Readonly<Record<string, Parameter | Helper>>): Helper;
  (identifier: string): Helper;
  /** Raw SQL text: only from our code, never from input. */
  unsafe<T extends readonly object[] = Row[]>(text: string, parameters?: readonly Parameter[]): Statement<T>;
  json(value: unknown): Helper;
}

/** Text or bytes of a `copy`, cut anywhere. */
export type CopyChunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** An open transaction: the only kind of connection that writes. When its connection is lost, every statement fails. */
export interface Transaction extends Connection {
  /** `copy … from stdin`, fed with chunks no faster than the server takes them. */
  copyFrom(text: string, chunks: CopyChunks): Promise<void>;
  /** `copy … to stdout`, handed to `take` no faster than it takes them. @returns how many rows there were */
  copyTo(text: string, take: (bytes: Uint8Array) => Promise<void>): Promise<number>;
  /** Raw SQL that only the owner of a table may run, such as `analyze`. It must not depend on input, nor read or write rows. */
  asOwner(text: string): Promise<void>;
}

/** What kind of transaction: one that writes, or reads that all see one state of the database. */
export type TransactionMode = 'read write' | 'isolation level repeatable read, read only';

/** A pool of connections. Its own statements read; `begin` opens a transaction, which may write. */
export interface Sql extends Connection {
  /** One attempt. Callers take `inTransaction`, which tries again where that is safe. */
  begin<T>(work: (tx: Transaction) => Promise<T>, mode?: TransactionMode): Promise<T>;
}

/**
 * The pool as a process opens it. What is sent through it sees the rows of all organizations: only where the organization
 * is not known yet, and for work over all of them. Everything else is `boundTo` one.
 */
export interface Database extends Sql {
  /** The same pool for one organization: row-level security hides the rows of all others, whatever a statement says. */
  boundTo(orgId: number): Sql;
  listen(channel: string, heard: (payload: string) => void): Promise<unknown>;
  /** @param options.timeout seconds for what still runs */
  end(options?: { timeout?: number }): Promise<void>;
}
