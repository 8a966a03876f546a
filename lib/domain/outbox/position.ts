/** Where a reader of the outbox stands: it has everything up to and including this entry. */
export interface OutboxPosition {
  transaction: number;
  id: number;
}

export const isAfter = (a: OutboxPosition, b: OutboxPosition): boolean =>
  a.transaction > b.transaction || (a.transaction === b.transaction && a.id > b.id);

/**
 * Where a reader stands that has read `entries` after a place: behind the last one; where there were no more than these,
 * at the end too, so that what it does not read is not passed over again.
 * @param end the end of the outbox as it was before reading
 */
export function placeAfter(
  after: OutboxPosition,
  { entries, limit, end }: { entries: readonly OutboxPosition[]; limit: number; end: OutboxPosition },
): OutboxPosition {
  const { transaction, id } = entries.at(-1) ?? after;
  return entries.length < limit && isAfter(end, { transaction, id }) ? end : { transaction, id };
}
