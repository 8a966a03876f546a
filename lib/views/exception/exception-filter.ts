import type { ExceptionFilter } from '#db/queries/exceptions-read.ts';
import { findUncountedIds } from '#db/queries/search.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionListParams } from '#lib/contracts/exception-list.ts';
import { repositoryIdsOf } from '#lib/views/finding/finding-filter.ts';

/** Names of the parameters, looked up. @throws Fault not_found for a repository */
export async function exceptionFilter(
  ctx: Context,
  params: Omit<ExceptionListParams, 'sort' | 'cursor' | 'limit'>,
): Promise<ExceptionFilter> {
  const { kind, requester, batch, rule } = params;
  const names = params.repo !== undefined && params.repo.length > 0 ? params.repo : null;
  return {
    states: params.state.length > 0 ? [...new Set(params.state)] : ['in_force'],
    repoIds: names === null ? null : await repositoryIdsOf(ctx, names),
    withoutRepoIds: names === null ? await findUncountedIds(ctx.readSql, ctx.readScope) : null,
    expiringBefore: params.expiring_before === undefined ? undefined : new Date(params.expiring_before),
    ...{ kind, requester, batch, rule },
  };
}
