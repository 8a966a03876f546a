import type { Transaction } from '#db/client.ts';
import { insertGroupMapping } from '#db/queries/sign-in-policies.ts';
import { findTeamToChange } from '#db/queries/teams-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { GroupMappingBody } from '#lib/contracts/sign-in.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

function wrong(path: string, message: string): Fault {
  return new Fault('invalid_input', `${path}: ${message}.`, { fields: [{ path, message }] });
}

async function teamIdOf(tx: Transaction, orgId: number, slug: string | undefined): Promise<number | null> {
  if (slug === undefined) return null;
  const team = await findTeamToChange(tx, { orgId }, slug);
  if (team === null) throw wrong('team', 'is no team of the organization; its slug stands in its address');
  return team.id;
}

/**
 * Members of the group have the role, or are in the team, from their next sign-in on.
 * @throws Fault `forbidden`; `invalid_input` for a provider or team that there is not; `conflict` for what is there already
 */
export async function addGroupMapping(ctx: Context, input: GroupMappingBody): Promise<number> {
  permit(ctx, 'settings:write', 'organization');
  const { provider, group, role = null, team } = input;
  if (!ctx.env.providers.some(({ id }) => id === provider)) {
    throw wrong('provider', 'is not a sign-in provider of this installation');
  }
  return inTransaction(ctx.sql, async (tx) => {
    const teamId = await teamIdOf(tx, ctx.orgId, team);
    const id = await insertGroupMapping(tx, { orgId: ctx.orgId }, { provider, group, role, teamId, now: ctx.now() });
    if (id === null) throw new Fault('conflict', 'This group gives that already.');
    const target = await organizationTarget(tx, ctx.orgId);
    await writeAudit(tx, auditSource(ctx), {
      verb: 'organization.group_mapping_added',
      target,
      detail: { provider, group, role, team: team ?? null },
    });
    return id;
  });
}
