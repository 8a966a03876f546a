import { deleteTeam as removeTeam } from '#db/queries/teams-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { permit } from '#lib/permit.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireTeam } from './require-team.ts';
import { teamTarget } from './team-target.ts';

/**
 * Deletes a team. Its repositories and people stay; developers who were in no other team see nothing from their next
 * request on, also when it was the last team.
 * @throws Fault forbidden; not_found
 */
export async function deleteTeam(ctx: Context, slug: string): Promise<void> {
  permit(ctx, 'team:write', 'organization');
  const { orgId } = ctx;
  await inTransaction(ctx.sql, async (tx) => {
    const team = await requireTeam(tx, orgId, slug);
    await removeTeam(tx, { orgId, teamId: team.id });
    await releaseUnseen(tx, { orgId, now: ctx.now() }, ctx.userId);
    await writeAudit(tx, auditSource(ctx), { verb: 'team.deleted', target: teamTarget(team) });
  });
}
