import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { type ExceptionPage, type ListedException, listExceptions } from '#db/queries/exceptions-read.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionListParams, ExceptionView } from '#lib/contracts/exception-list.ts';
import { exceptionFilter } from '#lib/views/exception/exception-filter.ts';
import { exceptionViews } from '#lib/views/exception/exception-views.ts';

const PAGE = 500;

/** Every exception of the list with these filters, in its order. @throws Fault not_found, with the first page */
export async function* exceptionPages(
  ctx: Context,
  params: Omit<ExceptionListParams, 'cursor' | 'limit'>,
): AsyncGenerator<ExceptionView[]> {
  const { sort } = params;
  const [filter, policy] = await Promise.all([exceptionFilter(ctx, params), findExceptionPolicy(ctx.readSql, ctx)]);
  let after: ExceptionPage['after'] = null;
  for (;;) {
    const rows: ListedException[] = await listExceptions(ctx.readSql, ctx.readScope, filter, {
      sort,
      after,
      limit: PAGE,
    });
    const last = rows.at(-1);
    // A page may be short: what is in a repository that is being removed was left out of it.
    if (last === undefined) return;
    yield await exceptionViews(ctx, rows, policy);
    after = { at: last.key, repoId: last.repoId, number: last.number };
  }
}
