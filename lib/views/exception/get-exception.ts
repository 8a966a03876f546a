import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { findException } from '#db/queries/exceptions-read.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionView } from '#lib/contracts/exception-list.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { findingRows } from '#lib/views/finding/finding-rows.ts';
import { deciderOf } from './decider-of.ts';
import { exceptionRowOf } from './exception-row.ts';

/** One exception with its finding. @throws Fault not_found */
export async function getException(ctx: Context, id: string): Promise<ExceptionView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeId('exception', id);
  // Read from the primary: a replica may not have what was just decided.
  const found = key && (await findException(ctx.sql, ctx.readScope, key));
  const placed = found && { ...found, fullName: found.finding.fullName };
  const row = permit(ctx, 'finding:read', { what: 'exception', row: placed });
  const policy = await findExceptionPolicy(ctx.sql, ctx);
  const by = deciderOf(ctx, row.fullName);
  const [finding] = await findingRows(ctx, [row.finding], ctx.now());
  if (finding === undefined) throw new Error('a finding has no row');
  return { ...exceptionRowOf(row, by, policy), finding };
}
