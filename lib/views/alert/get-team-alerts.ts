import { findTeamAlerts } from '#db/queries/alerts.ts';
import type { Context } from '#lib/context.ts';
import type { TeamAlertsView } from '#lib/contracts/alert.ts';
import { DEFAULT_SCORE_DROP } from '#lib/domain/sink/sink.ts';
import { permit } from '#lib/permit.ts';
import { requireVisibleTeam } from '../team/require-visible-team.ts';

/** What everybody of a team is told of by mail. @throws Fault not_found */
export async function getTeamAlerts(ctx: Context, slug: string): Promise<TeamAlertsView> {
  permit(ctx, 'team:read', 'repositories');
  const team = await requireVisibleTeam(ctx, slug);
  const alerts = await findTeamAlerts(ctx.sql, ctx, team.id);
  return { kinds: alerts?.kinds ?? [], score_drop: alerts?.scoreDrop ?? DEFAULT_SCORE_DROP };
}
