import type { Transaction } from '#db/client.ts';
import { findOwnSources, type TeamScope } from '#db/queries/teams-read.ts';
import { deleteOwned, insertOwned } from '#db/queries/teams-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { OwnedChanges } from '#lib/contracts/team.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireRepositoryIds } from './require-repository-ids.ts';
import { requireTeam } from './require-team.ts';
import { sourceOfChange } from './source-of-change.ts';
import { teamTarget } from './team-target.ts';

/**
 * Gives repositories to a team and takes others away. What others do to the same team at the same time stays.
 * @throws Fault forbidden; not_found; invalid_input for a repository that does not exist; conflict for one that the team
 *   owns by a pattern or a CODEOWNERS file too
 */
export async function changeOwned(ctx: Context, slug: string, { add, remove }: OwnedChanges): Promise<void> {
  permit(ctx, 'team:write', 'organization');
  const { orgId } = ctx;
  await inTransaction(ctx.sql, async (tx) => {
    const team = await requireTeam(tx, orgId, slug);
    const scope = { orgId, teamId: team.id };
    const adding = await requireRepositoryIds(tx, ctx, add, 'add');
    const removing = await requireRepositoryIds(tx, ctx, remove, 'remove');
    const added = await insertOwned(tx, scope, [...adding.keys()], sourceOfChange(ctx));
    const removed = await deleteOwned(tx, scope, [...removing.keys()], ['hand', 'api']);
    await refuseKept(tx, scope, removing);
    if (added.length + removed.length === 0) return;
    await releaseUnseen(tx, { orgId, now: ctx.now() }, ctx.userId);
    const nameOf = (id: number) => adding.get(id) ?? removing.get(id) ?? String(id);
    const detail = { added: added.map(nameOf), removed: removed.map(nameOf) };
    await writeAudit(tx, auditSource(ctx), { verb: 'team.repositories_changed', target: teamTarget(team), detail });
  });
}

/** Taking one away that stays all the same would look like a mistake of ours. */
async function refuseKept(tx: Transaction, scope: TeamScope, removing: ReadonlyMap<number, string>): Promise<void> {
  const [kept] = await findOwnSources(tx, scope, [...removing.keys()]);
  if (kept === undefined) return;
  const name = removing.get(kept.repoId);
  switch (kept.source) {
    case 'pattern':
      throw new Fault('conflict', `The team owns ${name} by a pattern. Change the pattern.`);
    case 'codeowners':
      throw new Fault('conflict', `The team owns ${name} by its CODEOWNERS file. Send the file without the team.`);
    case 'hand':
    case 'api':
      throw new Fault('conflict', `The team still owns ${name}. Try again.`);
  }
}
