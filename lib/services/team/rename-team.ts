import { renameTeam as storeName } from '#db/queries/teams-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { TeamChange } from '#lib/contracts/team.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireTeam } from './require-team.ts';
import { teamTarget } from './team-target.ts';

/**
 * Gives a team another name; its slug stays, because addresses and CODEOWNERS files name it.
 * @throws Fault forbidden; not_found; conflict when it is not called `from` any more
 */
export async function renameTeam(ctx: Context, slug: string, { name, from }: TeamChange): Promise<void> {
  permit(ctx, 'team:write', 'organization');
  const { orgId } = ctx;
  await inTransaction(ctx.sql, async (tx) => {
    const team = await requireTeam(tx, orgId, slug);
    if (from !== undefined && from !== team.name) {
      throw new Fault('conflict', `Somebody else named this team "${team.name}" meanwhile. Load it again first.`);
    }
    if (name === team.name) return;
    await storeName(tx, { orgId, teamId: team.id }, name);
    const target = teamTarget({ slug: team.slug, name });
    await writeAudit(tx, auditSource(ctx), { verb: 'team.renamed', target, detail: { from: team.name, to: name } });
  });
}
