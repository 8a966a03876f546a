import { deleteOwnedBut, insertOwned } from '#db/queries/teams-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { OwnedList } from '#lib/contracts/team.ts';
import { permit } from '#lib/permit.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireRepositoryIds } from './require-repository-ids.ts';
import { requireTeam } from './require-team.ts';
import { teamTarget } from './team-target.ts';

/**
 * Makes these the repositories that the team owns by the API, as a service catalogue says: what came by hand, pattern or
 * CODEOWNERS stays. Saying the same again changes nothing.
 * @throws Fault forbidden; not_found; invalid_input for a repository that does not exist: then nothing changes
 */
export async function replaceOwned(ctx: Context, slug: string, { repositories }: OwnedList): Promise<void> {
  permit(ctx, 'team:write', 'organization');
  const { orgId } = ctx;
  await inTransaction(ctx.sql, async (tx) => {
    const team = await requireTeam(tx, orgId, slug);
    const scope = { orgId, teamId: team.id };
    const names = await requireRepositoryIds(tx, ctx, repositories, 'repositories');
    const lost = await deleteOwnedBut(tx, scope, [...names.keys()], 'api');
    const added = await insertOwned(tx, scope, [...names.keys()], 'api');
    if (added.length + lost.length === 0) return;
    await releaseUnseen(tx, { orgId, now: ctx.now() }, ctx.userId);
    const detail = { added: added.map((id) => names.get(id) ?? ''), lost: lost.length };
    await writeAudit(tx, auditSource(ctx), { verb: 'team.repositories_changed', target: teamTarget(team), detail });
  });
}
