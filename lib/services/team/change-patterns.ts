import type { Transaction } from '#db/client.ts';
import { findAllNames, findPatterns, type TeamScope } from '#db/queries/teams-read.ts';
import { deleteOwnedBut, deletePatterns, insertOwned, insertPatterns } from '#db/queries/teams-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { PatternChanges } from '#lib/contracts/team.ts';
import { repositoryMatcher } from '#lib/domain/access/access.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireTeam } from './require-team.ts';
import { teamTarget } from './team-target.ts';

const MOST = 100;

/**
 * Gives a team patterns of names and takes others away. It owns what they match from now on, and repositories that get
 * such a name later.
 * @throws Fault forbidden; not_found; invalid_input for more than 100 patterns
 */
export async function changePatterns(ctx: Context, slug: string, { add, remove }: PatternChanges): Promise<void> {
  permit(ctx, 'team:write', 'organization');
  const { orgId } = ctx;
  await inTransaction(ctx.sql, async (tx) => {
    const team = await requireTeam(tx, orgId, slug);
    const scope = { orgId, teamId: team.id };
    const removed = await deletePatterns(tx, scope, remove);
    const added = await insertPatterns(tx, scope, add);
    const owned = await ownMatching(tx, scope);
    await releaseUnseen(tx, { orgId, now: ctx.now() }, ctx.userId);
    if (added.length + removed.length === 0) return;
    const detail = { added, removed, ...owned };
    await writeAudit(tx, auditSource(ctx), { verb: 'team.patterns_changed', target: teamTarget(team), detail });
  });
}

/** Makes rows of what the team's patterns match now; says how many repositories came and went. */
async function ownMatching(tx: Transaction, scope: TeamScope): Promise<{ gained: number; lost: number }> {
  const patterns = await findPatterns(tx, scope);
  if (patterns.length > MOST) {
    const message = `must leave the team at most ${MOST} patterns`;
    throw new Fault('invalid_input', `add: ${message}.`, { fields: [{ path: 'add', message }] });
  }
  const matches = repositoryMatcher(patterns);
  const ids = (await findAllNames(tx, scope)).flatMap(({ id, fullName }) => (matches(fullName) ? [id] : []));
  const lost = await deleteOwnedBut(tx, scope, ids, 'pattern');
  const gained = await insertOwned(tx, scope, ids, 'pattern');
  return { gained: gained.length, lost: lost.length };
}
