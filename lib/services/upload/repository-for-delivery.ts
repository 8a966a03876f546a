import type { Transaction } from '#db/client.ts';
import { findRepositoryForDelivery, type Repository } from '#db/queries/repositories.ts';
import type { Context } from '#lib/context.ts';
import { type RepositoryKind, SYSTEM_REF } from '#lib/domain/repository/repository-kind.ts';
import { guessDefaultBranch } from '#lib/domain/stream/ref.ts';
import { Fault } from '#lib/errors.ts';
import { addRepository } from '../repository/add-repository.ts';
import { requireNoPart } from '../repository/require-no-part.ts';
import { permitDelivery } from './permit-delivery.ts';

interface ForDelivery {
  params: { repo: string; pipeline: string; ref?: string | undefined };
  /** What it must be, and becomes where it is new; left out: `code` where it is new. */
  kind?: RepositoryKind;
  demo?: boolean;
}

/**
 * The repository that a delivery is for, made when it is new.
 * @throws Fault forbidden; invalid_input for a name that is an address of another repository; conflict
 */
export async function repositoryForDelivery(
  tx: Transaction,
  ctx: Context,
  { params, kind, demo = false }: ForDelivery,
  now: Date,
): Promise<Repository> {
  const known = await findRepositoryForDelivery(tx, { orgId: ctx.orgId }, params.repo);
  permitDelivery(ctx, params, known);
  if (known) return ofKind(known, kind);
  await requireNoPart(tx, ctx.orgId, params.repo, 'repo');
  // A system has no branches: one name stands for how it is.
  const defaultBranch = kind === 'system' ? SYSTEM_REF : guessDefaultBranch(params.ref ?? null);
  return addRepository(
    tx,
    { orgId: ctx.orgId },
    { fullName: params.repo, defaultBranch, demo, kind: kind ?? 'code', now },
  );
}

/** @throws Fault conflict for an inventory of a system whose name a repository with code has */
function ofKind(known: Repository, kind: RepositoryKind | undefined): Repository {
  if (kind === undefined || known.kind === kind) return known;
  throw new Fault(
    'conflict',
    `${known.fullName} is a repository with code here, so it cannot be the home of an inventory. Rename it, and deliver again.`,
  );
}
