import type { Transaction } from '#db/client.ts';
import { deleteMembers, findPeople, findStillMembers, insertMembers } from '#db/queries/team-members.ts';
import type { TeamScope } from '#db/queries/teams-read.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { MemberChanges } from '#lib/contracts/team.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireTeam } from './require-team.ts';
import { sourceOfChange } from './source-of-change.ts';

/**
 * Puts people into a team and takes others out. What others do to the same team at the same time stays.
 * @throws Fault forbidden; not_found; invalid_input for somebody who is not of the organization; conflict for somebody
 *   whom a group of the sign-in provider keeps in it
 */
export async function changeMembers(ctx: Context, slug: string, { add, remove }: MemberChanges): Promise<void> {
  permit(ctx, 'team:write', 'organization');
  const { orgId } = ctx;
  await inTransaction(ctx.sql, async (tx) => {
    const team = await requireTeam(tx, orgId, slug);
    const scope = { orgId, teamId: team.id };
    const names = await requirePeople(tx, orgId, [...add, ...remove]);
    const added = await insertMembers(tx, scope, add, sourceOfChange(ctx));
    const removed = await deleteMembers(tx, scope, remove);
    await refuseKept(tx, scope, remove, names);
    await releaseUnseen(tx, { orgId, now: ctx.now() }, ctx.userId);
    // An entry for each person, as its target: so their name leaves the log when they are removed.
    for (const [change, ids] of [['added', added] as const, ['removed', removed] as const]) {
      for (const id of ids) {
        const target = { kind: 'person', id: String(id), name: names.get(id) ?? '' } as const;
        const detail = { team: team.slug, change };
        await writeAudit(tx, auditSource(ctx), { verb: 'team.members_changed', target, detail });
      }
    }
  });
}

async function requirePeople(tx: Transaction, orgId: number, ids: readonly number[]): Promise<Map<number, string>> {
  const people = new Map((await findPeople(tx, { orgId }, ids)).map(({ id, name }) => [id, name]));
  const unknown = ids.find((id) => !people.has(id));
  if (unknown === undefined) return people;
  const message = `has ${unknown}, which is no person of the organization`;
  throw new Fault('invalid_input', `The list ${message}.`, { fields: [{ path: 'add', message }] });
}

async function refuseKept(
  tx: Transaction,
  scope: TeamScope,
  ids: readonly number[],
  names: ReadonlyMap<number, string>,
): Promise<void> {
  const [kept] = await findStillMembers(tx, scope, ids);
  if (kept === undefined) return;
  const sentence = `${names.get(kept)} is in the team by a group of the sign-in provider.`;
  throw new Fault('conflict', `${sentence} Take them out of the group there.`);
}
