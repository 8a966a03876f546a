import type { ListedException } from '#db/queries/exceptions-read.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionView } from '#lib/contracts/exception-list.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import { findingRows } from '#lib/views/finding/finding-rows.ts';
import { deciderOf } from './decider-of.ts';
import { exceptionRowOf } from './exception-row.ts';

/** Exceptions with their findings, as lists show them. */
export async function exceptionViews(
  ctx: Context,
  rows: readonly ListedException[],
  policy: ExceptionPolicy,
): Promise<ExceptionView[]> {
  const findings = await findingRows(
    ctx,
    rows.map((row) => row.finding),
    ctx.now(),
  );
  return rows.flatMap((row, index) => {
    const finding = findings[index];
    return finding ? [{ ...exceptionRowOf(row, deciderOf(ctx, row.finding.fullName), policy), finding }] : [];
  });
}
