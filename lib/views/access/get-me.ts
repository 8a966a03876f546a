import { findOpenOrganizations } from '#db/queries/accounts.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { findUser } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import type { MeView } from '#lib/contracts/setup.ts';
import { Fault } from '#lib/errors.ts';

/** Who asks, and for which organization. */
export async function getMe(ctx: Context): Promise<MeView> {
  const { principal, orgId, userId } = ctx;
  const [organization, user] = await Promise.all([
    findOrganization(ctx.readSql, orgId),
    userId === null ? null : findUser(ctx.readSql, { orgId }, userId),
  ]);
  if (!organization) throw new Fault('not_found', 'The organization was removed.');
  const accountId = user?.accountId ?? null;
  const open = accountId === null ? [organization] : await findOpenOrganizations(ctx.systemSql, accountId);
  return {
    kind: principal.kind,
    organization: { name: organization.name, slug: organization.slug, demo: organization.demo },
    organizations: open.map(({ name, slug }) => ({ name, slug })),
    role: principal.kind === 'upload_token' ? null : principal.role,
    user: user && { id: user.id, name: user.name, email: user.email, wanted_email: user.wantedEmail },
    repositories: principal.kind === 'user' ? null : [...(principal.scopes ?? ['*'])],
  };
}
