import type { InferSelectModel } from 'drizzle-orm';
import { VIEW_SCREENS, type ViewScreen } from '#lib/domain/saved-view/saved-view.ts';
import type { Connection, Transaction } from '../client.ts';
import type { savedViews } from '../schema/saved-view.ts';
import type { OrganizationScope } from './scope.ts';

export type SavedView = InferSelectModel<typeof savedViews>;

export type ListedView = SavedView & { changedByName: string | null };

const COLUMNS = `v.org_id, v.id, v.screen, v.owner_id, v.slug, v.name, v.search, v.changed_by, v.changed_at`;

/** Shared views of a screen, and those of one person, by name. */
export async function findViews(
  sql: Connection,
  { orgId }: OrganizationScope,
  { screen, userId }: { screen: ViewScreen; userId: number | null },
): Promise<ListedView[]> {
  return sql<ListedView[]>`
    select ${sql.unsafe(COLUMNS)}, u.name as changed_by_name
    from saved_views v left join users u on u.org_id = ${orgId} and u.id = v.changed_by
    where v.org_id = ${orgId} and v.screen = ${screen} and (v.owner_id is null or v.owner_id = ${userId}::int)
    order by v.owner_id is not null desc, lower(v.name), v.id`;
}

/** A view that this person may see. */
export async function findView(
  sql: Connection,
  { orgId }: OrganizationScope,
  { id, userId }: { id: number; userId: number | null },
): Promise<ListedView | null> {
  const [row] = await sql<ListedView[]>`
    select ${sql.unsafe(COLUMNS)}, u.name as changed_by_name
    from saved_views v left join users u on u.org_id = ${orgId} and u.id = v.changed_by
    where v.org_id = ${orgId} and v.id = ${id} and (v.owner_id is null or v.owner_id = ${userId}::int)`;
  return row ?? null;
}

/** The same, locked. */
export async function findViewToChange(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { id, userId }: { id: number; userId: number | null },
): Promise<SavedView | null> {
  const [row] = await tx<SavedView[]>`
    select ${tx.unsafe(COLUMNS)} from saved_views v
    where v.org_id = ${orgId} and v.id = ${id} and (v.owner_id is null or v.owner_id = ${userId}::int)
    for update`;
  return row ?? null;
}

/** How many views of a screen a person has; null: how many are shared. */
export async function countViews(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { screen, ownerId }: Pick<SavedView, 'screen' | 'ownerId'>,
): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from saved_views
    where org_id = ${orgId} and screen = ${screen} and owner_id is not distinct from ${ownerId}::int`;
  return row?.count ?? 0;
}

export type NewView = Omit<SavedView, 'orgId' | 'id'>;

/** Null when the name is taken. */
export async function insertView(tx: Transaction, { orgId }: OrganizationScope, view: NewView): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`
    insert into saved_views (org_id, screen, owner_id, slug, name, search, changed_by, changed_at)
    values (${orgId}, ${view.screen}, ${view.ownerId}, ${view.slug}, ${view.name}, ${view.search}, ${view.changedBy},
      ${view.changedAt})
    on conflict (org_id, screen, owner_id, slug) do nothing returning id`;
  return row?.id ?? null;
}

/** Whether another view of the same kind has this slug. */
export async function isViewTaken(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { id, screen, ownerId, slug }: Pick<SavedView, 'id' | 'screen' | 'ownerId' | 'slug'>,
): Promise<boolean> {
  const rows = await tx`
    select 1 from saved_views where org_id = ${orgId} and screen = ${screen}
      and owner_id is not distinct from ${ownerId}::int and slug = ${slug} and id <> ${id}`;
  return rows.length > 0;
}

export async function updateView(
  tx: Transaction,
  { orgId }: OrganizationScope,
  view: Omit<SavedView, 'orgId'>,
): Promise<void> {
  await tx`
    update saved_views set owner_id = ${view.ownerId}, slug = ${view.slug}, name = ${view.name}, search = ${view.search},
      changed_by = ${view.changedBy}, changed_at = ${view.changedAt}
    where org_id = ${orgId} and id = ${view.id}`;
}

export async function deleteView(tx: Transaction, { orgId }: OrganizationScope, id: number): Promise<void> {
  await tx`delete from saved_views where org_id = ${orgId} and id = ${id}`;
}

/** Those that a person who is removed kept for themselves. */
export async function deleteViewsOf(tx: Transaction, { orgId }: OrganizationScope, userId: number): Promise<void> {
  // Screen by screen, as the index of their names has them.
  await tx`
    delete from saved_views
    where org_id = ${orgId} and screen = any(${[...VIEW_SCREENS]}::text[]) and owner_id = ${userId}`;
}
