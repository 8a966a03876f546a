import { dayOf } from '#lib/domain/time.ts';
import { FeedError } from '#lib/feeds/contract.ts';

interface Facts {
  dataAt: Date | null;
  /** Null: not counted yet. */
  rows: number | null;
}

/** Below this a file may shrink as it likes: a sample gives way to the real one, and a mistake shows. */
const FEW_ROWS = 100;

/**
 * Whether a file may take the place of the one that counts.
 * @param forced somebody wants it all the same
 * @throws FeedError when it is older, or so much smaller that it is probably cut off
 */
export function checkSuccession(next: Facts, before: Facts | null, forced: boolean): void {
  if (next.rows === 0) throw new FeedError('The file has no rows.');
  if (before === null || forced) return;
  if (next.dataAt !== null && before.dataAt !== null && next.dataAt < before.dataAt) {
    const [day, loaded] = [dayOf(next.dataAt), dayOf(before.dataAt)];
    throw new FeedError(`The data is of ${day}, and that of ${loaded} is loaded already. Force it if you mean it.`);
  }
  if (next.rows === null || before.rows === null || before.rows < FEW_ROWS || next.rows * 2 >= before.rows) return;
  throw new FeedError(
    `The file has ${next.rows} rows, where ${before.rows} are loaded: it is probably cut off. Force it if you mean it.`,
  );
}
