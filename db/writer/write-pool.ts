import type { Transaction, TransactionMode } from '../connection.ts';
import { type Binding, bindingCommands, VIEWS } from './binding.ts';
import { ClientPool, type PoolOptions } from './client-pool.ts';
import { OpenTransaction } from './open-transaction.ts';

/** Runs transactions, each on a client of its own. */
export class WritePool {
  readonly #pool: ClientPool;

  constructor(options: PoolOptions) {
    this.#pool = new ClientPool(options);
  }

  /**
   * Runs one transaction: committed when this resolves; rolled back when it rejects, or unknown after a lost connection.
   * @param binding null for one that sees all organizations
   */
  async begin<T>(
    work: (tx: Transaction) => Promise<T>,
    mode: TransactionMode = 'read write',
    binding: Binding | null = null,
  ): Promise<T> {
    const begin = beginOf(mode, binding);
    const client = await this.#pool.take();
    const transaction = new OpenTransaction(client, binding);
    const end: { clean: boolean } = { clean: false };
    try {
      await transaction.command(begin);
      return await finish(transaction, work, end);
    } finally {
      transaction.detach();
      this.#pool.giveBack(client, end.clean);
    }
  }

  end(seconds?: number): Promise<void> {
    return this.#pool.end(seconds);
  }
}

/** One text, and so one round trip. */
function beginOf(mode: TransactionMode, binding: Binding | null): string {
  const commands = [`begin ${mode}`];
  if (binding) commands.push(...bindingCommands(binding));
  if (binding && mode !== 'read write') commands.push(`set local search_path = ${VIEWS}, public`);
  return commands.join('; ');
}

async function finish<T>(
  transaction: OpenTransaction,
  work: (tx: Transaction) => Promise<T>,
  end: { clean: boolean },
): Promise<T> {
  const result = await attempt(transaction, work, end);
  transaction.close();
  const done = await transaction.command('commit');
  end.clean = true;
  // A statement failed and the caller caught its error: the server answers `commit` with ROLLBACK and no error.
  if (done !== 'COMMIT') throw new Error('The transaction was undone: one of its statements had failed.');
  return result;
}

async function attempt<T>(
  transaction: OpenTransaction,
  work: (tx: Transaction) => Promise<T>,
  end: { clean: boolean },
): Promise<T> {
  try {
    return await work(transaction.connection());
  } catch (error) {
    transaction.close();
    await transaction.command('rollback').then(
      () => {
        end.clean = true;
      },
      () => undefined,
    );
    throw error;
  }
}
