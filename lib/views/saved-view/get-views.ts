import { findView, findViews, type ListedView } from '#db/queries/saved-views.ts';
import { findRepositoryIds } from '#db/queries/search.ts';
import type { Context } from '#lib/context.ts';
import type { SavedViewView, ViewListParams, ViewListView } from '#lib/contracts/saved-view.ts';
import { can } from '#lib/domain/access/access.ts';
import { viewKey } from '#lib/domain/saved-view/saved-view.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/** Views of a screen: the caller's own, and those that the organization shares. */
export async function getViews(ctx: Context, { screen }: ViewListParams): Promise<ViewListView> {
  permit(ctx, 'finding:read', 'repositories');
  const rows = await findViews(ctx.readSql, ctx, { screen, userId: ctx.userId });
  const may = mayOf(ctx);
  return { items: (await visible(ctx, rows)).map((row) => viewOf(row, may)), may };
}

/** One of them. @throws Fault not_found */
export async function getView(ctx: Context, id: number): Promise<SavedViewView> {
  permit(ctx, 'finding:read', 'repositories');
  const row = await findView(ctx.readSql, ctx, { id, userId: ctx.userId });
  const [shown] = row === null ? [] : await visible(ctx, [row]);
  if (shown === undefined) throw new Fault('not_found', 'There is no such view.');
  return viewOf(shown, mayOf(ctx));
}

const mayOf = ({ principal, orgId }: Context): ViewListView['may'] => ({
  keep: can(principal, 'account:write', { orgId }),
  share: can(principal, 'view:share', { orgId }),
});

function viewOf(row: ListedView, may: ViewListView['may']): SavedViewView {
  const { id, screen, name, slug, search } = row;
  const shared = row.ownerId === null;
  const key = viewKey({ shared, slug });
  return {
    ...{ id, screen, name, key, shared, search },
    address: `/${screen}?view=${key}`,
    changed_by: row.changedByName,
    changed_at: row.changedAt.toISOString(),
    may_change: shared ? may.share : may.keep,
  };
}

const repositoriesOf = ({ search }: ListedView): string[] =>
  (new URLSearchParams(search).get('repo') ?? '').split(',').filter((name) => name !== '');

/** A shared view that names a repository is not told of to those who do not see that repository. */
async function visible(ctx: Context, rows: readonly ListedView[]): Promise<readonly ListedView[]> {
  const { readScope, readSql } = ctx;
  const names = [...new Set(rows.flatMap((row) => (row.ownerId === null ? repositoriesOf(row) : [])))];
  if (readScope.repositories === 'all' || names.length === 0) return rows;
  const seen = await findRepositoryIds(readSql, readScope, names);
  return rows.filter(
    (row) => row.ownerId !== null || repositoriesOf(row).every((name) => seen.has(name.toLowerCase())),
  );
}
