import type { Submittable, Connection as Wire } from 'pg';
import { corked, type StatementQuery } from './statement-query.ts';

/**
 * Statements that are sent together and answered together, in their order: one round trip for all. When one fails, the
 * server skips those behind it, and they fail with its error.
 */
export class BatchQuery implements Submittable {
  #left: StatementQuery[];

  constructor(statements: readonly StatementQuery[]) {
    this.#left = [...statements];
  }

  submit(wire: Wire): void {
    corked(wire, (messages) => {
      // One with a value that cannot be encoded has failed by itself: nothing was sent of it, and nothing is answered.
      this.#left = this.#left.filter((statement) => statement.send(messages));
      messages.sync();
    });
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    this.#left[0]?.handleDataRow(message);
  }

  handleCommandComplete(message: { text: string }): void {
    const statement = this.#left.shift();
    statement?.handleCommandComplete(message);
    statement?.handleReadyForQuery();
  }

  handleError(error: unknown): void {
    const [failed, ...behind] = this.#left;
    failed?.handleError(error);
    for (const statement of behind) statement.failAfter(error);
  }

  handleReadyForQuery(): void {
    // Each statement was answered before.
  }
}
