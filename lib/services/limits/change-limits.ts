import { forgetStoredBytes } from '#db/queries/delivery-rates.ts';
import { findChosenLimits, lockOrganization, setChosenLimits } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { LimitsChange } from '#lib/contracts/limits.ts';
import type { AuditDetail } from '#lib/domain/audit/entry.ts';
import type { ChosenLimits } from '#lib/domain/limits/effective-limits.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { installationLimits } from '#lib/views/limits/installation-limits.ts';
import { auditSource } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

/** Fields of a change, with the limits that they are. */
const FIELDS = {
  credential_uploads_per_minute: 'ofSender',
  uploads_per_minute: 'ofOrganization',
  stored_bytes: 'storedBytes',
} as const satisfies Record<keyof LimitsChange, keyof ChosenLimits>;
const NAMES = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

/**
 * Changes limits of the organization's deliveries, from the next one on.
 * @throws Fault `forbidden`; `invalid_input` for a limit above what the installation allows
 */
export async function changeLimits(ctx: Context, change: LimitsChange): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  requireWithin(ctx, change);
  await inTransaction(ctx.sql, async (tx) => {
    const organization = await lockOrganization(tx, ctx.orgId);
    if (organization === null) throw new Fault('not_found', 'The organization was removed.');
    const before = await findChosenLimits(tx, ctx.orgId);
    const detail: Record<string, AuditDetail[string]> = {};
    const after = { ...before };
    for (const name of NAMES) {
      const limit = FIELDS[name];
      const value = change[name];
      if (value === undefined || value === before[limit]) continue;
      after[limit] = value;
      detail[name] = `${before[limit] ?? 'none'} → ${value ?? 'none'}`;
    }
    if (Object.keys(detail).length === 0) return;
    await setChosenLimits(tx, ctx.orgId, after);
    // What was stored while it was not limited did not count.
    if (after.storedBytes !== before.storedBytes) await forgetStoredBytes(tx, ctx);
    const target = targetOfOrganization(organization);
    await writeAudit(tx, auditSource(ctx), { verb: 'organization.limits_changed', target, detail });
  });
}

function requireWithin({ env }: Context, change: LimitsChange): void {
  const installation = installationLimits(env);
  const fields = NAMES.flatMap((path) => {
    const [value, most] = [change[path] ?? null, installation[FIELDS[path]]];
    if (value === null || most === null || value <= most) return [];
    return [{ path, message: `must be at most ${most}, which is what the installation allows` }];
  });
  const [first] = fields;
  if (first) throw new Fault('invalid_input', `${first.path}: ${first.message}.`, { fields });
}
