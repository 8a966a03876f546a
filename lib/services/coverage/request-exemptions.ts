import { ensureMonths } from '#db/partitions.ts';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { findLiveExemption, insertExemption } from '#db/queries/exemptions.ts';
import { findRepositoriesWithLabel } from '#db/queries/labels.ts';
import { findRepository, findRepositoryForUpdate } from '#db/queries/repositories.ts';
import { findStreams, lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ExemptionRequest } from '#lib/contracts/exemption.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import { firstExceptionState } from '#lib/domain/decision/judge-decision.ts';
import { measures } from '#lib/domain/score/measure.ts';
import { Fault } from '#lib/errors.ts';
import { encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { actedBy, deciderOf } from '#lib/views/exception/decider-of.ts';
import { auditSource } from '../audit/audit-source.ts';
import { requireExpiry } from '../exception/require-expiry.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { requireRepositoryToChange } from '../repository/require-repository-to-change.ts';
import { noteExemption } from './note-exemption.ts';

/**
 * Asks that a category is not expected of a repository, or of each that has a label. In force at once where the caller may
 * decide and one person is enough; else it waits for somebody who decides, as an exception does.
 * @returns ids, and how many of the label were left out
 * @throws Fault not_found, forbidden; invalid_input for an end that the policy does not allow; conflict where the category is
 *   reported, or has an exemption that is alive
 */
export async function requestExemptions(
  ctx: Context,
  request: ExemptionRequest,
): Promise<{ ids: string[]; skipped: number }> {
  permit(ctx, 'exception:request', 'repositories');
  const policy = await findExceptionPolicy(ctx.sql, { orgId: ctx.orgId });
  requireExpiry('accepted', request.expires_at, policy, ctx.now());
  await ensureMonths(ctx.systemSql, ctx.now());
  if (request.repo !== undefined) {
    const { id } = await requireRepositoryToChange(ctx, request.repo, 'exception:request');
    return { ids: [await askFor(ctx, id, request)], skipped: 0 };
  }
  return askForLabel(ctx, request.label ?? '', request);
}

async function askForLabel(
  ctx: Context,
  label: string,
  request: ExemptionRequest,
): Promise<{ ids: string[]; skipped: number }> {
  const repoIds = await findRepositoriesWithLabel(ctx.sql, ctx.readScope, label);
  if (repoIds.length === 0) throw new Fault('not_found', 'There is no such label, or you see nothing that has it.');
  // Whoever may not ask for one of them asks for none: nothing is half done.
  const asked: number[] = [];
  for (const repoId of repoIds) {
    const found = await findRepository(ctx.sql, { orgId: ctx.orgId, repoId });
    // Archived ones count nowhere, so that nothing is expected of them.
    if (found === null || found.deletingAt !== null || found.archived) continue;
    permit(ctx, 'exception:request', { what: 'repository', row: { ...found, repoId } });
    asked.push(repoId);
  }
  const ids: string[] = [];
  let skipped = 0;
  for (const repoId of asked) {
    try {
      ids.push(await askFor(ctx, repoId, request));
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'conflict') throw error;
      skipped += 1;
    }
  }
  return { ids, skipped };
}

async function askFor(ctx: Context, repoId: number, request: ExemptionRequest): Promise<string> {
  const scope = { orgId: ctx.orgId, repoId };
  return inTransaction(ctx.sql, async (tx) => {
    // Lock shared tables before the repository's own, as every transaction does: no deadlocks.
    const policy = await findExceptionPolicy(tx, scope);
    const repository = await findRepositoryForUpdate(tx, scope);
    if (!repository || repository.deletingAt !== null) throw new Fault('not_found', 'There is no such repository.');
    await lockRepository(tx, scope);
    const at = { tx, scope, repository, now: ctx.now() };
    await requireUnmeasured(at, request);
    return ask(ctx, at, request, policy);
  });
}

/** A decision cannot hide what somebody found: it is about what nothing looks at. @throws Fault conflict */
async function requireUnmeasured(
  { tx, scope, repository: { fullName } }: LockedRepository,
  { category }: ExemptionRequest,
): Promise<void> {
  const streams = await findStreams(tx, scope);
  const by = streams.find((one) => one.tracked && one.retiredAt === null && measures(one, category));
  if (by !== undefined) {
    const why = `${by.scanner} reports ${category} of ${fullName}: so it applies there`;
    throw new Fault('conflict', `${why}. Retire what reports it first, if that is over. Nothing was changed.`);
  }
  const live = await findLiveExemption(tx, scope, category);
  if (live === null) return;
  const state = live.state === 'requested' ? 'waits for a decision' : 'is in force';
  throw new Fault('conflict', `An exemption of ${category} of ${fullName} ${state}. Nothing was changed.`);
}

async function ask(
  ctx: Context,
  at: LockedRepository,
  { category, reason, expires_at }: ExemptionRequest,
  policy: ExceptionPolicy,
): Promise<string> {
  const { tx, scope, repository } = at;
  const expiresAt = new Date(expires_at);
  const requester = actedBy(ctx);
  const inForce = firstExceptionState(deciderOf(ctx, repository.fullName), policy) === 'in_force';
  const decider = inForce ? requester : null;
  const number = await insertExemption(tx, scope, { category, reason, expiresAt, requester, decider });
  if (inForce) await commit(at, new Changes(), { upload: 0, ...causeOf(ctx) });
  const verb = inForce ? 'exemption.approved' : 'exemption.requested';
  await noteExemption(at, auditSource(ctx), verb, { number, category, reason, expiresAt });
  return encodeId('exemption', { repoId: scope.repoId, number });
}
