import {
  findDecisionPolicy,
  findTrustedAuthors,
  saveDecisionPolicy,
  saveTrustedAuthors,
} from '#db/queries/decision-policies.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import { findDocumentsBy, lockStatements } from '#db/queries/statements-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { TrustedAuthorsChange } from '#lib/contracts/exception.ts';
import type { TrustedAuthor } from '#lib/domain/decision/exception.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { auditSource } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { orderFollowing } from './order-following.ts';

/**
 * Says whose statements are adopted on arrival from now on, and of what is loaded. What was adopted of an author who is
 * not trusted any more stays until it ends or is withdrawn.
 * @throws Fault forbidden
 */
export async function changeTrust(ctx: Context, { authors: names }: TrustedAuthorsChange): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    await lockStatements(tx, ctx);
    const organization = await lockOrganization(tx, ctx.orgId);
    if (organization === null) throw new Fault('not_found', 'The organization was removed.');
    const before = await findTrustedAuthors(tx, ctx);
    const { at, personId, kind, name: by } = actedBy(ctx);
    const authors = [...new Set(names)].map(
      (name): TrustedAuthor =>
        before.find((one) => one.name === name) ?? { name, at: at.toISOString(), by: { personId, kind, name: by } },
    );
    await saveDecisionPolicy(tx, ctx, await findDecisionPolicy(tx, ctx), at);
    await saveTrustedAuthors(tx, ctx, authors);
    const fresh = authors.map(({ name }) => name).filter((name) => !before.some((one) => one.name === name));
    await orderFollowing(tx, ctx, await findDocumentsBy(tx, ctx, fresh));
    const gone = before.map(({ name }) => name).filter((name) => !names.includes(name));
    if (fresh.length + gone.length === 0) return;
    await writeAudit(tx, auditSource(ctx), {
      verb: 'statement.trust_changed',
      target: targetOfOrganization(organization),
      detail: { trusted: fresh, no_longer: gone },
    });
  });
}
