import { findAuditHead } from '#db/queries/audit.ts';
import { addJob } from '#db/queries/jobs.ts';
import { closeOrganization } from '#db/queries/organization-data.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { OrganizationDeletion } from '#lib/contracts/organization.ts';
import { Fault } from '#lib/errors.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { removeOrganizationJob } from '#lib/jobs/remove-organization.ts';
import { permit } from '#lib/permit.ts';
import { auditSource, type Caller } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

type DeletionContext = Caller & Pick<Context, 'systemSql' | 'principal' | 'readScope' | 'log'>;

/**
 * Deletes the organization of the caller: at once nobody can enter it and its slug is free; a job removes all that it
 * holds, its audit log too. There is no way back. The process's log keeps who ordered it, and where the audit log ended.
 * @throws Fault `forbidden`; `invalid_input` when `confirm` is another slug; `not_found` when it is deleted already
 */
export async function deleteOrganization(ctx: DeletionContext, { confirm }: OrganizationDeletion): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  const scope = { orgId: ctx.orgId };
  const done = await inTransaction(ctx.systemSql, async (tx) => {
    const found = await lockOrganization(tx, ctx.orgId);
    if (found === null || found.deletingAt !== null) throw new Fault('not_found', 'The organization was removed.');
    if (confirm !== found.slug) {
      const message = `must be the organization's slug, ${found.slug}`;
      throw new Fault('invalid_input', `confirm: ${message}.`, { fields: [{ path: 'confirm', message }] });
    }
    await closeOrganization(tx, scope, ctx.now());
    await addJob(tx, orderOf(removeOrganizationJob, scope));
    const target = targetOfOrganization(found);
    await writeAudit(tx, auditSource(ctx), { verb: 'organization.deleted', target, detail: { slug: found.slug } });
    return { slug: found.slug, name: found.name, auditEnd: await findAuditHead(tx, scope) };
  });
  const by = ctx.credential === null ? 'command line' : { ...ctx.credential, userId: ctx.userId };
  ctx.log.warn({ ...scope, ...done, by, source: ctx.source }, 'an organization was deleted');
}
