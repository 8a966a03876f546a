import type { Sql } from '#db/client.ts';
import { findWaiting } from '#db/queries/exceptions-read.ts';
import type { OutboxEntry } from '#db/queries/outbox.ts';
import type { RepositoryItem } from '#lib/domain/alert/alert-item.ts';
import { oneLine } from '#lib/domain/outbox/few.ts';

export interface ToldItem {
  item: RepositoryItem;
  repoId: number;
  /** Id of the entry. */
  entry: number;
}

/**
 * Leaves out of an alert the requests that somebody decided while it waited (for quiet hours, for its turn): of one about
 * several findings, those that are decided. Of more findings than an entry names, nothing is left out while any waits.
 */
export async function dropDecided(
  sql: Sql,
  orgId: number,
  told: readonly ToldItem[],
  entries: readonly OutboxEntry[],
): Promise<{ left: ToldItem[]; decided: ToldItem[] }> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const left: ToldItem[] = [];
  const decided: ToldItem[] = [];
  for (const one of told) {
    const entry = byId.get(one.entry);
    if (one.item.kind !== 'exception_requested' || entry?.kind !== 'exception_requested') {
      left.push(one);
      continue;
    }
    const { findings, count } = entry.detail;
    const named = findings.map(({ number }) => number);
    const isAll = count <= named.length;
    const waiting = await findWaiting(sql, { orgId, repoId: one.repoId }, isAll ? named : null);
    if (waiting.length === 0) decided.push(one);
    else if (!isAll) left.push(one);
    else {
      const still = new Set(waiting);
      const rules = [...new Set(findings.flatMap(({ number, rule }) => (still.has(number) ? oneLine(rule) : [])))];
      left.push({ ...one, item: { ...one.item, count: waiting.length, rules } });
    }
  }
  return { left, decided };
}
