import { findTeamsBySlug, replaceCodeOwners } from '#db/queries/code-owners.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import { setOwners } from '#db/queries/teams-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { CodeOwnersView } from '#lib/contracts/team.ts';
import { readCodeOwners, teamSlugOfOwner } from '#lib/domain/team/code-owners.ts';
import { Fault } from '#lib/errors.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireRepositoryToChange } from './require-repository-to-change.ts';

const MOST = 200;

/**
 * Makes the teams that a CODEOWNERS file names for the whole repository its owners by that file; those of an earlier file
 * no longer are. Teams that are made later are recognised then. Upload tokens may not: whoever can start a pipeline could
 * give his own team the sight of every repository that the token reaches.
 * @throws Fault not_found, forbidden; invalid_input for more than 200 owners
 */
export async function setCodeOwners(ctx: Context, name: string, text: string): Promise<CodeOwnersView> {
  const { orgId, id: repoId, fullName } = await requireRepositoryToChange(ctx, name, 'settings:write');
  const { owners, partial, unreadable } = readCodeOwners(text);
  if (owners.length > MOST) throw new Fault('invalid_input', `The file names more than ${MOST} owners of everything.`);
  const known = owners.map((owner) => ({ owner, slug: teamSlugOfOwner(owner) }));
  const teams = await inTransaction(ctx.sql, async (tx) => {
    await lockOrganization(tx, orgId);
    await replaceCodeOwners(tx, { orgId, repoId }, known);
    const found = await findTeamsBySlug(
      tx,
      { orgId },
      known.flatMap(({ slug }) => slug ?? []),
    );
    await setOwners(
      tx,
      { orgId, repoId },
      found.map(({ id }) => id),
      'codeowners',
    );
    await releaseUnseen(tx, { orgId, now: ctx.now() }, ctx.userId);
    const target = { kind: 'repository', id: String(repoId), name: fullName } as const;
    const detail = { owners, teams: found.map(({ slug }) => slug) };
    await writeAudit(tx, auditSource(ctx), { verb: 'repository.code_owners_changed', target, detail });
    return found;
  });
  return {
    owners,
    teams: teams.map(({ slug, name: teamName }) => ({ slug, name: teamName })),
    partial_rules: partial,
    unreadable_lines: unreadable.slice(0, 100),
  };
}
