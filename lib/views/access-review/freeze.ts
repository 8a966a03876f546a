import { findLatestSnapshot } from '#db/queries/privilege-snapshots.ts';
import type { Context } from '#lib/context.ts';
import { type FrozenSnapshot, MOST_ITEMS, type ReviewScope } from '#lib/domain/access-review/review.ts';
import { settingsOf } from '../privilege/settings-of.ts';
import { systemsOf } from '../privilege/systems-of.ts';
import type { FrozenItem } from './frozen-item.ts';
import { frozenRights } from './frozen-rights.ts';

export interface Frozen {
  /** The highest first; on production before others of a level. At most one more than a review may have. */
  items: FrozenItem[];
  snapshots: FrozenSnapshot[];
}

/** What a review of this scope is about, as the newest inventories say it. @throws Fault not_found for a system */
export async function freeze(ctx: Context, scope: ReviewScope): Promise<Frozen> {
  const [systems, settings] = await Promise.all([
    systemsOf(ctx, { system: scope.systems.length === 0 ? undefined : scope.systems }),
    settingsOf(ctx),
  ]);
  const items: FrozenItem[] = [];
  const snapshots: FrozenSnapshot[] = [];
  for (const system of systems.list) {
    const newest = await findLatestSnapshot(ctx.sql, { orgId: ctx.orgId, repoId: system.repoId });
    if (newest === null) continue;
    const { number, collectedAt, sections } = newest;
    const unread = sections.flatMap(({ name, status }) => (status === 'ok' ? [] : [name]));
    snapshots.push({
      ...{ repoId: system.repoId, system: system.fullName, source: system.source, number },
      ...{ collectedAt: collectedAt.toISOString(), unread },
    });
    const ownersTold = sections.some(({ name, status }) => name === 'owners' && status === 'ok');
    const from = { sql: ctx.sql, orgId: ctx.orgId, system, ownersTold, unread };
    const found = await frozenRights(from, scope, { settings, now: ctx.now() }, MOST_ITEMS - items.length);
    items.push(...found);
    if (items.length > MOST_ITEMS) break;
  }
  return { items: items.toSorted(byWeight), snapshots };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function byWeight(a: FrozenItem, b: FrozenItem): number {
  return (
    b.level - a.level ||
    Number(b.production !== null) - Number(a.production !== null) ||
    compare(a.system, b.system) ||
    compare(a.principalName.toLowerCase(), b.principalName.toLowerCase()) ||
    compare(a.principalId, b.principalId) ||
    compare(a.kind, b.kind) ||
    compare(a.targetName, b.targetName) ||
    compare(a.permission, b.permission) ||
    compare(a.via ?? '', b.via ?? '')
  );
}
