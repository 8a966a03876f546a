import { findTeamAlerts, upsertTeamAlerts } from '#db/queries/alerts.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { TeamAlertsChange } from '#lib/contracts/alert.ts';
import { DEFAULT_SCORE_DROP } from '#lib/domain/sink/sink.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireTeam } from '../team/require-team.ts';
import { teamTarget } from '../team/team-target.ts';

/** Changes what everybody of a team is told of by mail, about what the team owns. @throws Fault forbidden; not_found */
export async function changeTeamAlerts(ctx: Context, slug: string, change: TeamAlertsChange): Promise<void> {
  permit(ctx, 'team:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const team = await requireTeam(tx, ctx.orgId, slug);
    const before = await findTeamAlerts(tx, ctx, team.id);
    const after = {
      kinds: [...new Set(change.kinds ?? before?.kinds ?? [])],
      scoreDrop: change.score_drop ?? before?.scoreDrop ?? DEFAULT_SCORE_DROP,
    };
    await upsertTeamAlerts(tx, ctx, team.id, after);
    const detail = { kinds: after.kinds };
    await writeAudit(tx, auditSource(ctx), { verb: 'team.alerts_changed', target: teamTarget(team), detail });
  });
}
