import type { Sql } from '#db/client.ts';
import { findWaiting } from '#db/queries/exceptions-read.ts';
import { isExemptionAsked } from '#db/queries/exemptions.ts';
import type { ToldItem } from '#lib/domain/alert/kept-alert.ts';
import { oneLine } from '#lib/domain/outbox/few.ts';

/**
 * Leaves out of an alert the requests that somebody decided while it waited (for quiet hours, for its turn, for the mail
 * server): of one about several findings, those that are decided. Of more findings than an entry names, nothing is left out
 * while any waits. What has not changed is the same object.
 */
export async function dropDecided<Told extends ToldItem>(
  sql: Sql,
  orgId: number,
  told: readonly Told[],
): Promise<{ left: Told[]; decided: Told[] }> {
  const left: Told[] = [];
  const decided: Told[] = [];
  for (const one of told) {
    const still = await stillAsked(sql, orgId, one);
    if (still === null) decided.push(one);
    else left.push(still);
  }
  return { left, decided };
}

async function stillAsked<Told extends ToldItem>(sql: Sql, orgId: number, one: Told): Promise<Told | null> {
  const { item, request, repoId } = one;
  if (request === null || item.kind !== 'exception_requested') return one;
  if (item.category !== undefined) {
    return (await isExemptionAsked(sql, { orgId, repoId }, item.category)) ? one : null;
  }
  const { findings, count } = request;
  const isAll = count <= findings.length;
  const named = findings.map(({ number }) => number);
  const waiting = new Set(await findWaiting(sql, { orgId, repoId }, isAll ? named : null));
  if (waiting.size === 0) return null;
  if (!isAll || waiting.size === count) return one;
  const asked = findings.filter(({ number }) => waiting.has(number));
  const rules = [...new Set(asked.map(({ rule }) => oneLine(rule)))];
  return { ...one, item: { ...item, count: asked.length, rules }, request: { findings: asked, count: asked.length } };
}
