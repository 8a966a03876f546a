import type { EventEmitter } from 'node:events';
import type { Connection as Wire } from 'pg';
import { asDatabaseError } from './lost-connection-error.ts';
import type { Compiled } from './template.ts';
import { textOf } from './values.ts';
import { type Column, type Messages, type Portal, WireQuery } from './wire-query.ts';

/** A prepared statement of one connection. */
export interface Prepared {
  name: string;
  types: readonly number[];
  columns: Column[];
}

export interface StatementOptions {
  /** The statements that this connection has prepared, by types and text. */
  statements: Map<string, Prepared>;
  portal?: Portal;
  /** Commands of a transaction of its own, sent in the same packet. */
  around?: { before: readonly string[]; after: string };
}

let names = 0;

/**
 * A statement with parameters, prepared once per connection. The first time it asks the server for the parameter types,
 * so that both drivers send every value in the same form.
 */
export class StatementQuery extends WireQuery {
  readonly #compiled: Compiled;
  readonly #options: StatementOptions;
  readonly #signature: string;
  #prepared: Prepared | null;
  #synced = false;
  /** Answers to `before` that are still to come. */
  #commandsLeft: number;
  #isAnswered = false;
  #forget: () => void = () => undefined;

  constructor(compiled: Compiled, options: StatementOptions) {
    super();
    this.#compiled = compiled;
    this.#options = options;
    this.#signature = `${compiled.types}${compiled.text}`;
    this.#prepared = options.statements.get(this.#signature) ?? null;
    this.#commandsLeft = options.around?.before.length ?? 0;
    if (this.#prepared) this.columns = this.#prepared.columns;
  }

  /** Whether all of it can be sent at once: it is prepared, and its rows come at once. */
  get isReady(): boolean {
    return this.#prepared !== null && this.#options.portal === undefined;
  }

  /** Sends it as one of several that end with one Sync. @returns false when a value cannot be encoded, which fails it */
  send(messages: Messages): boolean {
    const { name, types } = this.#prepared ?? { name: '', types: [] };
    return this.#execute(messages, name, types);
  }

  /** Fails it because of an error of another one that was sent before it. */
  failAfter(error: unknown): void {
    this.fail(asDatabaseError(error));
  }

  submit(wire: Wire): void {
    corked(wire, (messages) => {
      for (const text of this.#options.around?.before ?? []) sendCommand(messages, text);
      if (this.#prepared) this.#run(wire, this.#prepared.name, this.#prepared.types);
      else this.#prepare(wire);
    });
  }

  #prepare(wire: Wire): void {
    const { text, types, values } = this.#compiled;
    names += 1;
    const name = `plumbline_${names}`;
    const described = ({ dataTypeIDs }: { dataTypeIDs: number[] }): void => {
      this.#prepared = { name, types: dataTypeIDs, columns: [] };
      if (!this.#synced) this.#run(wire, name, dataTypeIDs);
    };
    const events = wire as unknown as EventEmitter;
    events.once('parameterDescription', described);
    this.#forget = () => events.off('parameterDescription', described);
    corked(wire, (messages) => {
      messages.parse({ name, text, types });
      messages.describe({ type: 'S', name });
      if (values.length > 0) messages.flush();
    });
    if (values.length === 0) this.#run(wire, name, []);
  }

  #run(wire: Wire, statement: string, types: readonly number[]): void {
    corked(wire, (messages) => {
      this.#execute(messages, statement, types);
      this.#sync(messages);
    });
  }

  #execute(messages: Messages, statement: string, types: readonly number[]): boolean {
    const { name, rows } = this.#options.portal ?? { name: '', rows: 0 };
    try {
      const values = this.#compiled.values.map((value, index) => textOf(value, types[index] ?? 0));
      messages.bind({ portal: name, statement, values });
      messages.execute({ portal: name, rows });
      return true;
    } catch (error) {
      // A value that cannot be encoded fails this statement only; the connection stays usable.
      this.fail(error instanceof Error ? error : new Error(String(error)));
      return false;
    }
  }

  /** Ends the message sequence: after an error the server skips everything up to Sync, then answers it. */
  #sync(messages: Messages): void {
    if (!this.#synced) {
      if (this.#options.around) sendCommand(messages, this.#options.around.after);
      messages.sync();
    }
    this.#synced = true;
  }

  override handleCommandComplete(message: { text: string }): void {
    if (this.#commandsLeft > 0) {
      this.#commandsLeft -= 1;
      return;
    }
    if (!this.#isAnswered) super.handleCommandComplete(message);
    this.#isAnswered = true;
  }

  override handleReadyForQuery(): void {
    this.#forget();
    if (this.#prepared) {
      this.#options.statements.set(this.#signature, { ...this.#prepared, columns: this.columns });
    }
    super.handleReadyForQuery();
  }

  override handleError(error: unknown, wire?: Wire): void {
    this.#forget();
    // Forget a stale plan, so that the retried transaction prepares the statement again.
    this.#options.statements.delete(this.#signature);
    if (wire) this.#sync(wire as unknown as Messages);
    super.handleError(error);
  }
}

function sendCommand(messages: Messages, text: string): void {
  messages.parse({ name: '', text, types: [] });
  messages.bind({ portal: '', statement: '', values: [] });
  messages.execute({ portal: '', rows: 0 });
}

/** Several messages in one packet. */
export function corked(wire: Wire, write: (messages: Messages) => void): void {
  wire.stream.cork();
  try {
    write(wire as unknown as Messages);
  } finally {
    wire.stream.uncork();
  }
}
