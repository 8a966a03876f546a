import { z } from 'zod';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { listExceptions } from '#db/queries/exceptions-read.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionListParams, ExceptionListView } from '#lib/contracts/exception-list.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { exceptionFilter } from './exception-filter.ts';
import { exceptionViews } from './exception-views.ts';

const KEY = z.tuple([cursorInstant, cursorInt, cursorInt]);

/** Exceptions with their findings: those asked for last first, or those that end first. @throws Fault not_found for a repository */
export async function getExceptions(ctx: Context, params: ExceptionListParams): Promise<ExceptionListView> {
  permit(ctx, 'finding:read', 'repositories');
  const list = `exceptions ${params.sort}`;
  const key = decodeCursor(list, KEY, params.cursor);
  const after = key && { at: key[0], repoId: key[1], number: key[2] };
  const [filter, policy] = await Promise.all([exceptionFilter(ctx, params), findExceptionPolicy(ctx.readSql, ctx)]);
  const page = { sort: params.sort, after, limit: params.limit + 1 };
  const rows = await listExceptions(ctx.readSql, ctx.readScope, filter, page);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(list, [last.key, last.repoId, last.number]),
  );
  return {
    items: await exceptionViews(ctx, items, policy),
    next_cursor: next,
  };
}
