import { findOpenOrganizations } from '#db/queries/accounts.ts';
import { findOrganizationBySlug } from '#db/queries/organizations.ts';
import { findLiveSession, setSessionUser } from '#db/queries/sessions.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { OrganizationChoice } from '#lib/contracts/organization.ts';
import { Fault } from '#lib/errors.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requirePerson } from '../user/require-person.ts';

/**
 * The session `current` shows another organization of its person from the next request on.
 * @throws Fault `forbidden` for a token; `not_found` for an organization that does not let the person in, or does so only
 *   after signing in anew
 */
export async function switchOrganization(
  ctx: Context,
  { organization: slug }: OrganizationChoice,
  current: string | null,
): Promise<void> {
  const { accountId } = await requirePerson(ctx);
  await inTransaction(ctx.systemSql, async (tx) => {
    const chosen = (await findOpenOrganizations(tx, accountId)).find((open) => open.slug === slug);
    const organization = await findOrganizationBySlug(tx, slug);
    const missing = new Fault(
      'not_found',
      `You belong to no organization ${slug}, or have to sign in again to enter it.`,
    );
    if (chosen === undefined || organization === null || current === null) throw missing;
    const { userId } = chosen;
    if (userId === ctx.userId) return;
    await setSessionUser(tx, current, userId);
    const now = await findLiveSession(tx, current, ctx.now());
    if (now?.userId !== userId) throw missing;
    const actor = { kind: 'person', id: userId, name: now.name } as const;
    const target = { kind: 'person', id: String(userId), name: now.name } as const;
    await writeAudit(tx, { ...auditSource(ctx), orgId: organization.id, actor }, { verb: 'session.switched', target });
  });
}
