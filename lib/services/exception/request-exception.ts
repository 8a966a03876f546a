import { ensureMonths } from '#db/partitions.ts';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { findLiveExceptions } from '#db/queries/exceptions-write.ts';
import { findFinding } from '#db/queries/finding-detail.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionRequest } from '#lib/contracts/exception.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import { firstExceptionState, presentWords } from '#lib/domain/decision/judge-decision.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId, encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { actedBy, deciderOf } from '#lib/views/exception/decider-of.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { addExceptions } from './add-exceptions.ts';
import { noteException } from './note-exception.ts';
import { requireExpiry } from './require-expiry.ts';
import { tellExceptions } from './tell-exceptions.ts';

/**
 * Asks for an exception of one finding. It is in force at once where the caller may decide and one person is enough; else
 * it waits for somebody who decides.
 * @returns its id
 * @throws Fault not_found, forbidden; invalid_input for an end that the policy does not allow; conflict where the finding is
 *   fixed, or has an exception that is alive
 */
export async function requestException(ctx: Context, request: ExceptionRequest): Promise<string> {
  permit(ctx, 'exception:request', 'repositories');
  const id = decodeId('finding', request.finding);
  const row = id && (await findFinding(ctx.sql, ctx.readScope, id));
  const { orgId, repoId, number } = permit(ctx, 'exception:request', { what: 'finding', row });
  const scope = { orgId, repoId };
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    // Lock shared tables before the repository's own, as every transaction does: no deadlocks.
    const policy = await findExceptionPolicy(tx, scope);
    const repository = await findRepositoryForUpdate(tx, scope);
    if (!repository || repository.deletingAt !== null) throw new Fault('not_found', 'There is no such finding.');
    await lockRepository(tx, scope);
    const at = { tx, scope, repository, now };
    await requireUndecided(at, number);
    return ask(ctx, at, { number, request, policy });
  });
}

/** @throws Fault not_found, conflict */
async function requireUndecided({ tx, scope }: LockedRepository, number: number): Promise<void> {
  const [finding] = await findByNumbers(tx, scope, [number]);
  // Joined with another one at this moment.
  if (finding === undefined) throw new Fault('not_found', 'There is no such finding.');
  const [live] = await findLiveExceptions(tx, scope, [number]);
  if (live !== undefined) {
    const words = presentWords({ ...live, decidedByName: live.deciderName, endedByName: null });
    throw new Fault('conflict', `${words}. A finding has one at a time; nothing was changed.`);
  }
  if (finding.state === 'fixed') throw new Fault('conflict', 'This finding is fixed: there is nothing to decide.');
}

async function ask(
  ctx: Context,
  at: LockedRepository,
  { number, request, policy }: { number: number; request: ExceptionRequest; policy: ExceptionPolicy },
): Promise<string> {
  const { kind, reason, evidence_url: evidenceUrl } = request;
  const expiresAt = requireExpiry(kind, request.expires_at, policy, at.now);
  const requester = actedBy(ctx);
  const inForce = firstExceptionState(deciderOf(ctx, at.repository.fullName), policy) === 'in_force';
  const changes = new Changes();
  const asked = { kind, reason, evidenceUrl, expiresAt };
  const added = await addExceptions(at, changes, [number], asked, { requester, decider: inForce ? requester : null });
  const [exception] = added;
  if (exception === undefined) throw new Fault('not_found', 'There is no such finding.');
  await commit(at, changes, { upload: 0, ...causeOf(ctx) });
  const made = { ...asked, number: exception.number, findingNumber: number };
  await tellExceptions(at, inForce ? 'exception_approved' : 'exception_requested', [made], { userId: ctx.userId });
  await noteException(ctx, at, inForce ? 'exception.approved' : 'exception.requested', made);
  return encodeId('exception', { repoId: at.scope.repoId, number: exception.number });
}
