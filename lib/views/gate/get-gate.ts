import { findVisibleRepository, type Repository } from '#db/queries/repositories.ts';
import type { Context } from '#lib/context.ts';
import type { GateRequest, GateResult } from '#lib/contracts/gate.ts';
import { encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { gateView } from './gate-view.ts';
import { type JudgedRef, judgeRef } from './judge-ref.ts';

/**
 * Judges a ref by the policy in force and everything that is known of it now.
 * @throws Fault not_found, forbidden
 */
export async function getGate(ctx: Context, request: GateRequest): Promise<GateResult> {
  permit(ctx, 'upload:read', 'repositories');
  const repository = await requireRepositoryOfGate(ctx, request);
  const judged = await judgeRef({ sql: ctx.sql, now: ctx.now() }, repository, request);
  return viewOf(ctx, repository, judged);
}

/** The repository, for whoever may see what became of its reports: upload tokens too, in their pipelines. */
export async function requireRepositoryOfGate(ctx: Context, { repo, pipeline }: GateRequest): Promise<Repository> {
  permit(ctx, 'upload:read', 'repositories');
  // From the primary: a replica may not know what was delivered just now.
  const found = await findVisibleRepository(ctx.sql, ctx.readScope, repo.replaceAll('\0', ''));
  const row = found && { ...found, repoId: found.id, ...(pipeline === undefined ? {} : { pipeline }) };
  return permit(ctx, 'upload:read', { what: 'repository', row });
}

function viewOf(ctx: Context, repository: Repository, judged: JudgedRef): GateResult {
  const { gate, policy, ref, commit } = judged;
  const waiting = judged.waiting.map(({ number, scanner, state }) => {
    const id = encodeId('upload', { repoId: repository.id, number });
    return { id, url: `${ctx.publicUrl}/ingest/${id}`, scanner, status: state };
  });
  return gateView(gate, {
    ...{ repo: repository.fullName, ref, commit, policy, waiting },
    ...{ publicUrl: ctx.publicUrl, at: ctx.now() },
  });
}
