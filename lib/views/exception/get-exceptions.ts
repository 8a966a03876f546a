import { z } from 'zod';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { type ExceptionFilter, listExceptions } from '#db/queries/exceptions-read.ts';
import { findUncountedIds } from '#db/queries/search.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionListParams, ExceptionListView } from '#lib/contracts/exception-list.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { repositoryIdsOf } from '#lib/views/finding/finding-filter.ts';
import { findingRows } from '#lib/views/finding/finding-rows.ts';
import { deciderOf } from './decider-of.ts';
import { exceptionRowOf } from './exception-row.ts';

const KEY = z.tuple([cursorInstant, cursorInt, cursorInt]);

/** Exceptions with their findings: those asked for last first, or those that end first. @throws Fault not_found for a repository */
export async function getExceptions(ctx: Context, params: ExceptionListParams): Promise<ExceptionListView> {
  permit(ctx, 'finding:read', 'repositories');
  const list = `exceptions ${params.sort}`;
  const key = decodeCursor(list, KEY, params.cursor);
  const after = key && { at: key[0], repoId: key[1], number: key[2] };
  const [filter, policy] = await Promise.all([filterOf(ctx, params), findExceptionPolicy(ctx.readSql, ctx)]);
  const page = { sort: params.sort, after, limit: params.limit + 1 };
  const rows = await listExceptions(ctx.readSql, ctx.readScope, filter, page);
  const now = ctx.now();
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(list, [last.key, last.repoId, last.number]),
  );
  const findings = await findingRows(
    ctx,
    items.map((row) => row.finding),
    now,
  );
  return {
    items: items.flatMap((row, index) => {
      const finding = findings[index];
      return finding ? [{ ...exceptionRowOf(row, deciderOf(ctx, row.finding.fullName), policy), finding }] : [];
    }),
    next_cursor: next,
  };
}

async function filterOf(ctx: Context, params: ExceptionListParams): Promise<ExceptionFilter> {
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
