const BATCH = 2000;

/** Does it for so many at a time, so that no statement grows with the inventory. */
export async function inBatches<T>(items: readonly T[], work: (batch: readonly T[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH) await work(items.slice(at, at + BATCH));
}
