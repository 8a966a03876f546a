import { randomUUID } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { lockBulk } from '#db/queries/exceptions-bulk.ts';
import { findLiveExceptions } from '#db/queries/exceptions-write.ts';
import type { StatedFinding } from '#db/queries/statements-adopt.ts';
import { lockStatements } from '#db/queries/statements-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { BulkResult } from '#lib/contracts/exception-bulk.ts';
import type { AdoptionRequest } from '#lib/contracts/statement.ts';
import { can } from '#lib/domain/access/access.ts';
import { bulkDifference } from '#lib/domain/decision/bulk-token.ts';
import { reasonOf } from '#lib/domain/statement/words.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { addExceptions } from '../exception/add-exceptions.ts';
import { inRepositories } from '../exception/in-repositories.ts';
import { requireExpiry } from '../exception/require-expiry.ts';
import { tellExceptions } from '../exception/tell-exceptions.ts';
import type { AskedException, HowAdded } from '../exception/write-exceptions.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { documentTarget } from './document-target.ts';
import { type Adoptable, findAdoptable } from './find-adoptable.ts';

/**
 * Makes exceptions of what a document states, in one transaction: all or none. They are in force at once where the caller
 * may decide and one person is enough, and end when the statement does.
 * @throws Fault forbidden, not_found; invalid_input for an end that the policy does not allow; conflict when it is about
 *   other findings than the preview showed, or about none
 */
export async function adoptStatements(ctx: Context, id: number, request: AdoptionRequest): Promise<BulkResult> {
  permit(ctx, 'exception:request', 'repositories');
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    // No version of the document comes in between, and of two who decide at once the second sees what the first one did.
    await lockStatements(tx, ctx);
    await lockBulk(tx, ctx);
    const policy = await findExceptionPolicy(tx, ctx);
    const { kind, evidence_url: evidenceUrl } = request;
    const expiresAt = requireExpiry(kind, request.expires_at, policy, now);
    const adoptable = await findAdoptable(ctx, tx, id, request);
    const difference = bulkDifference(request.token, adoptable.findings);
    if (difference !== null) throw new Fault('conflict', `${difference} Nothing was changed: look at a new preview.`);
    if (adoptable.findings.length === 0) {
      throw new Fault('conflict', 'There is nothing to adopt: all that it is about is decided or fixed.');
    }
    const requester = actedBy(ctx);
    const decides = can(ctx.principal, 'exception:decide', { orgId: ctx.orgId }) && !policy.fourEyes;
    const how = { requester, decider: decides ? requester : null, batch: randomUUID(), statement: id };
    const done = await adopt(tx, ctx, adoptable, { asked: { kind, evidenceUrl, expiresAt }, how });
    const findings = done.reduce((sum, count) => sum + count, 0);
    const { name, author, version } = adoptable.document;
    await writeAudit(tx, auditSource(ctx), {
      verb: 'statement.adopted',
      target: documentTarget(id, name),
      detail: {
        ...{ author, version, decision: kind, until: expiresAt?.toISOString() ?? null },
        ...{ findings, in_force: decides, batch: how.batch },
      },
    });
    return { batch: how.batch, findings, repositories: done.length, in_force: decides };
  });
}

interface Adopting {
  asked: Omit<AskedException, 'reason'>;
  how: HowAdded;
}

async function adopt(
  tx: Transaction,
  ctx: Context,
  { document, findings }: Adoptable,
  { asked, how }: Adopting,
): Promise<number[]> {
  const at = { orgId: ctx.orgId, now: ctx.now() };
  return inRepositories(tx, at, findings, async (locked, own) => {
    const changes = new Changes();
    const added = [];
    const free = await undecided(locked, own);
    for (const group of Map.groupBy(free, ({ statement }) => statement).values()) {
      const [first] = group;
      if (first === undefined) continue;
      const reason = reasonOf({ ...first, author: document.author, name: document.name, version: document.version });
      const numbers = group.map(({ number }) => number);
      added.push(...(await addExceptions(locked, changes, numbers, { ...asked, reason }, how)));
    }
    await commit(locked, changes, { upload: 0, ...causeOf(ctx) });
    const kind = how.decider === null ? 'exception_requested' : 'exception_approved';
    await tellExceptions(locked, kind, added, { userId: ctx.userId });
    return added.length;
  });
}

async function undecided({ tx, scope }: LockedRepository, own: readonly StatedFinding[]): Promise<StatedFinding[]> {
  const numbers = own.map(({ number }) => number);
  const live = new Set((await findLiveExceptions(tx, scope, numbers)).map((one) => one.findingNumber));
  return own.filter(({ number }) => !live.has(number));
}
