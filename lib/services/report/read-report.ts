import { findOrganization } from '#db/queries/organizations.ts';
import type { Context } from '#lib/context.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { type ExceptionView, exceptionListParams } from '#lib/contracts/exception-list.ts';
import type { LedgerParams } from '#lib/contracts/ledger.ts';
import { permit } from '#lib/permit.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getExceptionSummary } from '#lib/views/exception/get-exception-summary.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { getFrameworks } from '#lib/views/framework/get-frameworks.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { organizationDays } from '#lib/views/posture/organization-days.ts';
import { getPrivilegeSummary } from '#lib/views/privilege/get-privilege-summary.ts';

/** Fixes and decisions that are listed; how many there are in all stands beside them. */
const FIXES = 12;
const DECISIONS = 200;

/** What a report says: each part is what the screens and the API say at that moment. */
export type Report = Awaited<ReturnType<typeof readReport>>;

/**
 * Reads all that a posture report tells of a period and of what the caller sees, or chose to look at.
 * @throws Fault invalid_input for a period that is none; forbidden
 */
export async function readReport(ctx: Context, period: LedgerParams) {
  permit(ctx, 'posture:read', 'repositories');
  const [ledger, today, days, queue, decisions, exceptions, privileges, frameworks, organization] = await Promise.all([
    getLedger(ctx, period),
    getToday(ctx),
    organizationDays(ctx, period.from, period.to),
    getActions(ctx, actionListParams.parse({ limit: FIXES })),
    getExceptionSummary(ctx),
    acceptedOf(ctx),
    getPrivilegeSummary(ctx),
    getFrameworks(ctx),
    findOrganization(ctx.readSql, ctx.orgId),
  ]);
  return {
    organization: organization?.name ?? '',
    /** The team, label or repository that was chosen; null: all that the caller sees. */
    part: ctx.chosen?.text ?? null,
    ...{ ledger, today, days, queue, decisions, exceptions, privileges, frameworks },
  };
}

/** Risks that are accepted now, those that end first. */
async function acceptedOf(ctx: Context): Promise<{ items: ExceptionView[]; more: boolean }> {
  const params = exceptionListParams.parse({ kind: 'accepted', sort: 'expires', limit: DECISIONS });
  const { items, next_cursor } = await getExceptions(ctx, params);
  return { items, more: next_cursor !== null };
}
