import { addDenial } from '#db/queries/denials.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { isNotedDenial } from '#lib/domain/audit/is-noted-denial.ts';
import { DENIAL_WINDOW_MINUTES } from '#lib/domain/retention/records.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { auditSource } from './audit-source.ts';
import { organizationTarget } from './organization-target.ts';
import { writeAudit } from './write-audit.ts';

export interface Denial {
  /** What the caller lacks. */
  permission: string;
  /** `PATCH /api/v1/users/3` */
  request: string;
}

/**
 * Notes that a request was refused. For each caller and permission the audit log gets the 1st, 10th, 100th, … within an
 * hour, so that it grows by a handful of entries however often a client tries.
 */
export async function noteDenial(
  ctx: Pick<Context, 'sql' | 'orgId' | 'userId' | 'credential' | 'source' | 'now'>,
  { permission, request }: Denial,
): Promise<void> {
  const { sql, orgId, userId, credential } = ctx;
  const actor = credential.tokenId === null ? `person ${userId ?? 0}` : `token ${credential.tokenId}`;
  const now = ctx.now();
  await inTransaction(sql, async (tx) => {
    const window = { now, after: new Date(now.getTime() - DENIAL_WINDOW_MINUTES * MINUTE_MS) };
    const requests = await addDenial(tx, { orgId }, { actor, permission }, window);
    if (!isNotedDenial(requests)) return;
    const target = await organizationTarget(tx, orgId);
    await writeAudit(tx, auditSource(ctx), {
      verb: 'access.denied',
      target,
      detail: { lacks: permission, request, requests_within_an_hour: requests },
    });
  });
}
