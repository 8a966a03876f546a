import { type SkippedStatement, STATEMENT_LIMITS, type Statement } from '#lib/domain/statement/statement.ts';
import { StatementError } from '../contract.ts';

/** Statements of a document as they are read, and what could not be used of it. */
export class Collected {
  readonly statements: Statement[] = [];
  readonly skipped: SkippedStatement[] = [];
  #products = 0;

  /** @param read the statement, or why it is none, as the end of a sentence */
  take(position: string, read: () => Statement | string): void {
    const result = read();
    if (typeof result === 'string') {
      this.skip(position, result);
      return;
    }
    const products = [...new Map(result.products.map((product) => [JSON.stringify(product), product])).values()];
    this.#products += products.length;
    this.statements.push({ ...result, products });
    if (this.statements.length > STATEMENT_LIMITS.statements || this.#products > STATEMENT_LIMITS.products) {
      const { statements, products: most } = STATEMENT_LIMITS;
      throw new StatementError(
        `The document has more than ${statements} statements, or names more than ${most} products in them. Split it`,
        position,
      );
    }
  }

  skip(position: string, reason: string): void {
    this.skipped.push({ position, reason });
  }

  /** @throws StatementError when there is nothing at all in it */
  all(member: string): Pick<this, 'statements' | 'skipped'> {
    if (this.statements.length + this.skipped.length === 0) {
      throw new StatementError('The document makes no statement', member);
    }
    return { statements: this.statements, skipped: this.skipped };
  }
}
