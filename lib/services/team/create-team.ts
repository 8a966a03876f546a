import { findIdsOwnedBy } from '#db/queries/code-owners.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import type { Team } from '#db/queries/teams-read.ts';
import { findTeamsRule, insertOwned, insertTeam, setDeveloperSight } from '#db/queries/teams-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { CreateTeamBody } from '#lib/contracts/team.ts';
import { slugOf } from '#lib/domain/team/slug.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { sightEvent } from './set-developer-sight.ts';
import { teamTarget } from './team-target.ts';

/**
 * Makes a team. It owns at once what CODEOWNERS files name it for. With the first team of an organization, developers
 * stop seeing everything; one of the demo does not count.
 * @throws Fault forbidden; conflict for a slug that is taken; invalid_input for a name that gives none
 */
export async function createTeam(ctx: Context, input: CreateTeamBody & { demo?: boolean }): Promise<Team> {
  permit(ctx, 'team:write', 'organization');
  const { orgId } = ctx;
  const { name, demo = false } = input;
  const slug = input.slug ?? slugOf(name);
  if (slug === null) {
    const message = 'is needed, because the name has no letters or digits of English';
    throw new Fault('invalid_input', `slug: ${message}.`, { fields: [{ path: 'slug', message }] });
  }
  return inTransaction(ctx.sql, async (tx) => {
    await lockOrganization(tx, orgId);
    const rule = await findTeamsRule(tx, { orgId });
    const team = await insertTeam(tx, { orgId }, { slug, name, demo, now: ctx.now() });
    if (team === null) throw new Fault('conflict', `There is a team ${slug} already.`);
    const owned = await findIdsOwnedBy(tx, { orgId }, slug);
    await insertOwned(tx, { orgId, teamId: team.id }, owned, 'codeowners');
    const restricts = !demo && !rule.anyTeam && rule.developerSight === 'organization';
    if (restricts) {
      await setDeveloperSight(tx, { orgId }, 'teams');
      await releaseUnseen(tx, { orgId, now: ctx.now() }, ctx.userId);
    }
    const detail = { repositories: owned.length };
    await writeAudit(tx, auditSource(ctx), { verb: 'team.created', target: teamTarget(team), detail });
    if (restricts) {
      const target = await organizationTarget(tx, orgId);
      await writeAudit(tx, auditSource(ctx), sightEvent(target, rule.developerSight, 'teams'));
    }
    return team;
  });
}
